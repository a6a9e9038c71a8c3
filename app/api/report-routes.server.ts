import * as z from "zod"
import { answersOf } from "../checks/answers"
import { isMoneyRule } from "../checks/money-rules"
import type { Finding } from "../checks/run"
import { coverByQuarter } from "../plan/cover-by-quarter"
import { writeDocument } from "../plan/document"
import { MONEY_FIELDS } from "../plan/roles"
import { EXAMPLE } from "./example-plan"
import { linkTo, PAGE_QUERY, type PageAsked, pageOf } from "./page.server"
import { Problem } from "./problem.server"
import type { Asked, Reply, Route } from "./route.server"
import { anything, day, listOf, named, object, orNull, pageAnswer, pageSchema, text, whole } from "./shown.server"
import { judge, seenBy, storedPlan, visiblePlan } from "./visible-plan.server"

const GRAVITY = ["error", "warning", "info"]

async function findings(asked: Asked): Promise<Reply> {
  const { params, query, at, access } = asked
  const { plan } = await storedPlan(asked)
  const { report } = judge(plan, at)
  const visible = report.findings.filter((finding) => access.seesAmounts || !isAboutMoney(finding))
  const sorted = visible
    .map(({ facts: _, ...finding }) => finding)
    .sort((one, other) => compare(placeOf(one), placeOf(other)))
  const page = pageOf(sorted, query as PageAsked, placeOf)
  const { catalogue, summary } = report
  const notChecked = report.notChecked.filter(
    ({ ruleId, subject }) => access.seesAmounts || !(isMoneyRule(ruleId) || subject.collection in MONEY_FIELDS),
  )
  return {
    body: {
      ...page,
      ...{ catalogue, asOf: report.plan.asOf, summary, notChecked },
      ...(!access.seesAmounts && {
        hidden: "Findings about money are not shown, since amounts are not for you to see.",
      }),
    },
    headers: linkTo(`/api/v1/plans/${params.plan}/findings`, query as PageAsked, page.next),
  }
}

type Place = readonly (string | number)[]
type Shown = Omit<Finding, "facts">

const placeOf = ({ severity, ruleId, fingerprint }: Shown): Place => [GRAVITY.indexOf(severity), ruleId, fingerprint]

function compare(one: Place, other: Place): number {
  const at = one.findIndex((part, index) => part !== other[index])
  if (at === -1) return 0
  return (one[at] as string) < (other[at] as string) ? -1 : 1
}

/** Whether a finding tells of money: by its amount, its family, what it is about, or a sum in its words. */
const isAboutMoney = ({ amount, ruleId, subject, message }: Shown): boolean =>
  amount !== undefined || isMoneyRule(ruleId) || subject.collection in MONEY_FIELDS || SUM.test(message)

const SUM = /\p{Sc}|\b[A-Z]{3}\s?\d/u

async function questions(asked: Asked): Promise<Reply> {
  const { plan } = await storedPlan(asked)
  const { reckoning, report } = judge(plan, asked.at)
  const told = answersOf(reckoning, report).map(({ q, verdict, missing, against }) => ({
    ...{ q, verdict },
    missing: asked.access.seesAmounts || !against.some(isAboutMoney) ? missing : [],
  }))
  return { body: { items: told, next: null } }
}

async function indices(asked: Asked): Promise<Reply> {
  const { plan } = await storedPlan(asked)
  const { indices: all } = judge(plan, asked.at).report
  const { unfunded: _, peakShortfall: __, ...shares } = all
  return { body: asked.access.seesAmounts ? all : shares }
}

async function cover(asked: Asked): Promise<Reply> {
  const { plan } = await storedPlan(asked)
  const quarters = coverByQuarter(judge(plan, asked.at).reckoning)
  return { body: { currency: plan.plan.currency, items: quarters, next: null } }
}

async function baselines(asked: Asked): Promise<Reply> {
  const plan = await visiblePlan(asked)
  const all = (plan.history?.baselines ?? []).map(({ number, approvedOn }) => ({ number, approvedOn }))
  const page = pageOf(all, asked.query as PageAsked, ({ number }) => [number])
  const path = `/api/v1/plans/${asked.params.plan}/baselines`
  return { body: page, headers: linkTo(path, asked.query as PageAsked, page.next) }
}

