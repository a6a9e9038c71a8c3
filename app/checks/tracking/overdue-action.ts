import { daysBetween, longDay } from "../../plan/calendar"
import { hasHappened } from "../../plan/cover"
import type { Action, Day, Plan } from "../../plan/plan"
import { defineCheck, wholePlan } from "../check"
import { briefly, counted } from "../words"

/** A delay that a busy month explains, and one that nothing does; and the days a review may wait for its response. */
const BUSY_MONTH_DAYS = 30
const LONG_DAYS = 90
const RESPONSE_DAYS = 30
/** Above this share, in percent, of at least so many open actions, deciding has come apart from doing. */
const MOST_OVERDUE = 25
const FEWEST_OPEN = 4

type Facts = {
  open: number
  overdue: number
  oldest: { text: string; due: Day; days: number; owner: string }
  unanswered: number
}

/** The day an action was first due: moving the date does not make it less late. */
const dueOf = ({ due, originalDue = due }: Action): Day => originalDue

const isOpen = ({ raisedOn, closedOn }: Action, asOf: Day): boolean =>
  (raisedOn === undefined || raisedOn <= asOf) && !hasHappened(closedOn, asOf)

const isUnanswered = ({ source, severity, respondedOn }: Action, asOf: Day): boolean =>
  source === "review" && (severity === "red" || severity === "critical") && !hasHappened(respondedOn, asOf)

function factsOf({ people }: Plan, actions: readonly Action[], asOf: Day): Facts | undefined {
  const late = actions
    .map((action) => ({ action, days: daysBetween(dueOf(action), asOf) }))
    .filter(({ days }) => days > BUSY_MONTH_DAYS)
    .sort((a, b) => b.days - a.days || (a.action.id < b.action.id ? -1 : 1))
  const [oldest] = late
  if (!oldest) return undefined
  const { text, ownerId } = oldest.action
  return {
    open: actions.length,
    overdue: late.length,
    oldest: {
      text,
      due: dueOf(oldest.action),
      days: oldest.days,
      owner: people.find(({ id }) => id === ownerId)?.name ?? "",
    },
    unanswered: late.filter(({ action, days }) => days > RESPONSE_DAYS && isUnanswered(action, asOf)).length,
  }
}

