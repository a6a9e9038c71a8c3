import { readdirSync, readFileSync } from "node:fs"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { applyChange } from "../../app/plan/carry-out"
import type { Change } from "../../app/plan/change"
import { readDocument, writeDocument } from "../../app/plan/document"
import { applyEdits, type Edit } from "../../app/plan/edit"
import type { Day, Plan } from "../../app/plan/plan"
import { Refusal } from "../../app/plan/refusal"
import { sketch } from "../../app/plan/sketch"
import { editsSince, history } from "../../db/journal.server"
import { migrate } from "../../db/migrate.server"
import type { Db } from "../../db/open.server"
import {
  changePlan,
  countPlans,
  createPlan,
  listPlans,
  loadPlan,
  planVersion,
  recordVersion,
  recordVersions,
  redo,
  undo,
} from "../../db/plans.server"
import { verifyDatabase, verifyJournal } from "../../db/verify.server"
import { anyPlan } from "../support/any-plan"
import { onBothDatabases } from "../support/database"
import { whim, wovenPlan } from "../support/random-changes"

const NOON = "2026-11-21T12:00:00.000Z"
const LATER = "2026-11-21T12:05:00.000Z"

const move = (stageId: string, months = 3): Change => ({ kind: "move-stage", stageId, months })
const rename = (id: string, name: string): Change => ({ kind: "rename", collection: "stages", id, name })

async function stored(db: Db, id = "woven"): Promise<Plan> {
  const found = await loadPlan(db, id)
  if (!found) throw new Error(`there is no plan ${id}`)
  return found.plan
}

/** A plan file as it stands in the folder of samples. */
function samples(): [name: string, text: string][] {
  const folder = new URL("../../db/samples/", import.meta.url)
  const files = ["", "programmes/"].flatMap((under) =>
    readdirSync(new URL(under, folder))
      .filter((name) => name.endsWith(".json"))
      .map((name) => `${under}${name}`),
  )
  return files.map((name) => [name, readFileSync(new URL(name, folder), "utf8")])
}

function read(text: string): Plan {
  const found = readDocument(text)
  if ("problems" in found) throw new Error(JSON.stringify(found.problems))
  return found.plan
}

