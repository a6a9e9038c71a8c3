import { describe, expect, test } from "vitest"
import type { Change } from "../../app/plan/change"
import { COLLECTION_NAMES, type CollectionName } from "../../app/plan/collections"
import { COLLECTIONS, HEADER } from "../../app/plan/kinds"
import { accessOf, type Deed, deedOf, MONEY_FIELDS, may, mayChange, RIGHTS, ROLES } from "../../app/plan/roles"

const TRACKED: CollectionName[] = [
  ...(["spend", "observations", "readings", "forums", "occurrences", "actions", "complaints", "losses"] as const),
  ...(["acts", "forecasts", "checkIns"] as const),
]

const add = (collection: CollectionName, record: object = { id: "a" }) =>
  ({ kind: "add", collection, record }) as unknown as Change
const edit = (collection: CollectionName, fields: object, was?: object) =>
  ({ kind: "edit", collection, id: "a", fields, ...(was && { was }) }) as unknown as Change
const header = (fields: object, was?: object) => ({ kind: "edit-header", fields, ...(was && { was }) }) as Change
const remove = (collection: CollectionName): Change => ({ kind: "remove", collection, id: "a" })
const rolesThatMay = (change: Change) => ROLES.filter((role) => mayChange([role], change))

describe("what a change takes", () => {
  test("every collection is the road map, the track or the record, and says which", () => {
    const by = new Map<Deed, CollectionName[]>()
    for (const name of COLLECTION_NAMES) {
      const [deed] = deedOf(add(name))
      by.set(deed as Deed, [...(by.get(deed as Deed) ?? []), name])
    }
    expect([...by.keys()].sort()).toEqual(["draft", "track", "waive", "write-decisions"])
    expect(by.get("track")?.sort()).toEqual([...TRACKED].sort())
    expect(by.get("waive")).toEqual(["waivers"])
    expect(by.get("write-decisions")).toEqual(["decisions"])
  })

  test("every field that holds money is known to hold money", () => {
    for (const name of COLLECTION_NAMES) {
      const fields = [...new Set(COLLECTIONS[name].amounts.map(([field]) => field as string))]
      const known = MONEY_FIELDS[name]
      if (known?.length === 0) expect([name, fields.length > 0]).toEqual([name, true])
      else expect([name, fields]).toEqual([name, known ?? []])
    }
    expect(HEADER.amounts).toEqual([])
  })

  test("whoever may not see amounts may not write them either", () => {
    const hidden = accessOf(["cco"], { via: "session" }, { hidesAmounts: true })
    expect(mayChange(hidden, edit("readings", { value: 3 }))).toBe(true)
    expect(mayChange(hidden, edit("losses", { customers: 3 }))).toBe(true)
    expect(mayChange(hidden, edit("losses", { value: 3 }))).toBe(false)
    expect(mayChange(hidden, add("spend"))).toBe(false)
    expect(mayChange(["cco"], add("spend"))).toBe(true)
  })

  test("a stage is moved and shaped by those who draft", () => {
    const moves: Change[] = [
      { kind: "move-stage", stageId: "a", months: 1 },
      { kind: "move-with-followers", stageId: "a", months: 1 },
      { kind: "reorder-stage", stageId: "a", before: null },
      { kind: "rename", collection: "stages", id: "a", name: "B" },
      edit("stages", { forecastEnd: "2028-01-01" }),
      remove("stages"),
    ]
    for (const move of moves) expect(rolesThatMay(move)).toEqual(["admin", "strategy"])
  })

  test("a CCO records in forums, and does not take one from the metrics that name it", () => {
    expect(rolesThatMay(edit("forums", { cadenceDays: 30 }))).toEqual(["admin", "strategy", "cco"])
    expect(rolesThatMay(remove("forums"))).toEqual(["admin", "strategy"])
  })

  test("nobody writes a decision past the board", () => {
    for (const change of [add("decisions"), edit("decisions", { rationale: "x" }), remove("decisions")]) {
      expect(rolesThatMay(change)).toEqual([])
      expect(mayChange(ROLES, change)).toBe(false)
      expect(mayChange(ROLES, { kind: "several", changes: [change] })).toBe(false)
    }
  })

  test("that money is committed, a gate passed or a promise ratified is not for the editor to say", () => {
    const statements: Change[] = [
      add("funding", { id: "a", status: "committed" }),
      edit("funding", { status: "committed" }),
      edit("funding", { decidedOn: "2027-01-01" }),
      edit("gates", { decision: "go" }),
      edit("gates", { decidedOn: "2027-01-01" }),
      add("gates", { id: "a", decision: "go" }),
      header({ status: "approved" }),
      header({ pledge: { text: "x", reaffirmedOn: [], boardRatifiedOn: "2027-01-01" } }),
      header({ pledge: { text: "x", reaffirmedOn: [], ceoRatifiedOn: "2027-01-01" } }),
    ]
    for (const change of statements) {
      expect(deedOf(change)).toContain("vouch")
      expect(rolesThatMay(change)).toEqual(["admin"])
      expect(rolesThatMay({ kind: "several", changes: [edit("stages", { name: "x" }), change] })).toEqual(["admin"])
    }
  })

  test("what said so already may be kept while other things change", () => {
    const pledge = { text: "x", reaffirmedOn: [], boardRatifiedOn: "2027-01-01" }
    const kept: Change[] = [
      edit("funding", { status: "committed", amount: 3 }, { status: "committed", amount: 2 }),
      edit("funding", { status: "requested", decidedOn: null }),
      edit("gates", { decision: null }),
      header({ pledge: { ...pledge, text: "y" } }, { pledge }),
      header({ status: "running" }),
    ]
    for (const change of kept) expect(rolesThatMay(change)).toEqual(["admin", "strategy"])
  })

  test("going back needs the right to write there; doing it again also the right to say it", () => {
    const edits = [
      { kind: "set", collection: "funding", id: "a", field: "status", before: "requested", after: "committed" },
    ] as const
    expect(rolesThatMay({ kind: "undo", seq: 2, edits })).toEqual(["admin", "strategy"])
    expect(rolesThatMay({ kind: "redo", seq: 2, edits })).toEqual(["admin"])
    const reading = [{ kind: "put", collection: "readings", record: { id: "a" } }] as never
    expect(rolesThatMay({ kind: "undo", seq: 2, edits: reading })).toEqual(["admin", "strategy", "cco"])
    expect(rolesThatMay({ kind: "undo", seq: 2 })).toEqual(["admin", "strategy"])
  })
})

