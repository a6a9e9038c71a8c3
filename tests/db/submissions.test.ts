import { sql } from "kysely"
import { expect, test } from "vitest"
import { LOCAL_ACTOR } from "../../app/plan/actor"
import type { Change } from "../../app/plan/change"
import type { DecisionSubject, Money } from "../../app/plan/plan"
import { canonicalJson, sha256 } from "../../db/canonical-json.server"
import { history } from "../../db/journal.server"
import { type Db, isPostgres } from "../../db/open.server"
import { changePlan, loadPlan, redo, undo } from "../../db/plans.server"
import {
  approvalsOf,
  decide,
  findSubmission,
  listSubmissions,
  type Ruling,
  submit,
  submittedPlan,
  withdraw,
} from "../../db/submissions.server"
import { verifyDatabase } from "../../db/verify.server"
import { NOON, person, storeBoardPlan } from "../support/board-plan"
import { onBothDatabases } from "../support/database"

const [sam, bea, sec] = [person("sam"), person("bea"), person("sec")]
const TRANCHE: DecisionSubject = { kind: "funding", id: "tranche" }

const setAmount = (amount: number): Change => ({
  ...{ kind: "edit", collection: "funding", id: "tranche" },
  fields: { amount: amount as Money },
})

onBothDatabases(({ freshDatabase, freshLocation, open }) => {
  async function sent(subjects: DecisionSubject[] = [TRANCHE]) {
    const db = await freshDatabase()
    await storeBoardPlan(db)
    const submission = await submit(db, "harbour", { title: "November", subjects }, sam, NOON)
    return { db, submission }
  }

  const ruling = (contentHash: string, more: Partial<Ruling> = {}): Ruling => ({
    ...{ subject: TRANCHE, outcome: "approve", contentHash },
    ...more,
  })

  async function planOf(db: Db) {
    const stored = await loadPlan(db, "harbour")
    if (!stored) throw new Error("the plan is gone")
    return stored.plan
  }

  const approval = async (db: Db) => (await approvalsOf(db, "harbour", await planOf(db))).get("tranche")

  test("what is sent is frozen, and its hash covers what the board reads", async () => {
    const { db, submission } = await sent()
    expect(submission).toMatchObject({ id: "submission-1", number: 1, state: "open", revision: 1, submittedBy: "sam" })
    expect(submission.subjects).toEqual([{ ...TRANCHE, name: "Tranche 1", amount: 4_000_000, isChanged: false }])
    const row = await db.selectFrom("submission").selectAll().executeTakeFirstOrThrow()
    expect(row.content_hash).toBe(sha256(row.content))
    expect(row.content).toBe(canonicalJson(JSON.parse(row.content)))
    await changePlan(db, "harbour", setAmount(9), "sam", NOON)
    expect((await submittedPlan(db, "harbour", "submission-1"))?.funding.map(({ amount }) => amount)).toContain(
      4_000_000,
    )
    const again = await findSubmission(db, "harbour", "submission-1")
    expect(again?.contentHash).toBe(submission.contentHash)
    expect(again?.subjects[0]?.isChanged).toBe(true)
    for (const change of [
      db.updateTable("submission").set({ content: "{}" }).execute(),
      db.deleteFrom("submission").execute(),
    ]) {
      await expect(change).rejects.toThrow("never changed")
    }
    if (isPostgres(db)) await expect(sql`truncate submission cascade`.execute(db)).rejects.toThrow("never changed")
  })

  test("without a list everything that can be decided is asked", async () => {
    const { submission } = await sent([])
    expect(submission.subjects.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      "baseline harbour",
      "funding later",
      "funding tranche",
      "gate first",
    ])
  })

  test("what is not in the plan cannot be sent, and only drafters send", async () => {
    const { db } = await sent()
    const nowhere = { title: "x", subjects: [{ kind: "funding" as const, id: "nowhere" }] }
    await expect(submit(db, "harbour", nowhere, sam, NOON)).rejects.toMatchObject({ code: "not-found" })
    for (const id of ["bea", "sec", "cco", "vic"]) {
      await expect(submit(db, "harbour", { title: "x" }, person(id), NOON)).rejects.toMatchObject({
        code: "not-allowed",
      })
    }
    await expect(submit(db, "harbour", { title: "x" }, person("eve"), NOON)).rejects.toMatchObject({
      code: "not-found",
    })
    expect(await listSubmissions(db, "harbour")).toHaveLength(1)
  })

  test("an approval is recorded in the plan, and the money is committed", async () => {
    const { db, submission } = await sent()
    expect(await approval(db)).toEqual({ state: "none", approvedAmount: null, decisionId: null })
    const decided = await decide(db, "harbour", submission.id, ruling(submission.contentHash), bea, NOON)
    expect(decided).toEqual({
      ...{ id: "decision-1", submissionId: "submission-1", subject: TRANCHE, outcome: "approve" },
      ...{ amount: 4_000_000, currency: "GBP", contentHash: submission.contentHash },
      ...{ by: "bea by name", byIds: ["dana"], recordedBy: "bea", isOnBehalf: false, at: NOON },
    })
    const plan = await planOf(db)
    expect(plan.decisions).toEqual([
      {
        ...{ id: "decision-1", forumId: "board", date: "2026-11-22", subject: TRANCHE, outcome: "approve" },
        ...{ amount: 4_000_000, conditions: [], byIds: ["dana"], recordedById: "dana" },
        ...{ revision: 1, contentHash: submission.contentHash },
      },
    ])
    expect(plan.funding.find(({ id }) => id === "tranche")).toMatchObject({
      ...{ status: "committed", decidedOn: "2026-11-22", evidence: "Decision decision-1 of the board" },
    })
    expect(await approval(db)).toEqual({ state: "approved", approvedAmount: 4_000_000, decisionId: "decision-1" })
    expect((await findSubmission(db, "harbour", submission.id))?.state).toBe("decided")
    const [entry] = await history(db, "harbour")
    expect([entry?.by, entry?.intent.kind]).toEqual(["bea", "record-decision"])
    expect(await verifyDatabase(db)).toMatchObject({ faults: [] })
  })

  test("only the board and its secretary decide, and nobody on what they sent", async () => {
    const { db, submission } = await sent()
    for (const id of ["ann", "sam", "cco", "vic"]) {
      const attempt = decide(db, "harbour", submission.id, ruling(submission.contentHash), person(id), NOON)
      await expect(attempt).rejects.toMatchObject({ code: "not-allowed" })
    }
    const stranger = decide(db, "harbour", submission.id, ruling(submission.contentHash), person("eve"), NOON)
    await expect(stranger).rejects.toMatchObject({ code: "not-found" })
    const bens = await submit(db, "harbour", { title: "Ben's" }, person("ben"), NOON)
    await expect(decide(db, "harbour", bens.id, ruling(bens.contentHash), person("ben"), NOON)).rejects.toMatchObject({
      code: "not-allowed",
    })
    expect((await planOf(db)).decisions).toEqual([])
    await decide(db, "harbour", submission.id, ruling(submission.contentHash), person("ben"), NOON)
    expect((await planOf(db)).decisions).toHaveLength(1)
  })

  test("who decided and who wrote it down are kept apart", async () => {
    const { db, submission } = await sent()
    const written = ruling(submission.contentHash, { byIds: ["dana"] })
    await expect(decide(db, "harbour", submission.id, written, bea, NOON)).rejects.toMatchObject({
      code: "not-allowed",
    })
    const decided = await decide(db, "harbour", submission.id, written, sec, NOON)
    expect([decided.by, decided.byIds, decided.recordedBy]).toEqual(["Dana", ["dana"], "sec"])
    expect((await planOf(db)).decisions[0]).toMatchObject({ byIds: ["dana"], recordedById: "erik" })
  })

  test("where nobody signs in, a decision says on whose behalf it was recorded", async () => {
    const db = await freshDatabase()
    await storeBoardPlan(db)
    const submission = await submit(db, "harbour", { title: "x", subjects: [TRANCHE] }, LOCAL_ACTOR, NOON)
    const given = ruling(submission.contentHash, { byIds: ["dana"], rationale: "It is time." })
    const decided = await decide(db, "harbour", submission.id, given, LOCAL_ACTOR, NOON)
    expect([decided.by, decided.isOnBehalf]).toEqual(["on behalf of Dana", true])
    expect((await planOf(db)).decisions[0]?.rationale).toBe("It is time.\n\nRecorded on behalf of Dana.")
  })

  test("another hash, or a subject that changed since, is not what the board read", async () => {
    const { db, submission } = await sent()
    const wrong = decide(db, "harbour", submission.id, ruling("0".repeat(64)), bea, NOON)
    await expect(wrong).rejects.toMatchObject({ code: "stale" })
    await changePlan(db, "harbour", setAmount(4_000_001), "sam", NOON)
    const late = decide(db, "harbour", submission.id, ruling(submission.contentHash), bea, NOON)
    await expect(late).rejects.toMatchObject({
      code: "stale",
      conflict: { collection: "funding", id: "tranche", field: "amount", expected: 4_000_000, found: 4_000_001 },
    })
    await changePlan(db, "harbour", setAmount(4_000_000), "sam", NOON)
    await decide(db, "harbour", submission.id, ruling(submission.contentHash), bea, NOON)
    expect(await approval(db)).toMatchObject({ state: "approved" })
  })

  test("what happens on the way changes nothing that was sent", async () => {
    const { db, submission } = await sent([{ kind: "baseline", id: "harbour" }])
    const meanwhile: Change[] = [
      {
        kind: "add",
        collection: "readings",
        record: { id: "r", metricId: "nps", date: "2026-11-01", value: 3 } as never,
      },
      { kind: "edit", collection: "stages", id: "listen", fields: { status: "active" } },
      { kind: "reorder-stage", stageId: "redesign", before: "listen" },
    ]
    for (const change of meanwhile) await changePlan(db, "harbour", change, "cco", NOON)
    const baseline = ruling(submission.contentHash, { subject: { kind: "baseline", id: "harbour" } })
    const decided = await decide(db, "harbour", submission.id, baseline, bea, NOON)
    expect(decided.amount).toBeNull()
    const plan = await planOf(db)
    expect(plan.plan).toMatchObject({ status: "approved", pledge: { boardRatifiedOn: "2026-11-22" } })
    expect(plan.history?.baselines.map(({ number, approvedOn }) => [number, approvedOn])).toEqual([[1, "2026-11-22"]])
    expect(plan.history?.baselines[0]?.plan.readings).toEqual([])
    const isStale = async () => (await findSubmission(db, "harbour", submission.id))?.subjects[0]?.isStale
    expect(await isStale()).toBe(false)
    await changePlan(db, "harbour", { kind: "move-stage", stageId: "redesign", months: 1 }, "sam", NOON)
    expect(await isStale()).toBe(true)
    expect(await verifyDatabase(db)).toMatchObject({ faults: [] })
  })

  test("a later change of what was approved reads stale, and reverts with it", async () => {
    const { db, submission } = await sent()
    await decide(db, "harbour", submission.id, ruling(submission.contentHash), bea, NOON)
    await changePlan(db, "harbour", setAmount(5_000_000), "sam", NOON)
    expect(await approval(db)).toEqual({ state: "stale", approvedAmount: 4_000_000, decisionId: "decision-1" })
    await undo(db, "harbour", "sam", NOON)
    expect(await approval(db)).toMatchObject({ state: "approved" })
    const event = { id: "cut", fundingId: "tranche", date: "2027-01-01", delta: -1, reason: "cut" } as never
    await changePlan(db, "harbour", { kind: "add", collection: "fundingEvents", record: event }, "sam", NOON)
    expect(await approval(db)).toMatchObject({ state: "stale" })
  })

  test("one outcome a subject; a new one needs a new submission", async () => {
    const { db, submission } = await sent()
    await decide(db, "harbour", submission.id, ruling(submission.contentHash, { outcome: "decline" }), bea, NOON)
    expect(await approval(db)).toEqual({ state: "declined", approvedAmount: null, decisionId: "decision-1" })
    const again = decide(db, "harbour", submission.id, ruling(submission.contentHash), bea, NOON)
    await expect(again).rejects.toMatchObject({ code: "taken" })
    const later = "2026-11-23T12:00:00.000Z"
    const second = await submit(db, "harbour", { title: "Again", subjects: [TRANCHE] }, sam, later)
    await decide(db, "harbour", second.id, ruling(second.contentHash, { outcome: "defer" }), bea, later)
    expect(await approval(db)).toMatchObject({ state: "declined" })
    const third = await submit(db, "harbour", { title: "Once more", subjects: [TRANCHE] }, sam, later)
    await decide(db, "harbour", third.id, ruling(third.contentHash), bea, later)
    expect(await approval(db)).toEqual({ state: "approved", approvedAmount: 4_000_000, decisionId: "decision-3" })
    expect((await listSubmissions(db, "harbour")).map(({ number }) => number)).toEqual([3, 2, 1])
  })

  test("what was not asked is not decided", async () => {
    const { db, submission } = await sent()
    const other = ruling(submission.contentHash, { subject: { kind: "funding", id: "later" } })
    await expect(decide(db, "harbour", submission.id, other, bea, NOON)).rejects.toMatchObject({ code: "not-now" })
  })

  test("conditions become actions, and the money waits for them", async () => {
    const { db, submission } = await sent()
    const conditions = [{ text: "Name a champion", ownerId: "erik", due: "2027-02-01" as never }]
    const given = ruling(submission.contentHash, { outcome: "approve-with-conditions", conditions })
    await expect(decide(db, "harbour", submission.id, { ...given, conditions: [] }, bea, NOON)).rejects.toMatchObject({
      code: "invalid",
    })
    await decide(db, "harbour", submission.id, given, bea, NOON)
    const plan = await planOf(db)
    expect(plan.actions).toEqual([
      {
        ...{ id: "decision-1-action-1", source: "decision", decisionId: "decision-1", text: "Name a champion" },
        ...{ ownerId: "erik", raisedOn: "2026-11-22", due: "2027-02-01", originalDue: "2027-02-01" },
      },
    ])
    expect(plan.funding.find(({ id }) => id === "tranche")).toMatchObject({
      ...{ status: "conditional", condition: "Name a champion", decisionDue: "2027-02-01" },
    })
    expect(await approval(db)).toMatchObject({ state: "approved", approvedAmount: 4_000_000 })
  })

  test("a gate is passed, or held", async () => {
    const subject: DecisionSubject = { kind: "gate", id: "first" }
    for (const [outcome, decision] of [
      ["approve", "go"],
      ["decline", "hold"],
    ] as const) {
      const { db, submission } = await sent([subject])
      await decide(db, "harbour", submission.id, ruling(submission.contentHash, { subject, outcome }), bea, NOON)
      expect((await planOf(db)).gates[0]).toMatchObject({ decision, decidedOn: "2026-11-22" })
    }
  })

  test("neither undo nor any other change takes a decision back", async () => {
    const { db, submission } = await sent()
    await changePlan(db, "harbour", { kind: "move-stage", stageId: "redesign", months: 2 }, "ben", NOON)
    await decide(db, "harbour", submission.id, ruling(submission.contentHash), person("ben"), NOON)
    const decisions = (await planOf(db)).decisions
    // The change before the decision is what is taken back.
    await undo(db, "harbour", "ben", NOON)
    await expect(undo(db, "harbour", "ben", NOON)).rejects.toMatchObject({ code: "not-now" })
    await redo(db, "harbour", "ben", NOON)
    await expect(changePlan(db, "harbour", { kind: "undo", seq: 3 }, "ben", NOON)).rejects.toMatchObject({
      code: "not-now",
    })
    for (const change of [
      { kind: "remove", collection: "decisions", id: "decision-1" },
      { kind: "edit", collection: "decisions", id: "decision-1", fields: { amount: 1 } },
      { kind: "remove", collection: "funding", id: "tranche" },
    ] as Change[]) {
      await expect(changePlan(db, "harbour", change, "ann", NOON)).rejects.toMatchObject({ name: "Refusal" })
    }
    expect((await planOf(db)).decisions).toEqual(decisions)
    const row = db.updateTable("submission_decision").set({ outcome: "decline" }).execute()
    await expect(row).rejects.toThrow("never changed")
    await expect(db.deleteFrom("submission_decision").execute()).rejects.toThrow("never changed")
  })

  test("what was sent can be taken back until something of it is decided", async () => {
    const { db, submission } = await sent()
    await expect(withdraw(db, "harbour", submission.id, bea, NOON)).rejects.toMatchObject({ code: "not-allowed" })
    expect(await withdraw(db, "harbour", submission.id, sam, NOON)).toMatchObject({ state: "withdrawn" })
    await expect(withdraw(db, "harbour", submission.id, sam, NOON)).rejects.toMatchObject({ code: "not-now" })
    const late = decide(db, "harbour", submission.id, ruling(submission.contentHash), bea, NOON)
    await expect(late).rejects.toMatchObject({ code: "not-now" })
    const second = await submit(db, "harbour", { title: "Again" }, sam, NOON)
    await decide(db, "harbour", second.id, ruling(second.contentHash), bea, NOON)
    await expect(withdraw(db, "harbour", second.id, sam, NOON)).rejects.toMatchObject({ code: "not-now" })
  })

  test("of twenty who send one decision at once, exactly one is recorded", async () => {
    const { db, submission } = await sent()
    const sending = Array.from({ length: 20 }, () =>
      decide(db, "harbour", submission.id, ruling(submission.contentHash), bea, NOON).then(
        () => "decided",
        ({ code }) => code,
      ),
    )
    const outcomes = await Promise.all(sending)
    expect(outcomes.filter((outcome) => outcome === "decided")).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === "taken")).toHaveLength(19)
    expect((await planOf(db)).decisions).toHaveLength(1)
  })

  test("in fifty races between a decision and an edit, nothing is approved that the board did not read", async () => {
    const location = await freshLocation()
    const [db, elsewhere] = [open(location), open(location)]
    const { migrate } = await import("../../db/migrate.server")
    await migrate(db)
    await storeBoardPlan(db)
    const told = { stale: 0, refused: 0 }
    for (let round = 1; round <= 50; round++) {
      const asked = (await planOf(db)).funding.find(({ id }) => id === "tranche")?.amount as number
      const submission = await submit(db, "harbour", { title: `Round ${round}`, subjects: [TRANCHE] }, sam, NOON)
      const edit = () => changePlan(elsewhere, "harbour", setAmount(1_000_000 + round), "sam", NOON)
      const decision = () =>
        decide(db, "harbour", submission.id, ruling(submission.contentHash), bea, NOON).catch((refusal) => refusal)
      // Every odd round the edit comes first; the others are a race.
      const decided = round % 2 === 1 ? await edit().then(decision) : (await Promise.all([decision(), edit()]))[0]
      if (decided instanceof Error) {
        expect(decided).toMatchObject({ code: "stale" })
        told.refused++
      } else {
        expect([round, decided.amount]).toEqual([round, asked])
        expect(await approval(db)).toMatchObject({ state: "stale", approvedAmount: asked, decisionId: decided.id })
        told.stale++
      }
    }
    expect(told.refused).toBeGreaterThanOrEqual(25)
    expect(told.refused + told.stale).toBe(50)
    const { decisions } = await planOf(db)
    expect(decisions).toHaveLength(told.stale)
    for (const { amount, contentHash } of decisions) {
      const read = (await listSubmissions(db, "harbour")).find((each) => each.contentHash === contentHash)
      expect(amount).toBe(read?.subjects[0]?.amount)
    }
  })
})
