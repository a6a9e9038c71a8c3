import { longDay } from "../../plan/calendar"
import type { Day } from "../../plan/plan"
import { YEAR_DAYS } from "../../plan/reckoning"
import type { Sketch } from "../../plan/sketch"
import { defineCheck, type Fix, wholePlan } from "../check"
import { type PledgeParts, pledgeParts } from "./pledge-parts"

/** `protectUntil`: the day to be protected until, where it still lies ahead. */
type Facts = PledgeParts & { noKillBefore?: Day; protectUntil?: Day }

/** What is missing of a pledge that is there, in words. */
function gapsIn({ ceo, board, verdict, reaffirmed, noKillBefore, firstFinancial, lastAffirmed }: Facts): string[] {
  const gaps: string[] = []
  if (!ceo) gaps.push("the chief executive has not signed it")
  if (!board) gaps.push("the board has not signed it")
  if (!verdict) {
    gaps.push(
      noKillBefore === undefined
        ? "it names no day before which nobody may stop the work"
        : `it protects the work only until ${longDay(noKillBefore)}, and financial results cannot fairly be judged before ${longDay(firstFinancial as Day)}`,
    )
  }
  if (!reaffirmed) {
    gaps.push(
      lastAffirmed === undefined
        ? "it has never been signed by both, nor repeated"
        : `it was last signed or repeated on ${longDay(lastAffirmed)}, more than a year ago`,
    )
  }
  return gaps
}

/** A pledge that holds: signed by both in December 2026, and no verdict before 31 December 2029, when margin can first be judged. */
const whole = {
  text: "We stay the course.",
  ceoRatifiedOn: "2026-12-01",
  boardRatifiedOn: "2026-12-15",
  noKillBefore: "2029-12-31",
}
const pledged = (pledge: object | undefined, plan: Sketch["plan"] = {}): Sketch => ({
  plan: { status: "approved", ...(pledge && { pledge: { ...whole, ...pledge } }), ...plan },
  stages: [{ name: "Pilot", kind: "pilot" }],
  metrics: [{ name: "Margin", tier: "financial" }],
  contributions: [{}],
})

