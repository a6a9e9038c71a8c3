import { describe, expect, test } from "vitest"
import { canTrace, cutPower } from "../support/power-cut"

/** The same chances in every run (mulberry32). */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe.runIf(canTrace())("when the power is cut", () => {
  test("nothing acknowledged is lost and nothing is damaged, whatever becomes of what was not flushed", async () => {
    expect(await cutPower(12, 60, false, chances(1))).toEqual({ cuts: 12, lost: 0, damaged: 0, faults: [] })
  })

  test("a database that flushes as SQLite does by default is caught losing what it acknowledged", async () => {
    const { lost, damaged } = await cutPower(12, 60, true, chances(1))
    expect(lost).toBeGreaterThan(0)
    expect(damaged).toBe(0)
  })
})
