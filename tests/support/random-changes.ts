import fc from "fast-check"
import type { Change } from "../../app/plan/change"
import { COLLECTION_NAMES } from "../../app/plan/collections"
import type { Day, Plan } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"

/** A plan in which much hangs together: stages in a chain with costs, people, gates, behaviours and metrics. */
export function wovenPlan(): Plan {
  const stages = ["listen", "design", "pilot", "rollout", "embed"].map((id, index) => ({
    ...{ id, name: `Stage ${id}`, workstreamId: index % 2 ? "how" : "what" },
    start: `${2027 + index}-01-01`,
    end: `${2028 + index}-01-01`,
    ...(id === "pilot" && { liveFrom: "2029-07-01" }),
  }))
  return sketch({
    plan: { id: "woven", start: "2027-01-01", horizonEnd: "2032-01-01", asOf: "2026-06-01", asOfMode: "pinned" },
    workstreams: [{ id: "what" }, { id: "how" }],
    stages,
    dependencies: [
      { id: "d1", fromId: "listen", toId: "design" },
      { id: "d2", fromId: "design", toId: "pilot", lagDays: 30 },
      { id: "d3", fromId: "pilot", toId: "rollout", type: "SS" },
    ],
    gates: [
      { id: "g1", stageId: "listen", date: "2027-12-31", criteria: [{ text: "heard", metricId: "nps" }] },
      { id: "g2", stageId: "pilot", date: "2030-01-01" },
    ],
    withdrawals: [{ id: "w1", stageId: "rollout", date: "2030-06-30", provingGateId: "g2" }],
    costs: [
      { id: "c1", stageId: "listen", start: "2027-01-01", end: "2028-01-01", amount: 100_001 },
      { id: "c2", stageId: "design", profile: [2, 3, 4].map((n) => ({ quarter: `2028-Q${n}`, amount: n * 1000 + 1 })) },
      { id: "c3", stageId: "pilot", kind: "run", start: "2030-01-01", end: "2031-07-01", amount: 9_999 },
      { id: "c4", start: "2027-01-01", end: "2032-01-01", amount: 5, kind: "contingency" },
    ],
    funding: [
      { id: "f1", amount: 90_000 },
      { id: "f2", status: "requested", restrictedTo: { stageIds: ["pilot", "rollout"] }, gateId: "g2" },
    ],
    fundingEvents: [{ id: "e1", fundingId: "f1", date: "2028-05-01", delta: -4_000 }],
    people: [{ id: "ceo", level: "ceo" }, { id: "cco", reportsToId: "ceo" }, { id: "lead" }],
    roleTerms: [{ id: "r1", personId: "ceo", start: "2027-01-01" }],
    resources: [{ id: "team", kind: "pool", capacityFte: 12.5, annualCost: 60_000 }],
    assignments: [
      { id: "a1", resourceId: "team", stageId: "design", fte: 2.25 },
      { id: "a2", resourceId: "team", stageId: "pilot", start: "2029-03-15", end: "2029-10-01", fte: 1 },
    ],
    groups: [{ id: "agents" }],
    behaviours: [
      {
        ...{ id: "b1", groupId: "agents", stageId: "rollout", start: "2030-01-01", end: "2031-01-01" },
        adoptionTargetDate: "2030-10-01",
        adkar: { awareness: "2030-02-01" },
        reinforcement: [{ kind: "coaching", start: "2030-03-01", end: "2030-09-01" }],
      },
    ],
    metrics: [{ id: "nps" }],
    contributions: [{ id: "k1", metricId: "nps", stageId: "rollout" }],
    targets: [{ id: "t1", metricId: "nps", date: "2031-12-31", stageId: "rollout" }],
    readings: [{ id: "n1", metricId: "nps", date: "2026-05-01", value: 12.5 }],
    forums: [{ id: "board", chairId: "ceo", requiredIds: ["cco", "lead"] }],
  })
}

