import { hasHappened } from "../../plan/cover"
import type { Action, ComplaintCategory, Day, Stage } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import { defineCheck } from "../check"
import { type CategoryTrend, categoryTrends } from "./complaint-trend"

/** The categories that together make up this share, in percent, are the ones to own and cure. */
const MOST_OF_ALL = 80

type Part = "owner" | "stage" | "target"
type Facts = {
  name: string
  /** Percent of all complaints of the last twelve months, and their number. */
  percentage: number
  count: number
  lacks: Part[]
  risenSince?: Day
  months: { month: Day; count: number }[]
}

/** Whether a category has something, itself or each of those under it. */
function has(
  category: ComplaintCategory,
  children: ReadonlyMap<string, ComplaintCategory[]>,
  test: (each: ComplaintCategory) => boolean,
  seen = new Set<string>(),
): boolean {
  if (test(category)) return true
  if (seen.has(category.id)) return false
  seen.add(category.id)
  const own = children.get(category.id) ?? []
  return own.length > 0 && own.every((child) => has(child, children, test, seen))
}

const isOpen = ({ raisedOn, closedOn }: Action, asOf: Day): boolean =>
  (raisedOn === undefined || raisedOn <= asOf) && !hasHappened(closedOn, asOf)

/** Whether a stage has begun and is not over. */
const isAtWork = ({ status, start, end, actualStart = start }: Stage, asOf: Day): boolean =>
  status !== "done" && hasHappened(actualStart, asOf) && (status === "active" || asOf < end)

/** Whether something is being done: a stage that should cure it is at work, or an open action speaks of it by name. */
function isAnswered({ family }: CategoryTrend, { stages, asOf }: Reckoning, open: readonly string[]): boolean {
  return family.some(({ name, stageId }) => {
    const stage = stages.get(stageId ?? "")
    return (stage && isAtWork(stage, asOf)) || open.some((text) => text.includes(name.toLowerCase()))
  })
}