async function baseline(asked: Asked): Promise<Reply> {
  const { plan } = await storedPlan(asked)
  const found = plan.history?.baselines.find(({ number }) => String(number) === asked.params.number)
  if (!found) throw new Problem("not-found", "The plan has no baseline with this number.")
  const { number, approvedOn, plan: approved } = found
  return { body: { number, approvedOn, plan: JSON.parse(writeDocument(seenBy(asked, approved))) } }
}

async function exported(asked: Asked): Promise<Reply> {
  const { history: _, ...plan } = await visiblePlan(asked)
  return {
    body: writeDocument(plan),
    headers: { "Content-Disposition": `attachment; filename="${plan.plan.id}.json"` },
  }
}

const reading = { who: "plan", deeds: ["read"] } as const
const quarter = object({
  ...{ quarter: text, start: day, end: day },
  ...{ need: whole, committed: whole, asked: whole, none: whole },
})
const share = orNull(whole)

/** What can be read of a plan that it does not say itself. */
export const REPORT_ROUTES: readonly Route[] = [
  {
    ...{ method: "GET", path: "/plans/{plan}/findings", name: "list-findings", group: "reports", query: PAGE_QUERY },
    summary: "What the checks say of a plan, the gravest first",
    policy: reading,
    answers: [
      pageAnswer({ type: "object" }, undefined, {
        catalogue: text,
        asOf: day,
        summary: { type: "object" },
        notChecked: listOf(anything),
      }),
    ],
    run: findings,
  },
  {
    ...{ method: "GET", path: "/plans/{plan}/questions", name: "list-questions", group: "reports" },
    summary: "How far the plan supports a yes to each of the twelve questions",
    policy: reading,
    answers: [
      {
        ...{ status: 200, says: "The answers, 1 to 12" },
        schema: pageSchema(object({ q: whole, verdict: text, missing: listOf(text) })),
      },
    ],
    run: questions,
  },
  {
    ...{ method: "GET", path: "/plans/{plan}/indices", name: "read-indices", group: "reports" },
    summary: "How much of the need is funded, and how patient the plan is",
    policy: reading,
    answers: [
      {
        ...{ status: 200, says: "The indices; coverages are whole percents" },
        schema: {
          type: "object",
          properties: { fundingCoverage: share, fundingCoverageRequested: share, fundingCoverageNext8: share },
        },
      },
    ],
    run: indices,
  },
  {
    ...{ method: "GET", path: "/plans/{plan}/cover", name: "read-cover", group: "reports" },
    summary: "What each fiscal quarter needs, and which money pays it",
    policy: { who: "plan", deeds: ["read", "see-amounts"] },
    answers: [{ status: 200, says: "The quarters, in order", schema: pageSchema(quarter, { currency: text }) }],
    run: cover,
  },
  {
    ...{ method: "GET", path: "/plans/{plan}/baselines", name: "list-baselines", group: "reports", query: PAGE_QUERY },
    summary: "The plan as it was approved, time by time",
    policy: reading,
    answers: [pageAnswer(object({ number: whole, approvedOn: day }), { items: [], next: null })],
    run: baselines,
  },
  {
    ...{ method: "GET", path: "/plans/{plan}/baselines/{number}", name: "read-baseline", group: "reports" },
    summary: "The plan as it was approved once",
    policy: reading,
    answers: [
      {
        status: 200,
        says: "The whole plan",
        schema: object({ number: whole, approvedOn: day, plan: named("PlanDocument") }),
      },
    ],
    run: baseline,
  },
  {
    ...{ method: "GET", path: "/plans/{plan}/export", name: "export-plan", group: "reports" },
    summary: "The whole plan as a file",
    says: "Two exports of an unchanged plan are the same to the byte.",
    policy: { who: "plan", deeds: ["read", "export"] },
    query: {
      format: z.enum(["json"], { error: "json" }).default("json").meta({ description: "The format of the file" }),
    },
    limit: { name: "exports", most: 30, seconds: 60 },
    answers: [
      {
        ...{ status: 200, says: "The plan document", headers: ["Content-Disposition"] },
        ...{ schema: named("PlanDocument"), example: JSON.parse(writeDocument(EXAMPLE)) },
      },
    ],
    run: exported,
  },
]