const months = fc.integer({ min: -14, max: 14 })
const place = fc.nat(1000)
const month = fc.integer({ min: 0, max: 71 }).map((count) => {
  const [year, of] = [2027 + Math.floor(count / 12), (count % 12) + 1]
  return `${year}-${String(of).padStart(2, "0")}-01` as Day
})

/** Chooses a change for a plan as it then stands; some of them the plan cannot accept. */
export type Whim = (plan: Plan) => Change

const pick = <Entry>(entries: readonly Entry[], at: number): Entry | undefined =>
  entries[at % Math.max(1, entries.length)]
const idAt = (records: readonly { id: string }[], at: number): string => pick(records, at)?.id ?? "nothing"

/** Whims of many kinds: moves, new dates, links, places, names, fields, records added and removed. */
export const whim: fc.Arbitrary<Whim> = fc.oneof(
  fc.tuple(place, months).map(
    ([at, by]): Whim =>
      (plan) => ({ kind: "move-stage", stageId: idAt(plan.stages, at), months: by }),
  ),
  fc.tuple(place, months).map(
    ([at, by]): Whim =>
      (plan) => ({ kind: "move-with-followers", stageId: idAt(plan.stages, at), months: by }),
  ),
  fc.tuple(place, month, month).map(
    ([at, start, end]): Whim =>
      (plan) => ({ kind: "resize-stage", stageId: idAt(plan.stages, at), start, end }),
  ),
  fc.tuple(place, fc.option(place)).map(
    ([at, before]): Whim =>
      (plan) => ({
        ...{ kind: "reorder-stage", stageId: idAt(plan.stages, at) },
        before: before === null ? null : idAt(plan.stages, before),
      }),
  ),
  fc.tuple(place, fc.string({ minLength: 1, maxLength: 9, unit: "grapheme-ascii" })).map(
    ([at, name]): Whim =>
      (plan) => {
        const trimmed = name.trim() || "Name"
        return { kind: "rename", collection: "stages", id: idAt(plan.stages, at), name: trimmed }
      },
  ),
  fc.tuple(place, month, fc.nat(5000)).map(
    ([at, start, amount]): Whim =>
      (plan) => ({
        ...{ kind: "edit", collection: "costs", id: idAt(plan.costs, at) },
        fields: { profile: null, start, end: "2040-01-01" as Day, amount },
      }),
  ),
  fc.tuple(place, fc.nat(60)).map(
    ([at, lagDays]): Whim =>
      (plan) => ({
        ...{
          kind: "edit",
          collection: "dependencies",
          id: idAt(plan.dependencies, at),
          fields: { lagDays, reason: null },
        },
      }),
  ),
  fc.tuple(place, place, fc.nat(9999)).map(
    ([at, to, mark]): Whim =>
      (plan) => ({
        ...{ kind: "add", collection: "dependencies" },
        record: {
          id: `link-${mark}`,
          fromId: idAt(plan.stages, at),
          toId: idAt(plan.stages, to),
          type: "FS",
          lagDays: 0,
        },
      }),
  ),
  fc.tuple(month, fc.nat(9999)).map(
    ([start, mark]): Whim =>
      () => ({
        ...{ kind: "add", collection: "stages" },
        record: {
          ...{ id: `stage-${mark}`, name: `New ${mark}`, kind: "other", start, end: "2040-01-01" as Day },
          ...{ functions: [], skills: [], powers: [], status: "planned" },
        },
      }),
  ),
  fc.tuple(fc.nat(COLLECTION_NAMES.length - 1), place).map(
    ([which, at]): Whim =>
      (plan) => {
        const collection = COLLECTION_NAMES[which] ?? "stages"
        return { kind: "remove", collection, id: idAt(plan[collection], at) }
      },
  ),
  fc.tuple(fc.boolean(), month).map(
    ([isRunning, asOf]): Whim =>
      () => ({
        ...{ kind: "edit-header", fields: { asOf, status: isRunning ? "running" : "draft", organisation: null } },
      }),
  ),
)