export const complaintsAdrift = defineCheck<Facts>({
  id: "METR007",
  name: "complaints-adrift",
  severity: "warning",
  questions: [5],
  title: "A kind of complaint drifts",
  why: "A few kinds of complaint make up most of them. Each needs somebody who owns it, work that cures its cause and a number to bring it down to, or the same letters are answered for ever.",
  condition:
    "Of the categories that together make up 80% of the complaints of the last twelve months, one has no owner, no stage meant to cure it or no target; or the complaints of a category have risen in three consecutive months up to the last that is counted, while no open action speaks of it and no stage that should cure it is at work. Categories under another are counted with it.",
  sources: [
    {
      text: "J. Bliss, question 5: trending and tracking customer complaints by category and setting metrics for improvement",
      standing: "stated",
    },
  ],
  limits: [
    {
      name: "most complaints",
      value: "80% of twelve months",
      source: { text: "our judgement", standing: "convention" },
    },
    { name: "a rise", value: "three months running", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: [
    "a month has as many complaints as the one before",
    "a rising category is among the rest, and its stage is at work",
  ],

  *look(reckoning) {
    const { plan, stages, asOf } = reckoning
    if (plan.complaintCategories.length === 0) return yield { notApplicable: "no kinds of complaint are named yet" }
    const trends = categoryTrends(reckoning)
    const all = trends.reduce((sum, { total }) => sum + total, 0)
    const children = new Map<string, ComplaintCategory[]>()
    for (const category of plan.complaintCategories) {
      const { parentId } = category
      if (parentId === undefined) continue
      const siblings = children.get(parentId)
      if (siblings) siblings.push(category)
      else children.set(parentId, [category])
    }
    const open = plan.actions.filter((action) => isOpen(action, asOf)).map(({ text }) => text.toLowerCase())
    const tests: [Part, (each: ComplaintCategory) => boolean][] = [
      ["owner", ({ ownerId }) => ownerId !== undefined],
      ["stage", ({ stageId }) => stages.has(stageId ?? "")],
      ["target", ({ target }) => target !== undefined],
    ]
    let before = 0
    for (const trend of trends) {
      const { category, total, months, risenSince, isTrendKnown } = trend
      const at = { collection: "complaintCategories", id: category.id } as const
      const isAmongMost = total > 0 && before * 100 < all * MOST_OF_ALL
      before += total
      const lacks = isAmongMost ? tests.flatMap(([part, test]) => (has(category, children, test) ? [] : part)) : []
      const isOpenQuestion = risenSince !== undefined || !isTrendKnown
      const isDrifting = isOpenQuestion && !isAnswered(trend, reckoning, open)
      const isRising = risenSince !== undefined && isDrifting
      if (lacks.length === 0 && !isRising) {
        if (isDrifting) yield { at, lacking: "complaints" }
        continue
      }
      yield {
        at,
        facts: {
          name: category.name,
          percentage: all === 0 ? 0 : Math.floor((total * 100) / all),
          count: total,
          lacks,
          ...(isRising && { risenSince }),
          months,
        },
        ...(isRising && { from: risenSince }),
      }
    }
  },
  say: ({ name, percentage, lacks, risenSince }) => {
    const parts = [
      ...(lacks.includes("owner") ? ["nobody owns it"] : []),
      ...(lacks.includes("stage") ? ["no stage sets out to cure it"] : []),
      ...(lacks.includes("target") ? ["no target says what it should come down to"] : []),
      ...(risenSince ? ["it has risen three months running with nothing done about it"] : []),
    ]
    const last = parts.pop() ?? ""
    return `${name} is ${percentage}% of all complaints, and ${parts.length > 0 ? `${parts.join(", ")} and ${last}` : last}.`
  },
  clears: ({ name, lacks, risenSince }) => [
    ...(lacks.includes("owner")
      ? [{ kind: "offer" as const, text: `Let somebody at the touchpoint it comes from own ${name}.` }]
      : []),
    ...(lacks.includes("stage") ? [{ kind: "offer" as const, text: `Name the stage that should cure ${name}.` }] : []),
    ...(lacks.includes("target")
      ? [{ kind: "offer" as const, text: `Say to how many a month ${name} should come down, and by when.` }]
      : []),
    ...(risenSince ? [{ kind: "offer" as const, text: `Open an action on ${name} at the next review.` }] : []),
  ],

  examples: {
    "most complaints belong to nobody": {
      plan: {
        complaintCategories: [{ name: "Not kept informed" }],
        complaints: [
          { month: "2026-10-01", count: 30 },
          { month: "2026-11-01", count: 30 },
          { month: "2026-12-01", count: 30 },
        ],
      },
      finds: [
        {
          at: "complaintCategories/complaint-category-1",
          severity: "warning",
          says: "Not kept informed is 100% of all complaints, and nobody owns it, no stage sets out to cure it and no target says what it should come down to.",
        },
      ],
    },
    "an owner, a stage and a target, and the rest is small": {
      plan: {
        people: [{}],
        stages: [{}],
        complaintCategories: [
          { ownerId: "person-1", stageId: "stage-1", target: { value: 10, date: "2029-12-31" } },
          { name: "Something else" },
        ],
        complaints: [
          { month: "2026-11-01", count: 80 },
          { month: "2026-12-01", count: 80 },
          { month: "2026-11-01", count: 20, categoryId: "complaint-category-2" },
          { month: "2026-12-01", count: 20, categoryId: "complaint-category-2" },
        ],
      },
    },
    "the first makes up less than 80%": {
      plan: {
        people: [{}],
        stages: [{}],
        complaintCategories: [
          { ownerId: "person-1", stageId: "stage-1", target: { value: 10, date: "2029-12-31" } },
          { name: "Told the wrong thing" },
        ],
        complaints: [
          { month: "2026-11-01", count: 79 },
          { month: "2026-12-01", count: 79 },
          { month: "2026-11-01", count: 21, categoryId: "complaint-category-2" },
          { month: "2026-12-01", count: 21, categoryId: "complaint-category-2" },
        ],
      },
      finds: [
        {
          at: "complaintCategories/complaint-category-2",
          says: "Told the wrong thing is 21% of all complaints, and nobody owns it, no stage sets out to cure it and no target says what it should come down to.",
        },
      ],
    },
    "three months running, and nothing is done": {
      plan: {
        people: [{}],
        stages: [{ start: "2028-01-01" }],
        complaintCategories: [
          {
            name: "Passed around",
            ownerId: "person-1",
            stageId: "stage-1",
            target: { value: 10, date: "2029-12-31" },
          },
        ],
        complaints: [10, 11, 12, 13].map((count, at) => ({
          month: `2026-${9 + at < 10 ? "0" : ""}${9 + at}-01`,
          count,
        })),
      },
      finds: [
        {
          at: "complaintCategories/complaint-category-1",
          severity: "warning",
          from: "2026-10-01",
          says: "Passed around is 100% of all complaints, and it has risen three months running with nothing done about it.",
        },
      ],
    },
    "as many as the month before": {
      plan: {
        people: [{}],
        stages: [{ start: "2028-01-01" }],
        complaintCategories: [{ ownerId: "person-1", stageId: "stage-1", target: { value: 10, date: "2029-12-31" } }],
        complaints: [10, 11, 11, 12].map((count, at) => ({
          month: `2026-${9 + at < 10 ? "0" : ""}${9 + at}-01`,
          count,
        })),
      },
    },
    "rising, and the stage that should cure it is at work": {
      plan: {
        people: [{}],
        stages: [{}],
        complaintCategories: [{ ownerId: "person-1", stageId: "stage-1", target: { value: 10, date: "2029-12-31" } }],
        complaints: [10, 11, 12, 13].map((count, at) => ({
          month: `2026-${9 + at < 10 ? "0" : ""}${9 + at}-01`,
          count,
        })),
      },
    },
    "rising, and an open action speaks of it": {
      plan: {
        people: [{}],
        stages: [{ start: "2028-01-01" }],
        complaintCategories: [
          { name: "Passed around", ownerId: "person-1", stageId: "stage-1", target: { value: 10, date: "2029-12-31" } },
        ],
        complaints: [10, 11, 12, 13].map((count, at) => ({
          month: `2026-${9 + at < 10 ? "0" : ""}${9 + at}-01`,
          count,
        })),
        actions: [{ text: "Find out why members are passed around" }],
      },
    },
    "under another category": {
      plan: {
        people: [{}],
        stages: [{}],
        complaintCategories: [
          { ownerId: "person-1", stageId: "stage-1", target: { value: 10, date: "2029-12-31" } },
          { parentId: "complaint-category-1" },
        ],
        complaints: [
          { month: "2026-11-01", count: 90, categoryId: "complaint-category-2" },
          { month: "2026-12-01", count: 90, categoryId: "complaint-category-2" },
        ],
      },
    },
    "two months are too few to see a rise": {
      plan: {
        people: [{}],
        stages: [{ start: "2028-01-01" }],
        complaintCategories: [{ ownerId: "person-1", stageId: "stage-1", target: { value: 10, date: "2029-12-31" } }],
        complaints: [
          { month: "2026-11-01", count: 10 },
          { month: "2026-12-01", count: 11 },
        ],
      },
      cannotTell: [{ at: "complaintCategories/complaint-category-1", lacking: "complaints" }],
    },
    "no kinds of complaint": { plan: {}, notApplicable: true },
  },
})
