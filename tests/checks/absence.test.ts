import { expect, test } from "vitest"
import { runChecks } from "../../app/checks/run"
import { sketch } from "../../app/plan/sketch"

const discovery = { config: { extends: "discovery" } }
const short = {
  stages: [{ id: "listen", name: "Listen" }],
  costs: [{ stageId: "listen", amount: 400_000 }],
  funding: [{ amount: 100_000 }],
}

test("in a draft under discovery, what is missing is gathered and no longer counted", () => {
  const { findings, toFillIn, summary } = runChecks(sketch({ plan: discovery, stages: [{ name: "Listen" }] }))
  expect(findings).toEqual([])
  expect(toFillIn?.map(({ ruleId }) => ruleId)).toEqual(["FUND003", "SPON001", "SPON002", "PACE008", "PACE007"])
  expect(summary).toMatchObject({ error: 0, warning: 0, info: 0 })
})

test("a contradiction stays a problem: money that is there and does not reach", () => {
  const { findings } = runChecks(sketch({ plan: discovery, ...short }))
  expect(findings.map(({ ruleId }) => ruleId)).toContain("FUND001")
})

test("without any money the same need is something to fill in", () => {
  const { findings, toFillIn } = runChecks(sketch({ plan: discovery, ...short, funding: [] }))
  expect(findings.map(({ ruleId }) => ruleId)).not.toContain("FUND001")
  expect(toFillIn?.map(({ ruleId }) => ruleId)).toContain("FUND001")
})

test("once the plan is approved, and under any other preset, everything is said", () => {
  for (const plan of [{ ...discovery, status: "approved" as const }, { config: { extends: "recommended" } }, {}]) {
    const report = runChecks(sketch({ plan, stages: [{ name: "Listen" }] }))
    expect(report.toFillIn).toBeUndefined()
    expect(report.findings.map(({ ruleId }) => ruleId)).toContain("FUND003")
  }
})

test("what is found and what is to fill in are together what would be found without the preset", () => {
  const gathered = runChecks(sketch({ plan: discovery, ...short }))
  const plain = runChecks(sketch(short))
  const prints = [...gathered.findings, ...(gathered.toFillIn ?? [])].map(({ fingerprint }) => fingerprint)
  expect(prints.sort()).toEqual(plain.findings.map(({ fingerprint }) => fingerprint).sort())
})
