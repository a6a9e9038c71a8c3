import { describe, expect, test } from "vitest"
import { CATALOGUE } from "../../app/checks/index"
import { runChecks } from "../../app/checks/run"
import { toNumber } from "../../app/plan/calendar"
import type { Day, Plan } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import { type MiniFinding, type MiniPicture, type MiniRow, miniPlan } from "../../app/timeline/mini-plan-layout"
import { percentAt, scaleOf } from "../../app/timeline/scale"
import { flawOf } from "../support/sentence"

const draw = (plan: Plan, findings: readonly MiniFinding[]): MiniPicture => miniPlan(reckon(plan), findings)
const found = (plan: Plan, rule: string): MiniFinding[] =>
  runChecks(plan).findings.filter(({ ruleId }) => ruleId === rule)
const rowOf = (picture: MiniPicture, key: string): MiniRow | undefined => picture.rows.find((row) => row.key === key)
const finding = (given: Partial<MiniFinding>): MiniFinding => ({
  ruleId: "STAG001",
  severity: "error",
  message: "There is something.",
  subject: { collection: "stages", id: "stage-1" },
  ...given,
})

describe("every example of the catalogue", () => {
  const examples = CATALOGUE.flatMap((check) =>
    Object.entries(check.examples).map(([title, { plan }]) => ({
      check,
      name: `${check.id}: ${title}`,
      plan: sketch(plan),
    })),
  )
  const pictures = examples.map(({ check, name, plan }) => {
    const findings = found(plan, check.id)
    return { name, findings, picture: draw(plan, findings) }
  })

  test("is drawn with a mark for each of its findings", () => {
    const marks = ({ rows, marks }: MiniPicture) => rows.reduce((sum, row) => sum + row.marks.length, marks.length)
    expect(
      pictures.filter(({ findings, picture }) => marks(picture) !== findings.length).map(({ name }) => name),
    ).toEqual([])
    expect(pictures.some(({ findings }) => findings.length > 0)).toBe(true)
  })

  test("is said in a sentence, and can be sent as it is", () => {
    expect(pictures.flatMap(({ picture }) => flawOf(picture.sentence) ?? [])).toEqual([])
    for (const { picture } of pictures) expect(JSON.parse(JSON.stringify(picture))).toEqual(picture)
  })
})

const twoYears = {
  stages: [{ name: "Listen", start: "2027-01-01", end: "2029-01-01" }],
  costs: [{ stageId: "stage-1", start: "2027-01-01", end: "2029-01-01", amount: 731_000 }],
  funding: [{ amount: 365_000 }],
}

test("a plan whose money ends: the bar changes texture at that month, and the finding stands on the need line", () => {
  const plan = sketch(twoYears)
  const picture = draw(plan, found(plan, "FUND001"))
  const scale = scaleOf("2027-01-01" as Day, "2029-01-01" as Day)
  const middle = percentAt(scale, toNumber("2028-01-01" as Day))
  expect(picture.ticks.map(({ label }) => label)).toEqual(["FY27", "FY28"])
  expect(rowOf(picture, "stages/stage-1")).toMatchObject({
    kind: "stage",
    name: "Listen",
    segments: [
      { kind: "paid", x: 0, width: middle },
      { kind: "none", x: middle, width: 100 - middle },
    ],
  })
  const money = rowOf(picture, "plan/plan")
  expect(money?.marks.map(({ x, y, severity }) => [x, Math.round(y), severity])).toEqual([[middle, 52, "error"]])
  expect(picture.sentence).toBe(
    "A small plan from January 2027 to December 2028: 1 stage, £0.7m needed. One problem: must settle.",
  )
})

test("as much time is shown as there is anything to show, a year at least", () => {
  const span = (plan: Plan) => {
    const { sentence } = draw(plan, [])
    return sentence.slice("A small plan from ".length, sentence.indexOf(":"))
  }
  expect(span(sketch({ stages: [{ start: "2027-01-01", end: "2027-02-01" }] }))).toBe("January 2027 to December 2027")
  expect(span(sketch({ metrics: [{}], targets: [{ date: "2031-12-31" }] }))).toBe("January 2027 to December 2031")
  expect(span(sketch({ stages: [{ start: "2026-12-31", end: "2027-06-01" }] }))).toBe("October 2026 to September 2027")
})

test("what is due is done, late or still open", () => {
  const plan = sketch({
    plan: { asOf: "2027-06-01" },
    people: [{}],
    actions: [
      { due: "2027-03-01", closedOn: "2027-02-20" },
      { due: "2027-05-31" },
      { due: "2027-06-01" },
      { due: "2027-07-01", closedOn: "2027-06-30" },
    ],
  })
  const row = rowOf(draw(plan, []), "actions")
  expect(row?.kind === "points" && row.points.map(({ state }) => state)).toEqual(["done", "late", "open", "open"])
})

test("a term ends with its person's time in office", () => {
  const plan = sketch({
    people: [{ expectedEnd: "2027-07-01" }],
    roleTerms: [{ role: "sponsor", start: "2027-01-01", end: "2028-01-01" }],
  })
  const row = rowOf(draw(plan, []), "roles/sponsor")
  expect(row).toMatchObject({ kind: "spans", name: "Sponsor" })
  const half = percentAt(scaleOf("2027-01-01" as Day, "2028-01-01" as Day), toNumber("2027-07-01" as Day))
  expect(row?.kind === "spans" && row.spans[0]).toMatchObject({ x: 0, width: half })
})

test("findings stand in the row of what they are about, and those about nothing drawn on the axis", () => {
  const plan = sketch({ stages: [{}], people: [{}], roleTerms: [{ role: "champion" }], actions: [{}] })
  const picture = draw(plan, [
    finding({ from: "2027-07-02" as Day }),
    finding({ ruleId: "SPON002", subject: { collection: "people", id: "person-1" } }),
    finding({ ruleId: "TRAK003", subject: { collection: "plan", id: "plan" } }),
    finding({ ruleId: "PACE003", subject: { collection: "plan", id: "plan" } }),
  ])
  expect(picture.rows.map(({ key, marks }) => [key, marks.length])).toEqual([
    ["stages/stage-1", 1],
    ["roles/champion", 1],
    ["actions", 1],
  ])
  expect(picture.marks).toHaveLength(1)
  expect(rowOf(picture, "stages/stage-1")?.marks[0]?.x).toBeCloseTo((182 / 365) * 100, 9)
})

test("what waits for what is a line, and a broken order shows", () => {
  const stages = [
    { start: "2027-01-01", end: "2028-01-01" },
    { start: "2027-10-01", end: "2028-06-01" },
    { start: "2028-02-01", end: "2028-08-01" },
  ]
  const dependencies = [{}, { toId: "stage-3" }]
  expect(draw(sketch({ stages, dependencies }), []).links.map(({ isBroken }) => isBroken)).toEqual([true, false])
})
