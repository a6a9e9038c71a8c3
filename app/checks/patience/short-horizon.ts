import { addDays, addMonths, longDay } from "../../plan/calendar"
import type { Day } from "../../plan/plan"
import type { Sketch } from "../../plan/sketch"
import { defineCheck, wholePlan } from "../check"
import { type WorkedHorizon, workedHorizon } from "./worked-months"

type Facts = { months: number; lastDay: Day; endedBy: WorkedHorizon["endedBy"]; fairEnd: Day; isOver: boolean }

/** Months of work below which a plan is short, and below which it cannot hold one financial lag. */
const LEAST_MONTHS = 48
const ERROR_MONTHS = 24

const ENDS: Record<WorkedHorizon["endedBy"], (day: string) => string> = {
  horizon: (day) => `it ends on ${day}`,
  costs: (day) => `its last priced work ends on ${day}`,
  promises: (day) => `its last promise falls due on ${day}`,
}

const sayMonths = (months: number): string => {
  const whole = Math.floor(months)
  return whole < 1 ? "less than a month" : whole === 1 ? "one month" : `${whole} months`
}

/** Work priced until one day, and a promise for another. */
const worked = (costsEnd: string, lastPromise: string, more: Sketch = {}): Sketch => ({
  stages: [{}],
  costs: [{ stageId: "stage-1", start: "2027-01-01", end: costsEnd, amount: 1_000_000 }],
  targets: [{ date: lastPromise }],
  ...more,
})

