import { expect, test } from "vitest"
import { editsFor } from "../../app/plan/carry-out"
import type { Change } from "../../app/plan/change"
import type { Day, Plan } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import {
  type Answer,
  hopedPlan,
  nextOutbox,
  type Outbox,
  openOutbox,
  stagesTouched,
  toSend,
  type Wish,
} from "../../app/ui/outbox"

const AT = "2026-11-21T14:02:00.000Z"
const today = "2027-01-01" as Day

const plan = sketch({
  plan: { id: "a", asOfMode: "pinned" },
  stages: [
    { id: "listen", name: "Listen" },
    { id: "mend", name: "Mend" },
  ],
  costs: [{ id: "ears", stageId: "listen" }],
})

const open = (): Outbox => openOutbox({ plan, version: 1, reach: {} })
const rename = (name: string): Change => ({ kind: "rename", collection: "stages", id: "listen", name })
const wished = (outbox: Outbox, ...wishes: Wish[]): Outbox =>
  wishes.reduce((before, wish) => nextOutbox(before, { kind: "wished", wish }), outbox)
const answered = (outbox: Outbox, answer: Answer): Outbox =>
  nextOutbox(outbox, { kind: "answered", key: outbox.queue[0]?.key ?? 0, answer })
const saved = (before: Plan, version: number, change: Change, more: Partial<Answer> = {}): Answer =>
  ({ kind: "saved", version, edits: editsFor(before, change), reach: {}, at: AT, isNothing: false, ...more }) as Answer
const nameOf = ({ stages }: Plan): string | undefined => stages.find(({ id }) => id === "listen")?.name

test("changes are sent one at a time, in the order in which they were made", () => {
  let outbox = wished(open(), rename("One"), rename("Two"))
  expect(toSend(outbox)).toEqual({ key: 1, change: rename("One") })
  outbox = answered(outbox, saved(plan, 2, rename("One")))
  expect(toSend(outbox)).toEqual({ key: 2, change: rename("Two") })
  outbox = answered(outbox, saved(outbox.plan, 3, rename("Two")))
  expect(toSend(outbox)).toBeUndefined()
  expect([nameOf(outbox.plan), outbox.version, outbox.savedAt]).toEqual(["Two", 3, AT])
})

test("what is on its way is shown at once, and still while only a part of it has landed", () => {
  const outbox = wished(open(), rename("One"), { kind: "move-stage", stageId: "listen", months: 3 })
  const hoped = hopedPlan(outbox, today)
  expect(nameOf(hoped)).toBe("One")
  const landed = answered(outbox, saved(plan, 2, rename("One")))
  expect(hopedPlan(landed, today)).toEqual(hoped)
})

test("without an answer the change is kept, and sent again when asked", () => {
  const lost = answered(wished(open(), rename("One")), { kind: "unanswered" })
  expect(toSend(lost)).toBeUndefined()
  expect(nameOf(hopedPlan(lost, today))).toBe("One")
  expect(toSend(nextOutbox(lost, { kind: "retried" }))).toEqual({ key: 1, change: rename("One") })
})

test("changes made while nothing can be sent wait behind the first", () => {
  const lost = wished(answered(wished(open(), rename("One")), { kind: "unanswered" }), rename("Two"))
  expect(toSend(lost)).toBeUndefined()
  expect(nameOf(hopedPlan(lost, today))).toBe("Two")
})

test("a refusal drops the hope, keeps the words, and catches up with what others did", () => {
  const theirs: Change = { kind: "edit", collection: "stages", id: "listen", fields: { why: "Theirs" } }
  const mine: Change = { kind: "edit", collection: "stages", id: "listen", fields: { why: "Mine" }, was: { why: null } }
  const refusal = { code: "conflict", sentence: "Somebody changed it." } as const
  const outbox = answered(wished(open(), mine), {
    ...{ kind: "refused", refusal, version: 2, reach: {}, at: AT },
    edits: editsFor(plan, theirs),
  })
  expect(hopedPlan(outbox, today).stages[0]?.why).toBe("Theirs")
  expect(outbox.turnedDown).toMatchObject({ wish: mine, refusal })
  expect(nextOutbox(outbox, { kind: "read" }).turnedDown).toBeUndefined()
})

test("a change that landed although its answer was lost is not refused when it is sent again", () => {
  const edit: Change = { kind: "edit", collection: "stages", id: "listen", fields: { why: "Mine" }, was: { why: null } }
  const refusal = { code: "conflict", sentence: "Somebody changed it." } as const
  const again = answered(wished(open(), edit), {
    ...{ kind: "refused", refusal, version: 2, reach: {}, at: AT },
    edits: editsFor(plan, edit),
  })
  expect(again.turnedDown).toBeUndefined()
  expect(again.plan.stages[0]?.why).toBe("Mine")

  const add: Change = { kind: "add", collection: "workstreams", record: { id: "care", name: "Care" } }
  const twice = answered(wished(open(), add), {
    ...{ kind: "refused", refusal: { code: "taken", sentence: "It is there." }, version: 2, reach: {}, at: AT },
    edits: editsFor(plan, add),
  })
  expect(twice.turnedDown).toBeUndefined()
  expect(twice.plan.workstreams).toHaveLength(1)
})

test("an answer without edits asks for the plan anew, and nothing is sent before it is there", () => {
  const behind = answered(wished(open(), rename("One"), rename("Two")), {
    ...{ kind: "saved", version: 9, reach: {}, at: AT, isNothing: false },
  })
  expect([behind.isBehind, toSend(behind)]).toEqual([true, undefined])
  const read = nextOutbox(behind, { kind: "loaded", plan, version: 9, reach: {} })
  expect(toSend(read)).toEqual({ key: 2, change: rename("Two") })
})

test("what was loaded before the last answer came is older, and is left aside", () => {
  const outbox = answered(wished(open(), rename("One")), saved(plan, 2, rename("One")))
  expect(nextOutbox(outbox, { kind: "loaded", plan, version: 1, reach: {} })).toBe(outbox)
})

test("a step back is about the newest change at the time it is sent", () => {
  const outbox = wished(open(), rename("One"), { kind: "undo" })
  const landed = answered(outbox, {
    ...{ kind: "saved", version: 2, at: AT, isNothing: false, edits: editsFor(plan, rename("One")) },
    reach: { undo: { seq: 2, said: "Renamed" } },
  })
  expect(toSend(landed)).toEqual({ key: 2, change: { kind: "undo", seq: 2 } })
})

test("where there is nothing to take back, nothing is sent", () => {
  const outbox = wished(open(), { kind: "undo" })
  expect(toSend(outbox)).toEqual({ key: 1, change: undefined })
  expect(nextOutbox(outbox, { kind: "passed", key: 1 }).queue).toEqual([])
})

test("an answer to something else changes nothing", () => {
  const outbox = wished(open(), rename("One"))
  expect(nextOutbox(outbox, { kind: "answered", key: 7, answer: { kind: "unanswered" } })).toBe(outbox)
})

test("changes touch the stages they are about, also by what belongs to them", () => {
  const changes: Change[] = [
    { kind: "move-stage", stageId: "mend", months: 1 },
    { kind: "edit", collection: "costs", id: "ears", fields: { amount: 1 } },
    { kind: "several", changes: [{ kind: "rename", collection: "stages", id: "new", name: "New" }] },
  ]
  expect([...stagesTouched(plan, changes)].sort()).toEqual(["listen", "mend", "new"])
})
