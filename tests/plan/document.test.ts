import { describe, expect, test } from "vitest"
import { type PlanRead, readDocument, sayProblem, writeDocument } from "../../app/plan/document"
import type { Baseline, Day } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"

const header = { id: "plan", name: "A plan", status: "draft", currency: "GBP", start: "2027-01-01", asOf: "2027-01-01" }
const stage = { id: "pilot", name: "Pilot", kind: "pilot", start: "2027-01-01", end: "2028-01-01" }

const read = (collections: object, plan: object = {}): Extract<PlanRead, { plan: unknown }> => {
  const answer = readDocument(
    JSON.stringify({ format: "staycourse/plan@1", plan: { ...header, ...plan }, ...collections }),
  )
  if ("problems" in answer) throw new Error(answer.problems.map(sayProblem).join("\n"))
  return answer
}

describe("what a file leaves out", () => {
  test("a header gets its defaults", () => {
    expect(read({}).plan.plan).toEqual({
      ...header,
      kind: "transformation",
      priceBasis: "nominal",
      fiscalYearStartMonth: 1,
      horizonEnd: "2032-01-01",
      asOfMode: "calendar",
      timeZone: "UTC",
      costsNotPublic: false,
      promiseTest: "What do customers want?",
      config: {},
    })
  })

  test("the horizon ends 60 months after the start, at the month's end where there is no such day", () => {
    expect(read({}, { start: "2024-02-29" }).plan.plan.horizonEnd).toBe("2029-02-28")
    expect(read({}, { start: "2025-04-01" }).plan.plan.horizonEnd).toBe("2030-04-01")
  })

  test("every collection is a list", () => {
    const { plan } = read({ stages: [stage] })
    const { plan: _header, stages, ...others } = plan
    expect(stages).toHaveLength(1)
    expect(Object.keys(others)).toHaveLength(43)
    expect(Object.values(others)).toEqual(Array.from({ length: 43 }, () => []))
  })

  test("records get theirs, and absent fields stay absent", () => {
    const { plan } = read({
      stages: [stage],
      dependencies: [{ fromId: "pilot", toId: "pilot" }],
      funding: [
        { id: "line", name: "Line", source: "Board", status: "requested", availableFrom: "2027-01-01", amount: 5 },
      ],
      resources: [{ id: "ana", name: "Ana", kind: "person" }],
      agreements: [{ topic: "Who calls back", raisedOn: "2027-01-01" }],
    })
    expect(plan.stages).toStrictEqual([
      { ...stage, order: 1, functions: [], skills: [], powers: [], status: "planned" },
    ])
    expect(plan.dependencies[0]).toMatchObject({ type: "FS", lagDays: 0 })
    expect(plan.funding[0]).toMatchObject({ carryOver: true, released: [] })
    expect(plan.resources[0]).toMatchObject({ capacityFte: 1, paidBy: "plan" })
    expect(plan.agreements[0]).toMatchObject({ parties: [], breaches: 0 })
  })

  test("a pool must say its capacity", () => {
    const pool = JSON.stringify({
      format: "staycourse/plan@1",
      plan: header,
      resources: [{ id: "a", name: "A", kind: "pool" }],
    })
    expect(readDocument(pool)).toMatchObject({
      total: 1,
      problems: [{ path: "resources[0].capacityFte", found: "nothing" }],
    })
  })

  test("the order is the position in the file where none is given", () => {
    const names = [
      { id: "a", name: "A" },
      { id: "b", name: "B", order: 9 },
      { id: "c", name: "C" },
    ]
    expect(read({ workstreams: names }).plan.workstreams.map(({ order }) => order)).toEqual([1, 9, 3])
  })

  test("a record that nothing refers to gets an id from its position, and never one that is taken", () => {
    const spend = { start: "2027-01-01", end: "2027-02-01", amount: 1 }
    const { plan } = read({ spend: [spend, { ...spend, id: "spend-1" }, spend, { ...spend, id: "spend-1-2" }] })
    expect(plan.spend.map(({ id }) => id)).toEqual(["spend-1-3", "spend-1", "spend-3", "spend-1-2"])
    expect(
      read({
        complaintCategories: [{ id: "a", name: "A" }],
        complaints: [{ categoryId: "a", month: "2027-01-01", count: 3 }],
      }).plan.complaints[0]?.id,
    ).toBe("complaint-count-1")
  })

  test("a record that others may refer to must have an id", () => {
    const text = JSON.stringify({ format: "staycourse/plan@1", plan: header, people: [{ name: "Ana", level: "ceo" }] })
    expect(readDocument(text)).toMatchObject({ problems: [{ path: "people[0].id", found: "nothing" }] })
  })
})