describe("who may", () => {
  test("decisions are for the board, their recording for its secretary, and neither for whoever runs the plan", () => {
    expect(ROLES.filter((role) => may([role], "decide"))).toEqual(["board"])
    expect(ROLES.filter((role) => may([role], "record-decision"))).toEqual(["secretary"])
    expect(ROLES.filter((role) => may([role], "submit"))).toEqual(["admin", "strategy"])
    expect(ROLES.filter((role) => may([role], "manage-members"))).toEqual(["admin"])
    expect(ROLES.filter((role) => may([role], "read"))).toEqual([...ROLES])
  })

  test("several roles add up", () => {
    expect(may(["cco", "board"], "decide")).toBe(true)
    expect(may(["cco", "board"], "track")).toBe(true)
    expect(may([], "read")).toBe(false)
  })

  test("a token does no more than its scopes and its account's roles together", () => {
    const reading = accessOf(["admin"], { via: "token", scopes: ["read"] })
    expect(reading.deeds).toEqual(["read", "see-amounts", "export"])
    const deciding = accessOf(["strategy"], { via: "token", scopes: ["read", "decide"] })
    expect(may(deciding, "decide")).toBe(false)
    expect(may(deciding, "draft")).toBe(false)
    const all = accessOf(["board"], { via: "token", scopes: ["read", "write", "decide", "admin"] })
    expect([...all.deeds].sort()).toEqual([...RIGHTS.board].sort())
  })

  test("a link reads, and sees amounts where it says so", () => {
    expect(accessOf(["viewer"], { via: "share" }).deeds).toEqual(["read", "see-amounts"])
    const hidden = accessOf(["viewer"], { via: "share" }, { hidesAmounts: true })
    expect(hidden).toEqual({ roles: ["viewer"], deeds: ["read"], seesAmounts: false })
  })

  test("who acts at the machine with all roles may do everything but write past the board", () => {
    const { deeds } = accessOf(ROLES, { via: "local" })
    expect(deeds).toContain("decide")
    expect(deeds).not.toContain("write-decisions")
  })
})
