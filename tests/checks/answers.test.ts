import { describe, expect, test } from "vitest"
import { type Answer, answersOf } from "../../app/checks/answers"
import type { Config } from "../../app/checks/config"
import { PAIRS, QUESTIONS } from "../../app/checks/questions"
import { reckonAndCheck } from "../../app/checks/run"
import { type Sketch, sketch } from "../../app/plan/sketch"

function answers(words: Sketch, config: Config[] = []): Answer[] {
  const { reckoning, report } = reckonAndCheck(sketch(words), { config })
  return answersOf(reckoning, report)
}

const to = (q: number, words: Sketch, config: Config[] = []): Answer => answers(words, config)[q - 1] as Answer

const facts = ({ facts }: Answer): string[] =>
  facts.map(({ isHeld, isEvidenced }) => (isHeld ? (isEvidenced ? "shown" : "said") : "missing"))

test("there are twelve questions, in six pairs, and each rule of theirs is one of the catalogue's fifty", () => {
  expect(QUESTIONS.map(({ q }) => q)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  expect(PAIRS.map(({ questions }) => questions.length)).toEqual([2, 2, 2, 2, 2, 2])
  for (const { key, other } of QUESTIONS) {
    for (const id of [...key, ...other]) expect(id).toMatch(/^(FUND|PACE|LOAD|BEHV|METR|SPON|STAG|TRAK)00\d$/)
    expect(key.filter((id) => other.includes(id))).toEqual([])
  }
})

test("an empty plan shows nothing: no answer is a yes, and none is partly one", () => {
  const verdicts = answers({}).map(({ verdict }) => verdict)
  expect(verdicts.filter((verdict) => verdict === "supported" || verdict === "partly")).toEqual([])
})

const PLEDGE = {
  text: "We judge this after five years.",
  ceoRatifiedOn: "2026-12-01",
  boardRatifiedOn: "2026-12-15",
  noKillBefore: "2031-01-01",
  firstFinancialVerdict: "2031-01-01",
  reaffirmedOn: [],
  evidence: "minute 12",
}

/** A stop after a year in which the metric is flat. */
const EARLY_STOP = {
  metricId: "metric-1",
  condition: { op: "<", value: 1 },
  firstEvaluation: "2027-10-01",
  everyDays: 91,
  windowDays: 91,
  minConsecutive: 2,
  consequence: "stop",
} as const

/** A chief executive who signs a pledge for a stage that is paid for to its end. */
const patient: Sketch = {
  plan: {
    asOf: "2027-01-01",
    status: "approved",
    pledge: PLEDGE,
  },
  stages: [{ kind: "rollout", start: "2027-01-01", end: "2031-12-31", liveFrom: "2027-07-01" }],
  costs: [{ stageId: "stage-1", start: "2027-01-01", end: "2031-12-31", amount: 1_000_000 }],
  funding: [{ amount: 1_000_000 }],
  metrics: [
    { tier: "financial", role: "lagging" },
    { id: "on-time", tier: "operational", role: "leading" },
  ],
  contributions: [{ metricId: "metric-1", stageId: "stage-1" }],
  targets: [
    { metricId: "metric-1", date: "2031-12-30", value: 60, kind: "commit", windowDays: 365, audience: "board" },
    { metricId: "metric-1", date: "2031-12-30", value: 60, kind: "commit", windowDays: 365, audience: "public" },
    { metricId: "metric-1", date: "2031-12-30", value: 60, kind: "commit", windowDays: 365, audience: "internal" },
  ],
}

describe("the ninth question", () => {
  test("is answered by a signed pledge, a fair first verdict, no early stop and money for later years", () => {
    const answer = to(9, patient)
    expect(facts(answer)).toEqual(["shown", "shown", "shown", "shown"])
    expect(answer.against).toEqual([])
    expect(answer.missing).toEqual([])
    expect(answer.verdict).toBe("supported")
  })
  test("a pledge that nobody can show is only said, and the answer is partly", () => {
    const { evidence: _, ...pledge } = PLEDGE
    const answer = to(9, { ...patient, plan: { ...patient.plan, pledge } })
    expect(facts(answer)).toEqual(["said", "said", "shown", "shown"])
    expect(answer.verdict).toBe("partly")
    expect(answer.missing).toContain("Evidence for a pledge of patience signed by the chief executive.")
  })
  test("an early stop contradicts it, although every other fact is held", () => {
    const answer = to(9, {
      ...patient,
      triggers: [EARLY_STOP],
    })
    expect(facts(answer)).toEqual(["shown", "shown", "missing", "shown"])
    expect(answer.against.map(({ ruleId }) => ruleId)).toContain("PACE005")
    expect(answer.verdict).toBe("contradicted")
  })
  test("a waiver does not soften a contradiction; it says who accepted it, and until when", () => {
    const words: Sketch = {
      ...patient,
      people: [{ id: "ada", level: "ceo" }],
      triggers: [EARLY_STOP],
    }
    const [finding] = to(9, words).against.filter(({ ruleId }) => ruleId === "PACE005")
    const waived = to(9, {
      ...words,
      waivers: [
        {
          ruleId: "PACE005",
          fingerprint: finding?.fingerprint,
          reason: "The regulator asks for exactly this test.",
          ownerId: "ada",
          acceptedOn: "2027-01-01",
          expiresOn: "2027-06-01",
        },
      ],
    })
    expect(waived.verdict).toBe("contradicted")
    expect(waived.accepted).toEqual({ ownerIds: ["ada"], until: "2027-06-01" })
  })
  test("half of the later need decided is enough, a unit less is not", () => {
    const later = (amount: number): string[] =>
      facts(
        to(9, {
          ...patient,
          costs: [{ stageId: "stage-1", start: "2028-01-01", end: "2031-01-01", amount: 2_000 }],
          funding: [{ amount }],
        }),
      )
    expect(later(1_000)[3]).toBe("shown")
    expect(later(999)[3]).toBe("missing")
  })
})

describe("what happened", () => {
  const ambition = {
    text: "The insurer that keeps its word.",
    authorId: "ada",
    statedOn: "2026-01-01",
    metricIds: ["metric-1"],
    evidence: "town hall",
  }
  const words = (reaffirmedOn: string[]): Sketch => ({
    plan: { asOf: "2027-06-01", ambition: { ...ambition, reaffirmedOn } },
    people: [{ id: "ada", level: "ceo" }],
    roleTerms: [{ role: "sponsor", personId: "ada" }],
    metrics: [{ tier: "perception" }],
  })
  test("counts for 365 days, and not after the day of the report", () => {
    expect(facts(to(1, words(["2026-06-02", "2027-06-01"])))).toEqual(["shown", "shown", "shown"])
    expect(facts(to(1, words(["2026-06-01", "2027-06-01"])))).toEqual(["shown", "missing", "shown"])
    expect(facts(to(1, words(["2026-06-02", "2027-06-02"])))).toEqual(["shown", "missing", "shown"])
    expect(facts(to(1, words(["2026-06-01"])))).toEqual(["missing", "missing", "shown"])
  })
  test("is declared by leaders beside the answer, the newest first, and never changes it", () => {
    const plain = to(1, words(["2026-06-02", "2027-06-01"]))
    const declared = to(1, {
      ...words(["2026-06-02", "2027-06-01"]),
      answers: [
        { id: "old", question: 1, declared: "no", byId: "ada", date: "2027-01-01" },
        { id: "new", question: 1, declared: "yes", byId: "ada", date: "2027-05-01" },
        { id: "later", question: 1, declared: "yes", byId: "ada", date: "2027-07-01" },
        { id: "other", question: 2, declared: "yes", byId: "ada", date: "2027-05-01" },
      ],
    })
    expect(declared.declared.map(({ id }) => id)).toEqual(["new", "old"])
    expect(declared.verdict).toBe(plain.verdict)
  })
})

test("in a new plan what is not there yet contradicts nothing", () => {
  const words: Sketch = { stages: [{}], people: [{ level: "executive" }], roleTerms: [{ role: "champion" }] }
  const plain = to(1, words)
  const discovering = to(1, words, [{ extends: "staycourse:discovery" }])
  expect(plain.verdict).toBe("contradicted")
  expect(discovering.verdict).not.toBe("contradicted")
  expect(discovering.missing.some((line) => line.startsWith("To fill in: "))).toBe(true)
})

test("a rule that is switched off shows nothing: the answer is at most partly", () => {
  expect(to(9, patient).verdict).toBe("supported")
  const answer = to(9, patient, [{ rules: { PACE002: "off" } }])
  expect(answer.verdict).toBe("partly")
  expect(answer.missing).toEqual(["PACE002 is switched off, so nobody knows."])
})
