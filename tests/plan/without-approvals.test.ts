import { expect, test } from "vitest"
import { readDocument, writeDocument } from "../../app/plan/document"
import { sketch } from "../../app/plan/sketch"
import { withoutApprovals } from "../../app/plan/without-approvals"

const forged = () => {
  const { history: _, ...plan } = sketch({
    plan: {
      status: "approved",
      pledge: { text: "Five years", ceoRatifiedOn: "2026-01-01", boardRatifiedOn: "2026-01-02", reaffirmedOn: [] },
    },
    funding: [{ id: "tranche", name: "Tranche 1" }],
    gates: [{ id: "gate", name: "First gate", decision: "go", decidedOn: "2026-02-01" }],
    decisions: [{ id: "d", subject: { kind: "funding", id: "tranche" }, amount: 9 }],
    actions: [{ id: "a", source: "decision", decisionId: "d" }],
    checkIns: [{ subject: { collection: "decisions", id: "d" } }],
  })
  return { ...plan, history: { baselines: [{ number: 1, approvedOn: plan.plan.start, plan }] } }
}

test("nothing that a file says was approved is taken over, and each is said", () => {
  const { plan, warnings } = withoutApprovals(forged())
  expect(plan.decisions).toEqual([])
  expect(plan.history).toBeUndefined()
  expect(plan.plan).toMatchObject({ status: "draft", pledge: { text: "Five years", reaffirmedOn: [] } })
  expect(plan.plan.pledge).not.toHaveProperty("boardRatifiedOn")
  expect(plan.funding[0]).toMatchObject({ status: "requested" })
  expect(plan.funding[0]).not.toHaveProperty("decidedOn")
  expect(plan.gates[0]).not.toHaveProperty("decision")
  expect(plan.actions[0]).not.toHaveProperty("decisionId")
  expect(plan.checkIns).toEqual([])
  expect(readDocument(writeDocument(plan))).toMatchObject({ plan: { decisions: [] } })
  expect(warnings).toEqual([
    "One funding line arrives as requested: nobody here has decided on it.",
    "One decision was left out: it was not made here.",
    "One gate arrives undecided: nobody here has let it pass.",
    "One approved version of the plan was left out.",
    "The plan arrives as a draft: nobody here has approved it.",
    "The pledge arrives without the days on which it was ratified.",
  ])
})

test("what is said to be decided, but not committed, arrives undecided", () => {
  const { plan, warnings } = withoutApprovals(
    sketch({ funding: [{ name: "T", status: "conditional", decidedOn: "2026-01-01" }] }),
  )
  expect(plan.funding[0]).toMatchObject({ status: "conditional" })
  expect(plan.funding[0]).not.toHaveProperty("decidedOn")
  expect(warnings).toHaveLength(1)
})

test("a plan that claims nothing is taken as it is, and a second look finds nothing more", () => {
  const plain = sketch({ funding: [{ status: "requested" }], gates: [{}], stages: [{}] })
  expect(withoutApprovals(plain)).toEqual({ plan: plain, warnings: [] })
  expect(withoutApprovals(withoutApprovals(forged()).plan).warnings).toEqual([])
})