onBothDatabases(({ freshLocation, open, freshDatabase }) => {
  test("every sample comes back as the same document", async () => {
    const db = await freshDatabase()
    for (const [name, text] of samples()) {
      const plan = read(text)
      const { id } = await createPlan(db, plan, "cco", NOON)
      expect([name, writeDocument(await stored(db, id))]).toEqual([name, writeDocument(plan)])
    }
    expect(samples().length).toBeGreaterThan(6)
    expect(await countPlans(db)).toBe(samples().length)
    expect((await verifyDatabase(db)).faults).toEqual([])
  })

  test("any valid plan comes back as the same document, also to who opens the database later", async () => {
    const location = await freshLocation()
    const db = open(location)
    await migrate(db)
    let made = 0
    await fc.assert(
      fc.asyncProperty(anyPlan, async (any) => {
        const plan = { ...any, plan: { ...any.plan, id: `plan-${++made}` } }
        await createPlan(db, plan, "cco", NOON)
        const other = open(location)
        const found = writeDocument(await stored(other, plan.plan.id))
        await other.destroy()
        expect(found).toBe(writeDocument(plan))
      }),
      { numRuns: 25 },
    )
    expect((await verifyDatabase(db)).faults).toEqual([])
  })

  test("an id that is taken gets a number, also where the plan speaks of itself", async () => {
    const db = await freshDatabase()
    const plan = sketch({ plan: { id: "harbour" }, people: [{ id: "ceo" }], checkIns: [{ id: "c", byId: "ceo" }] })
    expect(await createPlan(db, plan, "cco", NOON)).toEqual({ id: "harbour", version: 1 })
    expect(await createPlan(db, plan, "cco", NOON)).toEqual({ id: "harbour-2", version: 1 })
    expect((await stored(db, "harbour-2")).checkIns[0]?.subject).toEqual({ collection: "plan", id: "harbour-2" })
    expect((await listPlans(db)).map(({ header, version, changedAt }) => [header.id, version, changedAt])).toEqual([
      ["harbour", 1, NOON],
      ["harbour-2", 1, NOON],
    ])
  })

  test("two who store the same plan at once both have it, under two ids", async () => {
    const location = await freshLocation()
    const [one, other] = [open(location), open(location)]
    await migrate(one)
    const made = await Promise.all([one, other, one, other].map((db) => createPlan(db, wovenPlan(), "cco", NOON)))
    expect(made.map(({ id }) => id).sort()).toEqual(["woven", "woven-2", "woven-3", "woven-4"])
    expect((await verifyDatabase(one)).faults).toEqual([])
  })

  test("a change in a transaction that fails later never happened, here and for whoever reads next", async () => {
    const db = await freshDatabase()
    await createPlan(db, wovenPlan(), "cco", NOON)
    const attempt = db.transaction().execute(async (trx) => {
      await changePlan(trx, "woven", rename("embed", "Lost"), "cco", NOON)
      expect((await loadPlan(trx, "woven"))?.version).toBe(2)
      throw new Error("changed our mind")
    })
    await expect(attempt).rejects.toThrow("changed our mind")
    expect(await loadPlan(db, "woven")).toMatchObject({ version: 1, plan: { stages: { 1: { name: "Stage design" } } } })
    // The next change gets the same number, and must not be taken for the one that was lost.
    await changePlan(db, "woven", rename("design", "Kept"), "cco", NOON)
    const { plan, version } = (await loadPlan(db, "woven")) ?? {}
    expect([version, plan?.stages.map(({ name }) => name)]).toEqual([
      2,
      ["Stage listen", "Kept", "Stage pilot", "Stage rollout", "Stage embed"],
    ])
  })

  test("the baselines of a plan come back with it", async () => {
    const db = await freshDatabase()
    const { history: _, ...approved } = sketch({ plan: { id: "woven" }, stages: [{ id: "a" }] })
    const baselines = [{ number: 2, approvedOn: "2026-05-01" as Day, plan: approved }]
    await createPlan(db, { ...wovenPlan(), history: { baselines } }, "cco", NOON)
    expect((await stored(db)).history).toEqual({ baselines })
    expect((await verifyJournal(db, "woven")).fault).toBeUndefined()
  })

  test("a change is stored, journalled with what it replaced, and answered with its edits", async () => {
    const db = await freshDatabase()
    await createPlan(db, wovenPlan(), "cco", NOON)
    const changed = await changePlan(db, "woven", rename("embed", "Make it how we run"), "ana", LATER)
    const edits: Edit[] = [
      {
        kind: "set",
        collection: "stages",
        id: "embed",
        field: "name",
        before: "Stage embed",
        after: "Make it how we run",
      },
    ]
    expect(changed).toEqual({ version: 2, edits })
    expect(await history(db, "woven")).toMatchObject([
      { seq: 2, intent: rename("embed", "Make it how we run"), edits, by: "ana", at: LATER },
      { seq: 1, intent: { kind: "create-plan" }, edits: [], by: "cco", at: NOON },
    ])
    expect((await listPlans(db))[0]).toMatchObject({ version: 2, changedAt: LATER })
  })

  test("what is stored is what the pure change gives, whichever connection reads it", async () => {
    const location = await freshLocation()
    const [one, other] = [open(location), open(location)]
    await migrate(one)
    await createPlan(one, wovenPlan(), "cco", NOON)
    for (const change of [move("design", 2), { kind: "remove", collection: "stages", id: "listen" }] as Change[]) {
      const expected = applyChange(await stored(one), change)
      await changePlan(one, "woven", change, "cco", LATER)
      expect(await stored(one)).toEqual(expected)
      expect(writeDocument(await stored(other))).toBe(writeDocument(expected))
    }
  })

  test("a record has the version of the change that wrote it last", async () => {
    const db = await freshDatabase()
    await createPlan(db, wovenPlan(), "cco", NOON)
    await changePlan(db, "woven", move("design", 1), "cco", LATER)
    await changePlan(db, "woven", rename("embed", "Embed"), "cco", LATER)
    expect(await recordVersion(db, "woven", "stages", "design")).toBe(2)
    expect(await recordVersion(db, "woven", "stages", "nowhere")).toBeUndefined()
    expect([...(await recordVersions(db, "woven", "stages"))]).toEqual([
      ["design", 2],
      ["embed", 3],
      ["listen", 1],
      ["pilot", 1],
      ["rollout", 1],
    ])
    expect(await planVersion(db, "woven")).toBe(3)
  })

  test("a change that changes nothing is no change", async () => {
    const db = await freshDatabase()
    await createPlan(db, wovenPlan(), "cco", NOON)
    expect(await changePlan(db, "woven", rename("embed", "Stage embed"), "cco", LATER)).toEqual({
      version: 1,
      edits: [],
    })
    expect(await history(db, "woven")).toHaveLength(1)
  })

  test("a refused change leaves neither row nor journal entry", async () => {
    const db = await freshDatabase()
    await createPlan(db, wovenPlan(), "cco", NOON)
    const before = writeDocument(await stored(db))
    const refused: [Change, string][] = [
      [move("nowhere"), "not-found"],
      [move("design", 12 * 200), "not-now"],
      [{ kind: "edit", collection: "costs", id: "c1", fields: { amount: null } }, "invalid"],
      [{ kind: "several", changes: [rename("embed", "Embed"), move("nowhere")] }, "not-found"],
      [{ kind: "undo", seq: 9 }, "not-now"],
    ]
    for (const [change, code] of refused) {
      await expect(changePlan(db, "woven", change, "cco", LATER)).rejects.toMatchObject({ code })
    }
    await expect(changePlan(db, "nowhere", move("design"), "cco", LATER)).rejects.toMatchObject({ code: "not-found" })
    expect(writeDocument(await stored(db))).toBe(before)
    expect(await history(db, "woven")).toHaveLength(1)
  })

  test("a record that would not be valid as a whole is refused in words", async () => {
    const db = await freshDatabase()
    await createPlan(db, wovenPlan(), "cco", NOON)
    const change: Change = { kind: "edit", collection: "costs", id: "c1", fields: { amount: null } }
    await expect(changePlan(db, "woven", change, "cco", LATER)).rejects.toThrow(
      "“Cost 1” was not changed: it would not have either start, end and amount, or a profile.",
    )
  })

  test("a plan that follows the calendar is judged on the day of the change", async () => {
    const db = await freshDatabase()
    const words = { stages: [{ id: "a", start: "2026-12-01", end: "2027-12-01" }] }
    const followed = sketch({
      ...words,
      plan: { id: "f", status: "running", asOf: "2026-01-01", timeZone: "Asia/Tokyo" },
    })
    await createPlan(db, followed, "cco", NOON)
    await changePlan(db, "f", move("a", 1), "cco", "2026-11-30T12:00:00.000Z")
    await expect(changePlan(db, "f", move("a", 1), "cco", "2027-01-01T15:30:00.000Z")).rejects.toThrow(
      "This stage began in January 2027, and months before today cannot move. Change its end instead.",
    )
    // Its stored day is no fact, and can be pinned to another all the same.
    const pin: Change = { kind: "edit-header", fields: { asOfMode: "pinned", asOf: "2026-06-30" as Day } }
    const { edits } = await changePlan(db, "f", pin, "cco", LATER)
    expect(edits).toContainEqual({
      ...{ kind: "set", collection: "plan", id: "f", field: "asOf", before: "2026-01-01", after: "2026-06-30" },
    })
    expect((await verifyJournal(db, "f")).fault).toBeUndefined()
  })

  test("who was slower learns who was faster, and nothing is overwritten", async () => {
    const location = await freshLocation()
    const [ana, ben] = [open(location), open(location)]
    await migrate(ana)
    await createPlan(ana, wovenPlan(), "cco", NOON)
    const edit = (name: string): Change => ({
      ...{ kind: "edit", collection: "stages", id: "embed" },
      ...{ fields: { name }, was: { name: "Stage embed" } },
    })
    await changePlan(ana, "woven", edit("Ours"), "ana", NOON)
    await changePlan(ana, "woven", move("embed", 1), "ana", LATER)
    await expect(changePlan(ben, "woven", edit("Mine"), "ben", LATER)).rejects.toMatchObject({
      code: "conflict",
      conflict: { field: "name", expected: "Stage embed", found: "Ours", by: "ana", at: NOON },
    })
    expect((await stored(ben)).stages.find(({ id }) => id === "embed")?.name).toBe("Ours")
  })

  test("many editors of different stages never meet, and every change of theirs is there", async () => {
    const location = await freshLocation()
    const connections = [open(location), open(location), open(location)]
    await migrate(connections[0] as Db)
    const stages = Array.from({ length: 6 }, (_, n) => ({ id: `s${n}` }))
    await createPlan(connections[0] as Db, sketch({ plan: { id: "p" }, stages }), "cco", NOON)
    const editor = async (n: number) => {
      const db = connections[n % 3] as Db
      for (let turn = 0; turn < 15; turn++) {
        const was = { name: turn === 0 ? `Stage ${n + 1}` : `Stage ${n} turn ${turn - 1}` }
        const fields = { name: `Stage ${n} turn ${turn}` }
        await changePlan(db, "p", { kind: "edit", collection: "stages", id: `s${n}`, fields, was }, `e${n}`, NOON)
      }
    }
    await Promise.all(stages.map((_, n) => editor(n)))
    const plan = await stored(connections[1] as Db, "p")
    expect(plan.stages.map(({ name }) => name)).toEqual(stages.map((_, n) => `Stage ${n} turn 14`))
    expect(await verifyDatabase(connections[2] as Db)).toMatchObject({ plans: [{ entries: 1 + 6 * 15 }], faults: [] })
  })

  test("of two who change the same at once, one is refused each time and neither overwrites silently", async () => {
    const location = await freshLocation()
    const [one, other] = [open(location), open(location)]
    await migrate(one)
    await createPlan(one, wovenPlan(), "cco", NOON)
    let name = "Stage embed"
    for (let round = 0; round < 20; round++) {
      const edit = (by: string): Change => ({
        ...{ kind: "edit", collection: "stages", id: "embed" },
        ...{ fields: { name: `${by} ${round}` }, was: { name } },
      })
      const outcomes = await Promise.allSettled([
        changePlan(one, "woven", edit("one"), "one", NOON),
        changePlan(other, "woven", edit("other"), "other", NOON),
      ])
      const lost = outcomes.filter((outcome) => outcome.status === "rejected")
      expect(lost.map(({ reason }) => (reason as Refusal).code)).toEqual(["conflict"])
      name = outcomes[0]?.status === "fulfilled" ? `one ${round}` : `other ${round}`
      expect((await stored(one)).stages.find(({ id }) => id === "embed")?.name).toBe(name)
    }
  })

  test("a page that is behind catches up with the edits since its version", async () => {
    const db = await freshDatabase()
    await createPlan(db, wovenPlan(), "cco", NOON)
    const page = await stored(db)
    for (const months of [1, 2, -5]) await changePlan(db, "woven", move("pilot", months), "ana", LATER)
    const since = await editsSince(db, "woven", 1)
    expect(since?.version).toBe(4)
    expect(applyEdits(page, since?.edits ?? [])).toEqual(await stored(db))
    expect(await editsSince(db, "woven", 4)).toEqual({ version: 4, edits: [] })
    expect(await editsSince(db, "woven", 5)).toBeUndefined()
    expect(await editsSince(db, "nowhere", 1)).toBeUndefined()
  })

  test("undo and redo go back and forth, and survive a restart", async () => {
    const location = await freshLocation()
    const first = open(location)
    await migrate(first)
    await createPlan(first, wovenPlan(), "cco", NOON)
    const states = [writeDocument(await stored(first))]
    for (const change of [
      move("design"),
      rename("embed", "Embed"),
      { kind: "remove", collection: "metrics", id: "nps" },
    ]) {
      await changePlan(first, "woven", change as Change, "ana", NOON)
      states.push(writeDocument(await stored(first)))
    }
    await undo(first, "woven", "ana", LATER)
    await first.destroy()

    const db = open(location)
    const now = async () => states.indexOf(writeDocument(await stored(db)))
    expect(await now()).toBe(2)
    await undo(db, "woven", "ana", LATER)
    await undo(db, "woven", "ana", LATER)
    expect(await now()).toBe(0)
    await expect(undo(db, "woven", "ana", LATER)).rejects.toThrow("There is nothing to take back.")
    for (const state of [1, 2, 3]) {
      await redo(db, "woven", "ana", LATER)
      expect(await now()).toBe(state)
    }
    await expect(redo(db, "woven", "ana", LATER)).rejects.toThrow("There is nothing to do again.")
    await undo(db, "woven", "ana", LATER)
    await changePlan(db, "woven", rename("embed", "Anchor"), "ana", LATER)
    await expect(redo(db, "woven", "ana", LATER)).rejects.toThrow("There is nothing to do again.")
    expect((await verifyDatabase(db)).faults).toEqual([])
  })

  test("each takes back what they did themselves, and only while nobody built on it", async () => {
    const db = await freshDatabase()
    await createPlan(db, wovenPlan(), "cco", NOON)
    await changePlan(db, "woven", rename("embed", "Anas"), "ana", NOON)
    await changePlan(db, "woven", rename("pilot", "Bens"), "ben", NOON)
    await undo(db, "woven", "ana", LATER)
    const names = async () => (await stored(db)).stages.map(({ name }) => name)
    expect(await names()).toEqual(["Stage listen", "Stage design", "Bens", "Stage rollout", "Stage embed"])
    await expect(changePlan(db, "woven", { kind: "undo", seq: 3 }, "ana", LATER)).rejects.toThrow(
      "Only the person who made a change can take it back.",
    )
    await changePlan(db, "woven", rename("pilot", "Anas again"), "ana", LATER)
    await expect(undo(db, "woven", "ben", LATER)).rejects.toMatchObject({
      code: "conflict",
      conflict: { expected: "Bens", found: "Anas again", by: "ana", at: LATER },
    })
  })

  test("a change is taken back once, also when it is named", async () => {
    const db = await freshDatabase()
    await createPlan(db, wovenPlan(), "cco", NOON)
    await changePlan(db, "woven", move("design"), "ana", NOON)
    await changePlan(db, "woven", { kind: "undo", seq: 2 }, "ana", LATER)
    const again = (change: Change) => changePlan(db, "woven", change, "ana", LATER)
    await expect(again({ kind: "undo", seq: 2 })).rejects.toThrow("This change is taken back already.")
    await expect(again({ kind: "undo", seq: 3 })).rejects.toThrow("This is not a change that can be taken back.")
    await again({ kind: "redo", seq: 2 })
    await expect(again({ kind: "redo", seq: 2 })).rejects.toThrow("This change was not taken back.")
    expect((await stored(db)).stages[1]?.start).toBe("2028-04-01")
  })

  test("whatever was done, undoing all of it gives the original document", async () => {
    const db = await freshDatabase()
    const original = writeDocument(wovenPlan())
    await fc.assert(
      fc.asyncProperty(fc.array(whim, { minLength: 1, maxLength: 10 }), async (whims) => {
        const { id } = await createPlan(db, wovenPlan(), "cco", NOON)
        let done = 0
        for (const choose of whims) {
          const change = choose(await stored(db, id))
          const { edits } = await changePlan(db, id, change, "ana", NOON).catch(noEdits)
          if (edits.length > 0) done++
        }
        for (let step = 0; step < done; step++) await undo(db, id, "ana", LATER)
        expect(writeDocument(await stored(db, id)).replaceAll(`"id": "${id}"`, '"id": "woven"')).toBe(original)
        expect((await verifyJournal(db, id)).fault).toBeUndefined()
      }),
      { numRuns: 15 },
    )
  })
})

function noEdits(error: unknown): { edits: Edit[] } {
  if (error instanceof Refusal) return { edits: [] }
  throw error
}