describe("what is brought to one form", () => {
  test("texts are trimmed and composed", () => {
    expect(read({}, { name: "  Cafe\u0301 \n" }).plan.plan.name).toBe("Café")
  })

  test("letters are counted as people count them", () => {
    expect(read({}, { name: "🙂".repeat(200) }).plan.plan.name).toHaveLength(400)
  })

  test("cents are rounded half away from zero, with a warning", () => {
    const cost = { name: "Work", kind: "delivery", start: "2027-01-01", end: "2028-01-01" }
    const line = {
      id: "line",
      name: "Line",
      source: "Board",
      status: "requested",
      availableFrom: "2027-01-01",
      amount: 5,
    }
    const { plan, warnings } = read({
      costs: [
        { ...cost, amount: 1200.5 },
        { ...cost, amount: 0.49 },
        {
          name: "Work",
          kind: "run",
          profile: [
            { quarter: "2027-Q1", amount: 3 },
            { quarter: "2027-Q2", amount: 7.5 },
          ],
        },
      ],
      funding: [line],
      fundingEvents: [{ fundingId: "line", date: "2027-05-01", delta: -2.5, reason: "cut" }],
    })
    expect(plan.costs.map((cost) => cost.amount ?? cost.profile)).toEqual([
      1201,
      0,
      [
        { quarter: "2027-Q1", amount: 3 },
        { quarter: "2027-Q2", amount: 8 },
      ],
    ])
    expect(plan.fundingEvents[0]?.delta).toBe(-3)
    expect(warnings.map(sayProblem)).toEqual([
      "costs[0].amount: found 1200.5, expected a whole amount; read as 1201",
      "costs[1].amount: found 0.49, expected a whole amount; read as 0",
      "costs[2].profile[1].amount: found 7.5, expected a whole amount; read as 8",
      "fundingEvents[0].delta: found -2.5, expected a whole amount; read as -3",
    ])
  })

  test("an amount just under zero that rounds to nothing is nothing, not minus nothing", () => {
    const { plan } = read({ spend: [{ start: "2027-01-01", end: "2027-02-01", amount: -0.4 }] })
    expect(Object.is(plan.spend[0]?.amount, 0)).toBe(true)
  })

  test("a byte order mark is passed over, in text and in bytes", () => {
    const text = `\uFEFF${writeDocument(sketch({}))}`
    expect(readDocument(text)).toMatchObject({ plan: { plan: { id: "plan" } } })
    expect(readDocument(new TextEncoder().encode(text))).toMatchObject({ plan: { plan: { id: "plan" } } })
  })
})

describe("the bounds themselves pass", () => {
  test.each([
    ["the first day", { asOf: "1900-01-01" }],
    ["the last day", { asOf: "2199-12-31" }],
    ["29 February of a leap year", { asOf: "2028-02-29" }],
    ["29 February 2000", { asOf: "2000-02-29" }],
    ["an id of 64 letters", { id: "a".repeat(64) }],
    ["a name of 200 letters", { name: "n".repeat(200) }],
    ["a horizon of one day", { horizonEnd: "2027-01-02" }],
  ])("%s", (_, plan) => {
    expect(read({}, plan).plan.plan).toMatchObject(plan)
  })

  test("nine quadrillion, and two decimals of FTE", () => {
    const cost = {
      name: "Work",
      kind: "delivery",
      start: "2027-01-01",
      end: "2027-01-02",
      amount: 9_000_000_000_000_000,
    }
    const { plan } = read({ costs: [cost], stages: [{ ...stage, requiredFte: 1.15 }] })
    expect([plan.costs[0]?.amount, plan.stages[0]?.requiredFte]).toEqual([9_000_000_000_000_000, 1.15])
  })

  test("10,000 stages and 200,000 records", () => {
    const stages = Array.from({ length: 10_000 }, (_, index) => ({ ...stage, id: `s${index}` }))
    const complaints = Array.from({ length: 189_999 }, () => ({ categoryId: "a", month: "2027-01-01", count: 1 }))
    const { plan } = read({ stages, complaintCategories: [{ id: "a", name: "A" }], complaints })
    expect([plan.stages.length, plan.complaints.length, plan.complaints.at(-1)?.id]).toEqual([
      10_000,
      189_999,
      "complaint-count-189999",
    ])
  })
})