export const noPatiencePledge = defineCheck<Facts>({
  id: "PACE007",
  name: "no-patience-pledge",
  severity: "warning",
  questions: [9, 10],
  title: "Nobody has signed for patience, or not in full",
  why: "If the people at the top have not put their names to a day, their patience ends with the first bad quarter, and everybody knows it.",
  condition:
    "There is no pledge, or the chief executive or the board has not signed it, or it names no day before which nothing is stopped, or that day lies before financial results can first fairly be judged, or it was last signed by both or repeated more than 365 days ago. What is missing is one finding.",
  sources: [
    {
      text: "Jeanne Bliss, twelve commitment questions for chief executives: without the chief executive's own commitment to patience people see right through it",
      standing: "stated",
    },
    { text: "JCPenney: a plan of four years, its chief executive gone after 17 months", standing: "stated" },
  ],
  limits: [
    {
      name: "Oldest repetition",
      value: `${YEAR_DAYS} days`,
      source: { text: "Our convention: once a year", standing: "convention" },
    },
  ],
  silent: ["the plan is a draft: then it is only worth knowing"],

  *look(reckoning) {
    const parts = pledgeParts(reckoning)
    if (parts.ceo && parts.board && parts.verdict && parts.reaffirmed) return
    const { status, pledge } = reckoning.plan.plan
    const { firstFinancial } = parts
    const isAhead = firstFinancial !== undefined && firstFinancial > reckoning.asOf
    yield {
      at: wholePlan(reckoning),
      severity: status === "draft" ? "info" : "warning",
      facts: { ...parts, noKillBefore: pledge?.noKillBefore, ...(isAhead && { protectUntil: firstFinancial }) },
    }
  },
  say: (facts) => {
    if (facts.isThere) return `The pledge of patience does not hold yet: ${gapsIn(facts).join("; ")}.`
    const { firstFinancial } = facts
    return firstFinancial
      ? `Nobody has signed for patience: no pledge protects this plan until ${longDay(firstFinancial)}, when financial results can first fairly be judged.`
      : "Nobody has signed for patience: no pledge names a day before which this plan may not be stopped."
  },
  clears: ({ isThere, ceo, board, verdict, reaffirmed, noKillBefore, protectUntil }) => {
    const day = protectUntil ? ` ${longDay(protectUntil)}` : ""
    if (!isThere)
      return [
        {
          kind: "safe",
          text: `Open a pledge${day && ` that protects the work until${day}`}. Signing it is for people.`,
        },
      ]
    const fixes: Fix[] = []
    if (!ceo) fixes.push({ kind: "offer", text: "Ask the chief executive to sign, and record the day." })
    if (!board) fixes.push({ kind: "offer", text: "Put the pledge to the board, and record the day of its decision." })
    if (!verdict)
      fixes.push({
        kind: "offer",
        text: day
          ? `Protect the work until${day}.`
          : `Name ${noKillBefore ? "a later" : "the"} day before which nobody may stop the work.`,
      })
    if (ceo && board && !reaffirmed)
      fixes.push({ kind: "offer", text: "Repeat the pledge in the open, and record the day." })
    return fixes
  },

  examples: {
    "no pledge": {
      plan: pledged(undefined),
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          says: "Nobody has signed for patience: no pledge protects this plan until 31 December 2029, when financial results can first fairly be judged.",
        },
      ],
    },
    "no pledge in a draft": {
      plan: pledged(undefined, { status: "draft" }),
      finds: [{ at: "plan/plan", severity: "info" }],
    },
    "signed by both, to the first fair day": { plan: pledged({}) },
    "a day short of the first fair day": {
      plan: pledged({ noKillBefore: "2029-12-30" }),
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          says: "The pledge of patience does not hold yet: it protects the work only until 30 December 2029, and financial results cannot fairly be judged before 31 December 2029.",
        },
      ],
    },
    "no day is named": {
      plan: pledged({ noKillBefore: undefined }),
      finds: [
        {
          at: "plan/plan",
          says: "The pledge of patience does not hold yet: it names no day before which nobody may stop the work.",
        },
      ],
    },
    "no pledge and no financial measure": {
      plan: { plan: { status: "approved" } },
      finds: [
        {
          at: "plan/plan",
          says: "Nobody has signed for patience: no pledge names a day before which this plan may not be stopped.",
        },
      ],
    },
    "without a financial measure any day will do": {
      plan: { plan: { status: "approved", pledge: { ...whole, noKillBefore: "2027-02-01" } }, metrics: [{}] },
    },
    "a financial measure that nothing moves sets no day": {
      plan: {
        plan: { status: "approved", pledge: { ...whole, noKillBefore: "2027-02-01" } },
        metrics: [{ tier: "financial" }],
      },
    },
    "the board has not signed": {
      plan: pledged({ boardRatifiedOn: undefined, reaffirmedOn: ["2026-12-20"] }),
      finds: [{ at: "plan/plan", says: "The pledge of patience does not hold yet: the board has not signed it." }],
    },
    "the board signs tomorrow": {
      plan: pledged({ boardRatifiedOn: "2027-01-02" }),
      finds: [
        {
          at: "plan/plan",
          says: "The pledge of patience does not hold yet: the board has not signed it; it has never been signed by both, nor repeated.",
        },
      ],
    },
    "the board signs today": { plan: pledged({ boardRatifiedOn: "2027-01-01" }) },
    "the chief executive has not signed": {
      plan: pledged({ ceoRatifiedOn: undefined, reaffirmedOn: ["2026-12-20"] }),
      finds: [
        { at: "plan/plan", says: "The pledge of patience does not hold yet: the chief executive has not signed it." },
      ],
    },
    "the chief executive signs tomorrow": {
      plan: pledged({ ceoRatifiedOn: "2027-01-02", reaffirmedOn: ["2026-12-20"] }),
      finds: [
        { at: "plan/plan", says: "The pledge of patience does not hold yet: the chief executive has not signed it." },
      ],
    },
    "signed a year ago": { plan: pledged({}, { asOf: "2027-12-15" }) },
    "signed a year and a day ago": {
      plan: pledged({}, { asOf: "2027-12-16" }),
      finds: [
        {
          at: "plan/plan",
          says: "The pledge of patience does not hold yet: it was last signed or repeated on 15 December 2026, more than a year ago.",
        },
      ],
    },
    "repeated since": { plan: pledged({ reaffirmedOn: ["2027-12-16"] }, { asOf: "2027-12-16" }) },
    "a repetition that is only planned": {
      plan: pledged({ reaffirmedOn: ["2027-12-17"] }, { asOf: "2027-12-16" }),
      finds: [{ at: "plan/plan" }],
    },
    "a page that nobody signed": {
      plan: { plan: { status: "running", pledge: { text: "We stay the course." } } },
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          says: "The pledge of patience does not hold yet: the chief executive has not signed it; the board has not signed it; it names no day before which nobody may stop the work; it has never been signed by both, nor repeated.",
        },
      ],
    },
  },
})