export const shortHorizon = defineCheck<Facts>({
  id: "PACE003",
  name: "short-horizon",
  severity: "warning",
  questions: [9],
  title: "The plan is worked for less than four years",
  why: "Becoming a company that customers stay with takes about five years. A plan whose work, money or promises end sooner has nothing behind what it says of the years after.",
  condition:
    "The months from the start to the first of the end of the horizon, the last priced work and the last committed target are fewer than 48. Fewer than 24 must be settled; from 24 on it should be answered. The day of the last target counts as worked.",
  sources: [
    {
      text: "Jeanne Bliss, twelve commitment questions for chief executives: a timeline in the neighbourhood of five years",
      standing: "stated",
    },
    { text: "John Kotter: cultures change over years, and victory is declared too soon", standing: "stated" },
    { text: "US Veterans Affairs: trust was still rising after eight years", standing: "stated" },
  ],
  limits: [
    {
      name: "Should be answered below",
      value: `${LEAST_MONTHS} months`,
      source: {
        text: "Our convention: under the five years, so that Best Buy's Renew Blue (November 2012 to March 2017) stays plausible",
        standing: "convention",
      },
    },
    {
      name: "Must be settled below",
      value: `${ERROR_MONTHS} months`,
      source: { text: "Our convention: less than one lag of financial results", standing: "convention" },
    },
  ],
  silent: ["the plan is a campaign", "the law sets its dates"],

  options: { minMonths: LEAST_MONTHS },
  *look(reckoning, { minMonths = LEAST_MONTHS } = {}) {
    const { kind, continuesId, continuedById, start } = reckoning.plan.plan
    const at = wholePlan(reckoning)
    if (kind !== "transformation") {
      yield {
        notApplicable: kind === "campaign" ? "a campaign is meant to be short" : "the law sets the dates of this plan",
      }
      return
    }
    const horizon = workedHorizon(reckoning)
    if (!horizon) {
      yield { at, lacking: "costs" }
      return
    }
    const { months, until, endedBy } = horizon
    if (months >= minMonths) return
    if (continuesId !== undefined || continuedById !== undefined) {
      yield { at, lacking: continuesId !== undefined ? "continuesId" : "continuedById" }
      return
    }
    const fairEnd = addMonths(start, Math.ceil(minMonths))
    yield {
      at,
      severity: months < ERROR_MONTHS ? "error" : "warning",
      from: until,
      to: fairEnd,
      facts: { months, lastDay: addDays(until, -1), endedBy, fairEnd, isOver: fairEnd <= reckoning.asOf },
    }
  },
  say: ({ months, lastDay, endedBy }) =>
    `This plan is really worked for ${sayMonths(months)}: ${ENDS[endedBy](longDay(lastDay))}. A change of this kind usually takes about five years, and what is hoped for after that day has no plan behind it.`,
  clears: ({ fairEnd, isOver }) => [
    {
      kind: "offer",
      text: `Add a stage that makes the change stick, priced and with a promise${
        isOver ? "" : `, until ${longDay(addDays(fairEnd, -1))} or later`
      }.`,
    },
    { kind: "offer", text: "Link the plan that follows this one." },
  ],

  examples: {
    "three years of work in a plan of five": {
      plan: worked("2030-01-01", "2031-12-31"),
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          from: "2030-01-01",
          to: "2031-01-01",
          says: "This plan is really worked for 36 months: its last priced work ends on 31 December 2029. A change of this kind usually takes about five years, and what is hoped for after that day has no plan behind it.",
        },
      ],
    },
    "the last promise falls due early": {
      plan: worked("2032-01-01", "2028-12-31"),
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          from: "2029-01-01",
          says: "This plan is really worked for 24 months: its last promise falls due on 31 December 2028. A change of this kind usually takes about five years, and what is hoped for after that day has no plan behind it.",
        },
      ],
    },
    "a horizon of a year and a half": {
      plan: worked("2032-01-01", "2031-12-31", { plan: { horizonEnd: "2028-07-01" } }),
      finds: [
        {
          at: "plan/plan",
          severity: "error",
          from: "2028-07-01",
          says: "This plan is really worked for 18 months: it ends on 30 June 2028. A change of this kind usually takes about five years, and what is hoped for after that day has no plan behind it.",
        },
      ],
    },
    "four years to the day": { plan: worked("2031-01-01", "2030-12-31") },
    "a day less than four years of work": {
      plan: worked("2030-12-31", "2031-12-31"),
      finds: [{ at: "plan/plan", severity: "warning", from: "2030-12-31" }],
    },
    "a promise a day less than four years ahead": {
      plan: worked("2032-01-01", "2030-12-30"),
      finds: [{ at: "plan/plan", severity: "warning", from: "2030-12-31" }],
    },
    "two years to the day": {
      plan: worked("2029-01-01", "2031-12-31"),
      finds: [{ at: "plan/plan", severity: "warning" }],
    },
    "a day less than two years": {
      plan: worked("2028-12-31", "2031-12-31"),
      finds: [{ at: "plan/plan", severity: "error" }],
    },
    "work that costs nothing is not counted": {
      plan: worked("2031-01-01", "2031-12-31", {
        costs: [
          { start: "2027-01-01", end: "2029-01-01", amount: 500_000 },
          { start: "2029-01-01", end: "2031-01-01", amount: 0 },
        ],
      }),
      finds: [{ at: "plan/plan", severity: "warning", from: "2029-01-01" }],
    },
    "dropped work is not counted": {
      plan: worked("2031-01-01", "2031-12-31", {
        stages: [{ id: "stage-1", status: "dropped" }, { id: "stage-2" }],
        costs: [
          { stageId: "stage-1", start: "2027-01-01", end: "2031-01-01" },
          { stageId: "stage-2", start: "2027-01-01", end: "2029-01-01" },
        ],
      }),
      finds: [{ at: "plan/plan", severity: "warning", from: "2029-01-01" }],
    },
    "without any promise the priced work counts": { plan: worked("2031-01-01", "2031-12-31", { targets: [] }) },
    "without any price the promises count": {
      plan: worked("2031-01-01", "2029-12-31", { costs: [] }),
      finds: [{ at: "plan/plan", severity: "warning", from: "2030-01-01" }],
    },
    "a forecast is no promise": {
      plan: worked("2031-01-01", "2028-12-31", { targets: [{ date: "2028-12-31", kind: "expect" }] }),
    },
    "a campaign": { plan: worked("2028-01-01", "2027-12-31", { plan: { kind: "campaign" } }), notApplicable: true },
    "the law sets the dates": {
      plan: worked("2028-01-01", "2027-12-31", { plan: { kind: "mandated" } }),
      notApplicable: true,
    },
    "neither price nor promise": { plan: {}, cannotTell: [{ at: "plan/plan", lacking: "costs" }] },
    "the plan before this one is not at hand": {
      plan: worked("2030-01-01", "2031-12-31", { plan: { continuesId: "first-years" } }),
      cannotTell: [{ at: "plan/plan", lacking: "continuesId" }],
    },
    "the plan after this one is not at hand": {
      plan: worked("2030-01-01", "2031-12-31", { plan: { continuedById: "last-years" } }),
      cannotTell: [{ at: "plan/plan", lacking: "continuedById" }],
    },
    "long enough without the plan that follows": {
      plan: worked("2031-01-01", "2031-12-31", { plan: { continuedById: "last-years" } }),
    },
  },
})
