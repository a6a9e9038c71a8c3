import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { arrowOf, pathOf, type Standing, saySlack, slackOf, wireOf } from "../../app/timeline/dependency-path"

const scale = { from: 0, until: 1000 }
const at = (start: number, end: number, row: number): Standing => ({ start, end, y: row * 20 + 10 })
const link = (type: "FS" | "SS" | "FF" | "SF" = "FS", lagDays = 0) => ({ type, lagDays })
const wire = (from: Standing, to: Standing, type: "FS" | "SS" | "FF" | "SF" = "FS") =>
  wireOf(link(type), from, to, scale, 1000)

describe("a line from one bar to another", () => {
  test("runs along its source's row, drops just before the target and enters its left end", () => {
    const { points, arrow, isBroken } = wire(at(100, 200, 0), at(300, 400, 3))
    expect(points).toEqual([
      [206, 10],
      [293, 10],
      [293, 70],
      [299, 70],
    ])
    expect(arrow).toBe("right")
    expect(isBroken).toBe(false)
  })
  test("drops nine pixels after its source where the target begins too near, and enters from above", () => {
    const { points, arrow } = wire(at(100, 200, 0), at(200, 400, 2))
    expect(points).toEqual([
      [206, 10],
      [209, 10],
      [209, 43],
    ])
    expect(arrow).toBe("down")
  })
  test("enters from below where the target's row is above", () => {
    const { points, arrow } = wire(at(100, 200, 4), at(210, 400, 1))
    expect(points.at(-1)).toEqual([209, 37])
    expect(arrow).toBe("up")
  })
  test("comes back to a target that has ended by then, between the rows", () => {
    const { points, isBroken } = wire(at(500, 600, 0), at(100, 300, 2))
    expect(points.at(-1)?.[0]).toBeLessThan(300)
    expect(points.at(-1)?.[0]).toBeGreaterThan(100)
    expect(isBroken).toBe(true)
  })
  test("joins the starts, the ends, or a start with an end, as its kind says", () => {
    expect(wire(at(100, 200, 0), at(150, 300, 1), "SS")).toMatchObject({ arrow: "right" })
    expect(wire(at(100, 200, 0), at(150, 300, 1), "SS").points[0]).toEqual([100, 10])
    expect(wire(at(100, 200, 0), at(150, 300, 1), "FF").points.at(-1)).toEqual([307, 30])
    expect(wire(at(400, 500, 0), at(100, 300, 1), "SF")).toMatchObject({ arrow: "left" })
    expect(wire(at(400, 500, 0), at(100, 300, 1), "SF").points.at(-1)).toEqual([301, 30])
  })
  test("turns at right angles, and its arrow points the way it arrives", () => {
    const standing = fc
      .tuple(fc.nat({ max: 900 }), fc.integer({ min: 1, max: 400 }), fc.nat({ max: 12 }))
      .map(([start, days, row]) => at(start, start + days, row))
    fc.assert(
      fc.property(standing, standing, fc.constantFrom("FS", "SS", "FF", "SF"), (from, to, type) => {
        fc.pre(from.y !== to.y)
        const { points, arrow } = wire(from, to, type)
        points.slice(1).forEach(([x, y], index) => {
          const [beforeX, beforeY] = points[index] as [number, number]
          expect(x === beforeX || y === beforeY).toBe(true)
        })
        const [[x1, y1], [x2, y2]] = points.slice(-2) as [[number, number], [number, number]]
        const way = x1 === x2 ? (y2 > y1 ? "down" : "up") : x2 > x1 ? "right" : "left"
        expect(arrow).toBe(way)
      }),
      { numRuns: 300 },
    )
  })
  test("a broken line shows its finding where it turns, clear of the gate that it leaves", () => {
    expect(wire(at(100, 200, 0), at(100, 300, 2)).corner).toEqual([218, 10])
    expect(wire(at(100, 200, 0), at(300, 400, 2)).corner).toEqual([293, 10])
    expect(wire(at(100, 200, 0), at(150, 300, 1), "SS").corner).toEqual([91, 10])
  })
  test("is a path and an arrow head", () => {
    const drawn = wire(at(100, 200, 0), at(300, 400, 1))
    expect(pathOf(drawn)).toBe("M206 10L293 10L293 30L299 30")
    expect(arrowOf(drawn)).toBe("M299 30l-5 -2.8L294 32.8z")
  })
})

describe("slack", () => {
  test("is what is left between the days that a link ties, less its lag", () => {
    const [from, to] = [at(100, 200, 0), at(230, 400, 1)]
    expect(slackOf(link("FS"), from, to)).toBe(30)
    expect(slackOf(link("FS", 40), from, to)).toBe(-10)
    expect(slackOf(link("FS", -10), from, to)).toBe(40)
    expect(slackOf(link("SS"), from, to)).toBe(130)
    expect(slackOf(link("FF"), from, to)).toBe(200)
    expect(slackOf(link("SF"), from, to)).toBe(300)
  })
  test("is said in months, or in days where it is less than one", () => {
    expect([0, 1, 12, 61, -31].map(saySlack)).toEqual([
      "no time to spare",
      "1 day to spare",
      "12 days to spare",
      "2 months to spare",
      "1 month too early",
    ])
  })
})
