import { describe, expect, test } from "vitest"
import { Change } from "../../app/plan/change"

const problemsOf = (value: unknown) =>
  Change.safeParse(value).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)

describe("a change that can be understood", () => {
  test("a move by months, or to a start", () => {
    expect(Change.parse({ kind: "move-stage", stageId: "a", months: -3 })).toEqual({
      ...{ kind: "move-stage", stageId: "a", months: -3 },
    })
    expect(Change.parse({ kind: "move-with-followers", stageId: "a", start: "2027-04-01" })).toMatchObject({
      start: "2027-04-01",
    })
  })

  test("a record to add is read by its schema: tidied, and with the defaults of a file", () => {
    const record = { id: "capital", name: "  Capital plan ", source: "Board", amount: 5, status: "requested" }
    expect(
      Change.parse({ kind: "add", collection: "funding", record: { ...record, availableFrom: "2027-01-01" } }),
    ).toEqual({
      ...{ kind: "add", collection: "funding" },
      record: { ...record, name: "Capital plan", availableFrom: "2027-01-01", carryOver: true, released: [] },
    })
  })

  test("a stage to add need not say its place", () => {
    const record = { id: "a", name: "Listen", kind: "listen", start: "2027-01-01", end: "2028-01-01" }
    const { record: read } = Change.parse({ kind: "add", collection: "stages", record }) as { record: object }
    expect(read).toMatchObject({ status: "planned", functions: [] })
    expect("order" in read).toBe(false)
    expect(Change.parse({ kind: "add", collection: "stages", record: { ...record, order: 4 } })).toMatchObject({
      record: { order: 4 },
    })
  })

  test("null takes a field away, or brings back its default", () => {
    const edit = { kind: "edit", collection: "stages", id: "a", fields: { why: null, functions: null, status: null } }
    expect(Change.parse(edit)).toMatchObject({ fields: { why: null, functions: [], status: "planned" } })
  })
})

describe("a change that cannot be understood says where", () => {
  test("an unknown kind", () => {
    expect(problemsOf({ kind: "shuffle" })).toEqual(["kind: a kind of change, such as move-stage"])
    expect(problemsOf(null)).toHaveLength(1)
  })

  test("a move that says how far in two ways or in none", () => {
    expect(problemsOf({ kind: "move-stage", stageId: "a" })).toEqual([": either months or a start"])
    expect(problemsOf({ kind: "move-stage", stageId: "a", months: 1, start: "2027-01-01" })).toEqual([
      ": either months or a start",
    ])
    expect(problemsOf({ kind: "move-stage", stageId: "a", months: 1.5 })).toEqual([
      "months: a whole number of months from -3600 to 3600",
    ])
  })

  test("a day that does not exist, a key that is not known", () => {
    const resize = { kind: "resize-stage", stageId: "a", start: "2027-02-30", end: "2027-04-01" }
    expect(problemsOf(resize)).toEqual(["start: a day on the calendar from 1900 to 2199, written YYYY-MM-DD"])
    expect(problemsOf({ ...resize, start: "2027-02-01", force: true })).toHaveLength(1)
  })

  test("fields that a record does not have or cannot be without, and its id", () => {
    const edit = (fields: object) => problemsOf({ kind: "edit", collection: "workstreams", id: "w", fields })
    expect(edit({ color: "red" })).toEqual(["fields.color: one of id, name, order"])
    expect(edit({ id: "v" })).toEqual(["fields.id: no id: it cannot change"])
    expect(edit({ name: null })).toEqual(["fields.name: a text of 1 to 200 characters"])
    const polluted = { kind: "edit", collection: "workstreams", id: "w", fields: JSON.parse('{"__proto__": {"a": 1}}') }
    expect(Change.parse(polluted)).toEqual({ kind: "edit", collection: "workstreams", id: "w", fields: {} })
    expect(edit({ constructor: 1 })).toEqual(["fields.constructor: one of id, name, order"])
  })

  test("a record that is wrong in itself", () => {
    const record = { id: "c", name: "Training", kind: "delivery", start: "2027-01-01", end: "2026-01-01", amount: 5 }
    expect(problemsOf({ kind: "add", collection: "costs", record })).toEqual([
      "record.end: a day after the start, 2027-01-01",
    ])
    expect(
      problemsOf({ kind: "add", collection: "costs", record: { ...record, end: "2028-01-01", amount: -1 } }),
    ).toEqual(["record.amount: a whole amount from 0 to 9,000,000,000,000,000"])
  })

  test("several changes: none of them may undo, and one that is wrong is named by its place", () => {
    const move = { kind: "move-stage", stageId: "a", months: 1 }
    expect(problemsOf({ kind: "several", changes: [move, { kind: "undo", seq: 2 }] })).toEqual([
      "changes.1.kind: a kind of change, such as move-stage",
    ])
    expect(problemsOf({ kind: "several", changes: [] })).toHaveLength(1)
  })

  test("an undo cannot bring edits of its own", () => {
    expect(problemsOf({ kind: "undo", seq: 2, edits: [] })).toHaveLength(1)
    expect(Change.parse({ kind: "undo", seq: 2 })).toEqual({ kind: "undo", seq: 2 })
  })
})
