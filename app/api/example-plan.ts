import type { Plan } from "../plan/plan"
import { readPlan } from "../plan/read-plan"

/** A small plan with a record of every collection, from which the documentation takes its examples. */
export const EXAMPLE_DOCUMENT = {
  format: "staycourse/plan@1",
  plan: {
    ...{ id: "calmer-claims", name: "Calmer claims", organisation: "Harbour Mutual", status: "draft", currency: "GBP" },
    ...{ start: "2027-01-01", asOf: "2026-12-01", asOfMode: "pinned" },
    ambition: {
      text: "A claim is settled in one call.",
      authorId: "amara",
      statedOn: "2026-09-01",
      metricIds: ["effort"],
    },
    pledge: { text: "We judge this by 2029.", noKillBefore: "2028-12-31" },
  },
  workstreams: [{ id: "listening", name: "Listening" }],
  stages: [
    {
      ...{ id: "hear", name: "Hear every caller", workstreamId: "listening", kind: "listen", ownerId: "amara" },
      ...{ start: "2027-01-01", end: "2027-07-01", functions: ["Claims"], powers: ["be-heard"] },
    },
    { id: "mend", name: "Mend the first letter", kind: "rollout", start: "2027-07-01", end: "2028-07-01" },
  ],
  dependencies: [{ id: "hear-first", fromId: "hear", toId: "mend", reason: "The letter answers what callers say." }],
  gates: [
    {
      ...{ id: "heard", stageId: "hear", date: "2027-06-15", name: "Callers are heard", forumId: "council" },
      criteria: [{ text: "Effort is known", metricId: "effort", op: "<=", value: 4 }],
    },
  ],
  withdrawals: [
    { id: "old-letter", stageId: "mend", what: "The old letter", date: "2028-06-30", annualSaving: 40_000 },
  ],
  costs: [
    {
      id: "listeners",
      stageId: "hear",
      name: "Listeners",
      kind: "delivery",
      start: "2027-01-01",
      end: "2027-07-01",
      amount: 120_000,
    },
  ],
  funding: [
    {
      id: "reserve",
      name: "Service reserve",
      source: "Group",
      amount: 500_000,
      status: "requested",
      availableFrom: "2027-01-01",
    },
  ],
  fundingEvents: [
    { id: "trim", fundingId: "reserve", date: "2028-01-01", delta: -20_000, reason: "Trimmed by the group" },
  ],
  spend: [
    { id: "first-quarter", stageId: "hear", start: "2026-10-01", end: "2026-12-01", amount: 9_000, source: "Ledger" },
  ],
  sacrifices: [
    {
      ...{ id: "calls-down", stageId: "hear", name: "Fewer calls an hour", start: "2027-01-01", end: "2027-07-01" },
      ...{ amount: 30_000, acceptedById: "amara", forMetricId: "effort" },
    },
  ],
  people: [
    { id: "amara", name: "Amara Osei", title: "Chief Customer Officer", level: "executive" },
    { id: "ceo", name: "Bea Lund", level: "ceo" },
  ],
  roleTerms: [{ id: "sponsor-1", role: "sponsor", personId: "ceo", start: "2027-01-01" }],
  resources: [{ id: "coaches", name: "Coaches", kind: "pool", capacityFte: 4, annualCost: 60_000, paidBy: "plan" }],
  capacities: [{ id: "summer", resourceId: "coaches", start: "2027-07-01", end: "2027-09-01", capacityFte: 3 }],
  assignments: [{ id: "coach-hear", resourceId: "coaches", stageId: "hear", fte: 2 }],
  groups: [{ id: "handlers", name: "Claim handlers", headcount: 120, level: "frontline" }],
  behaviours: [
    {
      ...{
        id: "listen-first",
        groupId: "handlers",
        stageId: "hear",
        from: "Ask for the form",
        to: "Ask what happened",
      },
      ...{ start: "2027-02-01", end: "2028-02-01", ownerId: "amara" },
    },
  ],
  observations: [
    { id: "floor-walk", behaviourId: "listen-first", date: "2026-11-20", seen: 0.4, note: "Two teams of five" },
  ],
  touchpoints: [{ id: "first-call", name: "First call" }],
  metrics: [
    {
      ...{ id: "effort", name: "Customer effort", unit: "points", decimals: 1, direction: "down", tier: "perception" },
      ...{
        role: "lagging",
        touchpointId: "first-call",
        ownerId: "amara",
        cadenceDays: 90,
        definition: "Asked after each claim",
      },
    },
  ],
  contributions: [{ id: "hear-effort", metricId: "effort", stageId: "hear", amount: -0.5 }],
  targets: [
    {
      id: "effort-2029",
      metricId: "effort",
      date: "2029-12-31",
      value: 2.5,
      kind: "commit",
      windowDays: 90,
      audience: "board",
    },
  ],
  readings: [{ id: "effort-q4", metricId: "effort", date: "2026-11-30", value: 4.2, n: 800, note: "First wave" }],
  triggers: [
    {
      ...{ id: "effort-stuck", metricId: "effort", condition: { op: ">", value: 4 }, firstEvaluation: "2028-12-31" },
      ...{ everyDays: 90, windowDays: 90, consequence: "review" },
    },
  ],
  incentives: [
    {
      ...{ id: "bea-bonus", personId: "ceo", metricIds: ["effort"], windowDays: 365, customerWeight: 0.3 },
      payDate: "2028-03-31",
    },
  ],
  forums: [
    {
      id: "council",
      name: "Customer council",
      kind: "accountability",
      chairId: "ceo",
      requiredIds: ["amara"],
      cadenceDays: 30,
      start: "2027-01-01",
    },
  ],
  occurrences: [{ id: "council-1", forumId: "council", scheduled: "2027-01-15" }],
  actions: [
    { id: "call-back", source: "forum", text: "Call back the ten who left", ownerId: "amara", due: "2027-02-15" },
  ],
  complaintCategories: [{ id: "waiting", name: "Waiting", ownerId: "amara", stageId: "mend" }],
  complaints: [{ id: "waiting-nov", categoryId: "waiting", month: "2026-11-01", count: 61 }],
  lossReasons: [{ id: "too-slow", name: "Too slow", explained: true, stageId: "mend" }],
  losses: [{ id: "slow-nov", month: "2026-11-01", reasonId: "too-slow", customers: 12 }],
  commitments: [
    { id: "bea-listens", personId: "ceo", kind: "listen", text: "Listen to calls", everyDays: 30, start: "2027-01-01" },
  ],
  acts: [
    {
      id: "bea-heard",
      personId: "ceo",
      commitmentId: "bea-listens",
      date: "2026-11-25",
      kind: "listen",
      text: "Heard nine calls",
    },
  ],
  agreements: [
    { id: "one-number", parties: ["Claims", "Sales"], topic: "One number for callers", raisedOn: "2026-10-01" },
  ],
  expectations: [
    { id: "slow-start", audience: "Staff", text: "Numbers may dip first", by: "2027-04-01", toldById: "ceo" },
  ],
  answers: [{ id: "bea-1", question: 1, declared: "partly", byId: "ceo", date: "2026-11-30", note: "On the way" }],
  powers: [{ id: "be-heard", name: "Being heard" }],
  powerScores: [{ id: "be-heard-2026", powerId: "be-heard", year: 2026, score: 1, note: "Callers repeat themselves" }],
  pastEfforts: [
    { id: "script", name: "The script", year: 2022, whyFailed: "Nobody asked callers", counterStageId: "hear" },
  ],
  decisions: [
    {
      ...{ id: "scope-1", date: "2026-11-01", subject: { kind: "scope", id: "claims-only" }, outcome: "approve" },
      ...{ conditions: [], byIds: ["ceo"], revision: 1, contentHash: "0".repeat(64) },
    },
  ],
  forecasts: [
    {
      id: "hear-end",
      subject: { collection: "stages", id: "hear" },
      madeOn: "2026-11-30",
      likely: "2027-07-15",
      method: "Judgement",
    },
  ],
  checkIns: [
    {
      id: "hear-nov",
      subject: { collection: "stages", id: "hear" },
      date: "2026-11-30",
      byId: "amara",
      status: "not-due",
      text: "Team is named",
    },
  ],
  waivers: [
    {
      ...{
        id: "no-date",
        ruleId: "FUND001",
        fingerprint: "FUND001:stages:mend",
        reason: "Priced in March",
        ownerId: "amara",
      },
      ...{ acceptedOn: "2026-11-30", expiresOn: "2027-03-31" },
    },
  ],
}

function exampleOfPlan(): Plan {
  const read = readPlan(EXAMPLE_DOCUMENT)
  if ("problems" in read) throw new Error(`the example is no plan: ${JSON.stringify(read.problems)}`)
  return read.plan
}

/** The example as a plan. */
export const EXAMPLE: Plan = exampleOfPlan()
