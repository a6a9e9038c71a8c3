import { describe, expect, test } from "vitest"
import { applyChange, editsFor } from "../../app/plan/carry-out"
import { COLLECTION_NAMES, type CollectionName } from "../../app/plan/collections"
import { writeDocument } from "../../app/plan/document"
import { applyEdits, invert } from "../../app/plan/edit"
import type { Plan } from "../../app/plan/plan"
import { whatGoesWith } from "../../app/plan/remove-record"
import { type Sketch, sketch } from "../../app/plan/sketch"
import { wovenPlan } from "../support/random-changes"
import { refusalOf, refusedOr } from "../support/refusals"

const gone = (plan: Plan, collection: CollectionName, id: string) =>
  whatGoesWith(plan, collection, id).gone.map((each) => `${each.collection} ${each.record.id}`)
const loosened = (plan: Plan, collection: CollectionName, id: string) =>
  whatGoesWith(plan, collection, id).loosened.map((set) => [`${set.collection} ${set.id}.${set.field}`, set.after])

test("a stage takes its links, gates, costs, people and what they carry with it", () => {
  expect(gone(wovenPlan(), "stages", "design")).toEqual([
    "dependencies d1",
    "dependencies d2",
    "costs c2",
    "assignments a1",
  ])
})

test("what goes takes its own along: a group its behaviours, and those what was seen of them", () => {
  const plan = sketch({
    groups: [{ id: "agents" }],
    behaviours: [{ id: "b", groupId: "agents" }],
    observations: [{ id: "seen", behaviourId: "b" }],
    contributions: [{ id: "k", behaviourId: "b" }],
  })
  expect(gone(plan, "groups", "agents")).toEqual(["behaviours b", "observations seen", "contributions k"])
})

test("what can be without it stays, and no longer refers to it", () => {
  const plan = sketch({
    stages: [{ id: "a" }, { id: "b" }],
    behaviours: [{ id: "b1", stageId: "a" }],
    spend: [{ id: "s1", stageId: "a", amount: 5 }],
    gates: [{ id: "g", stageId: "b", criteria: [{ text: "up", metricId: "nps" }, { text: "paid" }] }],
    metrics: [{ id: "nps" }, { id: "calls", drivenByIds: ["nps", "calls"] }],
    funding: [{ id: "f", restrictedTo: { stageIds: ["a", "b"], tags: [] } }],
  })
  expect(gone(plan, "stages", "a")).toEqual([])
  expect(loosened(plan, "stages", "a")).toEqual([
    ["funding f.restrictedTo", { stageIds: ["b"], tags: [] }],
    ["spend s1.stageId", undefined],
    ["behaviours b1.stageId", undefined],
  ])
  expect(loosened(plan, "metrics", "nps")).toEqual([
    ["gates g.criteria", [{ text: "up" }, { text: "paid" }]],
    ["metrics calls.drivenByIds", ["calls"]],
  ])
})

test("forecasts and check-ins go with what they are about", () => {
  const subject = { collection: "stages" as const, id: "a" }
  const plan = sketch({
    stages: [{ id: "a" }],
    forecasts: [{ id: "f", subject }, { id: "whole" }],
    checkIns: [{ id: "c", subject }],
  })
  expect(gone(plan, "stages", "a")).toEqual(["forecasts f", "checkIns c"])
})

describe("what is refused", () => {
  const refused = (words: Sketch, collection: CollectionName, id: string) =>
    refusalOf(() => whatGoesWith(sketch(words), collection, id))

  test("a record that is not there", () => {
    expect(refused({}, "stages", "a")).toMatchObject({
      code: "not-found",
      message: "This stage is no longer in the plan.",
    })
  })

  test("what a decision is about, or who made it, also where it would only go along", () => {
    const words: Sketch = {
      stages: [{ id: "a", name: "Pilot" }],
      people: [{ id: "ceo", name: "Ana" }],
      gates: [{ id: "g", stageId: "a" }],
      decisions: [{ subject: { kind: "gate", id: "g" }, byIds: ["ceo"] }],
    }
    expect(refused(words, "stages", "a")).toMatchObject({
      code: "in-use",
      message: "“Pilot” cannot be removed: a decision refers to it, and that stays on record.",
    })
    expect(refused(words, "people", "ceo").code).toBe("in-use")
  })

  test("who set out the ambition", () => {
    const ambition = { text: "Best", authorId: "ceo", statedOn: "2027-01-01" }
    expect(refused({ plan: { ambition }, people: [{ id: "ceo", name: "Ana" }] }, "people", "ceo").message).toBe(
      "“Ana” set out the ambition of this plan. Name somebody else there first.",
    )
  })

  test("the last stage that some money may pay for, since the money would become free for anything", () => {
    const words: Sketch = {
      stages: [{ id: "a", name: "Pilot" }],
      funding: [{ name: "Capital plan", restrictedTo: { stageIds: ["a"] } }],
    }
    expect(refused(words, "stages", "a")).toMatchObject({
      code: "in-use",
      message:
        "“Pilot” cannot be removed while “Capital plan” pays for nothing else. Change what that money may pay for first.",
    })
    const tagged = sketch({ ...words, funding: [{ restrictedTo: { stageIds: ["a"], tags: ["change"] } }] })
    expect(loosened(tagged, "stages", "a")).toEqual([
      ["funding funding-line-1.restrictedTo", { stageIds: [], tags: ["change"] }],
    ])
  })
})

test("taking any removal back restores the plan", () => {
  const plan = wovenPlan()
  for (const collection of COLLECTION_NAMES) {
    for (const { id } of plan[collection]) {
      const edits = refusedOr(() => editsFor(plan, { kind: "remove", collection, id }))
      if (!edits) continue
      const after = applyEdits(plan, edits)
      expect(after[collection].map((record) => record.id)).not.toContain(id)
      expect(writeDocument(applyEdits(after, invert(edits)))).toBe(writeDocument(plan))
    }
  }
})

test("a removed stage is gone from the plan with all that went along", () => {
  const after = applyChange(wovenPlan(), { kind: "remove", collection: "stages", id: "listen" })
  expect(after.stages.map(({ id }) => id)).toEqual(["design", "pilot", "rollout", "embed"])
  expect(after.gates.map(({ id }) => id)).toEqual(["g2"])
})