describe("history", () => {
  const baselines: Baseline[] = [2, 1].map((number) => ({
    number,
    approvedOn: `2027-0${number}-01` as Day,
    plan: sketch({ stages: [{ id: "pilot" }] }),
  }))

  test("baselines are read, and the rest of the history is passed over with a warning", () => {
    const plan = sketch({ history: { baselines } })
    const value = JSON.parse(writeDocument(plan))
    value.history.comments = [{ text: "fine" }]
    value.history.baselines[0].approvedBy = "the board"
    const answer = readDocument(JSON.stringify(value))
    expect(answer).toEqual({
      plan: { ...plan, history: { baselines: [...baselines].reverse() } },
      warnings: [
        { path: "history.comments", found: "more history", expected: "baselines only; the rest was not read" },
        {
          path: "history.baselines[0].approvedBy",
          found: "more history",
          expected: "baselines only; the rest was not read",
        },
      ],
    })
  })

  test("ids and references of a baseline are its own", () => {
    const plan = sketch({ history: { baselines } })
    expect(plan.stages).toEqual([])
    expect(readDocument(writeDocument(plan))).toMatchObject({ warnings: [] })
  })

  test("a plan without history has none", () => {
    expect(read({}).plan).not.toHaveProperty("history")
    expect(writeDocument(sketch({}))).not.toContain("history")
  })
})

describe("the written document", () => {
  test("stands in the order of the schemas, with defaults written and absent fields left out", () => {
    const plan = sketch({
      plan: { config: { rules: { PACE003: ["warning", { z: 1, a: 2 }], FUND001: "off" } } },
      workstreams: [
        { id: "b", order: 2, name: "Second" },
        { id: "c", order: 1, name: "First, as its id says" },
        { id: "a", order: 2, name: "Also second" },
      ],
      costs: [{ id: "z" }, { id: "y", stageId: undefined, tag: "change" }],
    })
    expect(writeDocument(plan)).toBe(`{
  "format": "staycourse/plan@1",
  "plan": {
    "id": "plan",
    "name": "A plan",
    "kind": "transformation",
    "status": "draft",
    "currency": "GBP",
    "priceBasis": "nominal",
    "fiscalYearStartMonth": 1,
    "start": "2027-01-01",
    "horizonEnd": "2032-01-01",
    "asOf": "2027-01-01",
    "asOfMode": "calendar",
    "timeZone": "UTC",
    "costsNotPublic": false,
    "promiseTest": "What do customers want?",
    "config": {
      "rules": {
        "FUND001": "off",
        "PACE003": [
          "warning",
          {
            "a": 2,
            "z": 1
          }
        ]
      }
    }
  },
  "workstreams": [
    {
      "id": "c",
      "name": "First, as its id says",
      "order": 1
    },
    {
      "id": "a",
      "name": "Also second",
      "order": 2
    },
    {
      "id": "b",
      "name": "Second",
      "order": 2
    }
  ],
  "costs": [
    {
      "id": "y",
      "name": "Cost 2",
      "kind": "delivery",
      "tag": "change",
      "start": "2027-01-01",
      "end": "2028-01-01",
      "amount": 100000
    },
    {
      "id": "z",
      "name": "Cost 1",
      "kind": "delivery",
      "start": "2027-01-01",
      "end": "2028-01-01",
      "amount": 100000
    }
  ]
}
`)
  })

  test("leaves the plan as it was", () => {
    const plan = sketch({
      workstreams: [
        { id: "b", order: 2 },
        { id: "a", order: 1 },
      ],
    })
    const before = structuredClone(plan)
    writeDocument(plan)
    expect(plan).toEqual(before)
  })
})
