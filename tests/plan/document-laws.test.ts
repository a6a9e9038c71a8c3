import * as fc from "fast-check"
import { expect, test } from "vitest"
import { type PlanRead, readDocument, readPlan, writeDocument } from "../../app/plan/document"
import { COLLECTION_NAMES, type Plan } from "../../app/plan/plan"
import { anyPlan, shuffled } from "../support/any-plan"

const planOf = (read: PlanRead): Plan => {
  if ("problems" in read) throw new Error(JSON.stringify(read.problems))
  return read.plan
}

/** The plan with the records of each collection by id, for comparing without regard to order. */
const byId = (plan: Plan): Plan => {
  const lists = COLLECTION_NAMES.map((name) => [name, [...plan[name]].sort((a, b) => (a.id < b.id ? -1 : 1))])
  return { ...plan, ...Object.fromEntries(lists) }
}

test("what is written is read again as the same plan", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      expect(byId(planOf(readDocument(writeDocument(plan))))).toEqual(byId(plan))
    }),
    { numRuns: 60 },
  )
})

test("the text of a plan does not depend on the order of its records or keys", () => {
  const withKeysTurned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(withKeysTurned)
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, field]) => [key, withKeysTurned(field)]),
    )
  }
  fc.assert(
    fc.property(
      anyPlan.chain((plan) => fc.tuple(fc.constant(plan), shuffled(plan))),
      ([plan, other]) => {
        expect(writeDocument(withKeysTurned(other) as Plan)).toBe(writeDocument(plan))
      },
    ),
    { numRuns: 40 },
  )
})

test("reading and writing again changes no byte", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const text = writeDocument(plan)
      expect(writeDocument(planOf(readDocument(text)))).toBe(text)
    }),
    { numRuns: 40 },
  )
})

test("reading leaves the value it was given as it was", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const value = JSON.parse(writeDocument(plan))
      const before = structuredClone(value)
      readPlan(value)
      expect(value).toEqual(before)
    }),
    { numRuns: 20 },
  )
})

test("a document with one value replaced by any other is read or refused with reasons, never more", () => {
  const anyJson = fc.jsonValue({ maxDepth: 3 })
  const spoilt = anyPlan.chain((plan) => {
    const document = JSON.parse(writeDocument(plan))
    const places: [holder: Record<string, unknown>, key: string][] = []
    const walk = (holder: Record<string, unknown>): void => {
      for (const key of Object.keys(holder)) {
        places.push([holder, key])
        if (typeof holder[key] === "object" && holder[key] !== null) walk(holder[key] as Record<string, unknown>)
      }
    }
    walk(document)
    return fc.tuple(fc.integer({ min: 0, max: places.length - 1 }), anyJson).map(([at, value]) => {
      const [holder, key] = places[at] as [Record<string, unknown>, string]
      holder[key] = value
      return JSON.stringify(document)
    })
  })
  fc.assert(
    fc.property(spoilt, (text) => {
      const read = readDocument(text)
      if ("plan" in read) expect(readDocument(writeDocument(read.plan))).toHaveProperty("plan")
      else {
        expect(read.total).toBeGreaterThanOrEqual(read.problems.length)
        expect(read.problems.length).toBeGreaterThan(0)
        for (const { path, found, expected } of read.problems) {
          expect(path).not.toBe("")
          expect(found.length).toBeLessThanOrEqual(100)
          expect(`${found} ${expected}`).not.toMatch(/invalid|Invalid|undefined|NaN|\[object/)
        }
      }
    }),
    { numRuns: 150 },
  )
})
