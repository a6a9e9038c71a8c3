import { expect, test } from "vitest"
import { countToFillIn, isAbsence } from "../../app/checks/absence"
import { runChecks } from "../../app/checks/run"
import { type Sketch, sketch } from "../../app/plan/sketch"
import { saltmarsh } from "../support/saltmarsh"

function absences(words: Sketch): [absent: string[], problems: string[]] {
  const plan = sketch(words)
  const { findings } = runChecks(plan)
  const rules = (isAbsent: boolean): string[] =>
    [...new Set(findings.filter((finding) => isAbsence(plan, finding) === isAbsent).map(({ ruleId }) => ruleId))].sort()
  return [rules(true), rules(false)]
}

test("a plan that is only begun lacks things and contradicts nothing", () => {
  const [absent, problems] = absences({ stages: [{ name: "Listen" }] })
  expect(absent).toContain("FUND003")
  expect(absent).toContain("PACE007")
  expect(absent).toContain("SPON001")
  expect(problems).not.toContain("FUND003")
})

test("money that does not reach is a contradiction, no money at all is absent", () => {
  const stages = [{ id: "a" }]
  const costs = [{ stageId: "a", amount: 400_000 }]
  expect(absences({ stages, costs })[0]).toContain("FUND001")
  expect(absences({ stages, costs, funding: [{ amount: 100_000 }] })[1]).toContain("FUND001")
})

test("what stands for many is absent only where all of them are", () => {
  const stages = Array.from({ length: 25 }, (_, at) => ({ id: `s${at}` }))
  expect(absences({ stages })[0]).toContain("FUND003")
})

test("the sample has problems, and only contingency, a baseline, a purpose and what changes far ahead are absent", () => {
  const plan = saltmarsh()
  const { findings } = runChecks(plan)
  const absent = findings.filter((finding) => isAbsence(plan, finding)).map(({ ruleId }) => ruleId)
  expect([...new Set(absent)].sort()).toEqual(["BEHV001", "BEHV003", "FUND006", "METR001", "STAG002"])
})

test("a draft whose checks are set to discovery keeps what is absent apart, any other plan does not", () => {
  const begun = { stages: [{ name: "Listen" }] }
  const { findings, toFillIn } = runChecks(sketch({ ...begun, plan: { config: { extends: "discovery" } } }))
  expect(toFillIn?.map(({ ruleId }) => ruleId)).toContain("FUND003")
  expect(findings.map(({ ruleId }) => ruleId)).not.toContain("FUND003")
  const running = { config: { extends: "discovery" }, status: "running" } as const
  expect(runChecks(sketch({ ...begun, plan: running })).toFillIn).toBeUndefined()
  expect(runChecks(sketch(begun)).toFillIn).toBeUndefined()
})

test("what is missing in many places is one thing to fill in, with each of its places", () => {
  const plan = { config: { extends: "discovery" } }
  const report = runChecks(
    sketch({ plan, stages: [{ id: "listen" }, { id: "design" }, { id: "pilot", kind: "pilot" }] }),
  )
  const unpriced = report.toFillIn?.filter(({ ruleId }) => ruleId === "FUND003") ?? []
  expect(unpriced).toHaveLength(1)
  expect(unpriced[0]?.subjects?.map(({ id }) => id)).toEqual(["design", "listen", "pilot"])
  const lacks = new Set(report.notChecked.map(({ ruleId, lacking }) => `${ruleId} ${lacking}`))
  expect(countToFillIn(report)).toBe((report.toFillIn?.length ?? 0) + lacks.size)
})