export const overdueAction = defineCheck<Facts>({
  id: "TRAK003",
  name: "overdue-action",
  severity: "warning",
  questions: [6, 8],
  title: "What was agreed has not been done",
  why: "A meeting whose decisions are not carried out teaches everyone that it may be ignored. Findings of independent reviews that nobody answered stand behind the best-known failures.",
  condition:
    "An open action is more than 30 days past the day it was first due. Graver where one is more than 90 days late, where more than a quarter of at least 4 open actions are more than 30 days late, or where a red or critical finding of a review has had no response 30 days after it was due.",
  sources: [
    { text: "J. Bliss, question 6: forums are scheduled and enforced", standing: "stated" },
    {
      text: "US veterans' health records: 16 of 18 audit recommendations were still open in December 2025",
      standing: "stated",
    },
    { text: "Phoenix, the Canadian pay system: the independent report before launch was ignored", standing: "stated" },
    { text: "UK major projects: a red rating must be answered (Response to Red)", standing: "stated" },
  ],
  limits: [
    { name: "late", value: "more than 30 days", source: { text: "our judgement", standing: "convention" } },
    { name: "long late", value: "more than 90 days", source: { text: "our judgement", standing: "convention" } },
    {
      name: "share of open actions that are late",
      value: "more than 25%, of 4 or more",
      source: { text: "our judgement", standing: "convention" },
    },
    { name: "response to a review", value: "30 days", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: ["fewer than 4 actions are open: the share is not judged", "the action is closed, or still to be raised"],
  since: "running",

  *look(reckoning) {
    const { plan, asOf } = reckoning
    if (plan.actions.length === 0) yield { notApplicable: "no action has been agreed yet" }
    const open = plan.actions.filter((action) => isOpen(action, asOf))
    const facts = factsOf(plan, open, asOf)
    if (!facts) return
    const isShareHigh = facts.open >= FEWEST_OPEN && facts.overdue * 100 > facts.open * MOST_OVERDUE
    const isGrave = isShareHigh || facts.oldest.days > LONG_DAYS || facts.unanswered > 0
    yield { at: wholePlan(reckoning), facts, severity: isGrave ? "error" : "warning", from: facts.oldest.due }
  },
  say: ({ open, overdue, oldest, unanswered }) => {
    const { text, due, days, owner } = oldest
    const share = `${overdue} of ${counted(open, "open action")} ${overdue === 1 ? "is" : "are"} more than 30 days late.`
    const what = text === "" ? "The oldest" : `The oldest, “${briefly(text)}”,`
    const answer =
      unanswered > 0
        ? ` ${counted(unanswered, "grave finding")} of a review still ${unanswered === 1 ? "waits" : "wait"} for a response.`
        : ""
    return `${share} ${what} was due on ${longDay(due)}, ${counted(days, "day")} ago; ${owner} owns it.${answer}`
  },
  clears: ({ oldest, unanswered }) => [
    { kind: "offer", text: `Ask ${oldest.owner} at the next review what stands in the way.` },
    ...(unanswered > 0
      ? [{ kind: "offer" as const, text: "Answer the review in writing: done by when, or why not." }]
      : []),
  ],

  examples: {
    "a decision that was not carried out": {
      plan: {
        plan: { status: "running", asOf: "2028-03-03" },
        people: [{ name: "Piet Vos" }],
        actions: [{ text: "Open the complaints line on Sundays", due: "2028-02-01" }, { due: "2028-03-31" }],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          from: "2028-02-01" as Day,
          says: "1 of 2 open actions is more than 30 days late. The oldest, “Open the complaints line on Sundays”, was due on 1 February 2028, 31 days ago; Piet Vos owns it.",
        },
      ],
    },
    "30 days late": {
      plan: { plan: { status: "running", asOf: "2028-03-02" }, actions: [{ due: "2028-02-01" }] },
    },
    "90 days late": {
      plan: { plan: { status: "running", asOf: "2028-05-01" }, actions: [{ due: "2028-02-01" }] },
      finds: [{ at: "plan/plan", severity: "warning" }],
    },
    "91 days late": {
      plan: { plan: { status: "running", asOf: "2028-05-02" }, actions: [{ due: "2028-02-01" }] },
      finds: [{ at: "plan/plan", severity: "error" }],
    },
    "one of four is late": {
      plan: {
        plan: { status: "running", asOf: "2028-03-03" },
        actions: [{ due: "2028-02-01" }, {}, {}, {}],
      },
      finds: [{ at: "plan/plan", severity: "warning" }],
    },
    "two of five are late": {
      plan: {
        plan: { status: "running", asOf: "2028-03-03" },
        actions: [{ due: "2028-02-01" }, { due: "2028-02-01" }, {}, {}, {}],
      },
      finds: [{ at: "plan/plan", severity: "error" }],
    },
    "all three are late": {
      plan: {
        plan: { status: "running", asOf: "2028-03-03" },
        actions: [{ due: "2028-02-01" }, { due: "2028-02-01" }, { due: "2028-02-01" }],
      },
      finds: [{ at: "plan/plan", severity: "warning" }],
    },
    "a date that was moved keeps its first day": {
      plan: {
        plan: { status: "running", asOf: "2028-03-03" },
        actions: [{ due: "2028-06-01", originalDue: "2028-02-01" }],
      },
      finds: [{ at: "plan/plan", severity: "warning", from: "2028-02-01" as Day }],
    },
    "a red finding without a response": {
      plan: {
        plan: { status: "running", asOf: "2028-03-03" },
        people: [{ name: "Piet Vos" }],
        actions: [{ source: "review", severity: "red", text: "Run old and new in parallel", due: "2028-02-01" }],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "error",
          says: "1 of 1 open action is more than 30 days late. The oldest, “Run old and new in parallel”, was due on 1 February 2028, 31 days ago; Piet Vos owns it. 1 grave finding of a review still waits for a response.",
        },
      ],
    },
    "a red finding whose response is due today": {
      plan: {
        plan: { status: "running", asOf: "2028-03-02" },
        actions: [{ source: "review", severity: "critical", due: "2028-02-01" }],
      },
    },
    "a red finding that was answered": {
      plan: {
        plan: { status: "running", asOf: "2028-03-03" },
        actions: [{ source: "review", severity: "red", due: "2028-02-01", respondedOn: "2028-03-03" }],
      },
      finds: [{ at: "plan/plan", severity: "warning" }],
    },
    "closed on the day of the report": {
      plan: {
        plan: { status: "running", asOf: "2028-05-02" },
        actions: [{ due: "2028-02-01", closedOn: "2028-05-02" }],
      },
    },
    "closed a day later": {
      plan: {
        plan: { status: "running", asOf: "2028-05-02" },
        actions: [{ due: "2028-02-01", closedOn: "2028-05-03" }],
      },
      finds: [{ at: "plan/plan", severity: "error" }],
    },
    "raised tomorrow": {
      plan: {
        plan: { status: "running", asOf: "2028-05-02" },
        actions: [{ due: "2028-02-01", raisedOn: "2028-05-03" }],
      },
    },
    "nothing has been agreed": { plan: { plan: { status: "running" } }, notApplicable: true },
  },
})
