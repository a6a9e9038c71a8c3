import { daysBetween, longDay } from "../../plan/calendar"
import type { Day } from "../../plan/plan"
import { HALF_YEAR_DAYS } from "../../plan/reckoning"
import { defineCheck, type Fix, type Sighting, wholePlan } from "../check"
import { counted, listed } from "../words"

type Facts = {
  chief: string
  company: string
  hasText: boolean
  /** Who wrote it, where that is not the chief executive. */
  author?: string
  hasMetric: boolean
  /** When it was last said, where that is too long ago. */
  last?: { on: Day; days: number }
}

export const directionUnspoken = defineCheck<Facts>({
  id: "SPON006",
  name: "direction-unspoken",
  severity: "warning",
  questions: [1, 2],
  title: "The chief executive has not said where this is to lead",
  why: "A direction that the chief executive does not repeat is replaced by the quarter's. Whether it inspires nobody can check; whether it was said, by whom, when and with what to measure it, anybody can.",
  condition:
    "There is no dated text by the chief executive on what the company will become for its customers; or it names no measure; or it was last said or repeated more than 183 days before the day of the report.",
  sources: [
    {
      text: "J. Bliss, question 1: the chief executive says what the company will become for customers",
      standing: "stated",
    },
    {
      text: "DBS: the Asian bank of choice, and each head of a country presented a plan against it",
      standing: "stated",
    },
  ],
  limits: [{ name: "repeated", value: "every 183 days", source: { text: "our judgement", standing: "convention" } }],
  silent: ["whether the text inspires anybody: nothing in a plan can tell"],

  *look(reckoning): Generator<Sighting<Facts>> {
    const { plan, asOf } = reckoning
    const { ambition, organisation = "the company" } = plan.plan
    const chief = plan.people.find(({ level }) => level === "ceo")?.name ?? "the chief executive"
    const hasText = ambition !== undefined && ambition.text.trim() !== "" && ambition.statedOn <= asOf
    const author = plan.people.find(({ id }) => id === ambition?.authorId)
    const isOwn = author?.level === "ceo"
    const hasMetric = (ambition?.metricIds.length ?? 0) > 0
    const said = hasText
      ? [ambition.statedOn, ...ambition.reaffirmedOn.filter((day) => day <= asOf)].sort().at(-1)
      : undefined
    const days = said ? daysBetween(said, asOf) : 0
    const isOld = days > HALF_YEAR_DAYS
    if (hasText && isOwn && hasMetric && !isOld) return
    yield {
      at: wholePlan(reckoning),
      facts: {
        chief,
        company: organisation,
        hasText,
        ...(hasText && !isOwn && { author: author?.name ?? "somebody else" }),
        hasMetric,
        ...(said && isOld && { last: { on: said, days } }),
      },
    }
  },
  say: ({ chief, company, hasText, author, hasMetric, last }) => {
    if (!hasText || author !== undefined) {
      const other = author === undefined ? "" : ` What there is comes from ${author}.`
      return `There is no dated statement from ${chief} of what ${company} wants to become for customers.${other}`
    }
    const parts: string[] = []
    if (!hasMetric)
      parts.push(`What ${company} wants to become for customers names no measure by which anybody could tell.`)
    if (last)
      parts.push(
        `What ${company} wants to become for customers was last said on ${longDay(last.on)}, ${counted(last.days, "day")} ago.`,
      )
    return parts.join(" ")
  },
  clears: ({ chief, hasText, author, hasMetric, last }) => {
    const fixes: Fix[] = []
    if (!hasText || author !== undefined)
      fixes.push({
        kind: "offer",
        text: `Ask ${chief} to write it, in a sentence customers would understand, and to date it.`,
      })
    const rest = [...(hasMetric ? [] : ["name the measure that will show it"]), ...(last ? ["say it again"] : [])]
    if (hasText && author === undefined) fixes.push({ kind: "offer", text: `Let ${chief} ${listed(rest)}.` })
    return fixes
  },

  examples: {
    "nothing has been said": {
      plan: { plan: { organisation: "Saltmarsh Mutual" }, people: [{ name: "Ada Brandt", level: "ceo" }] },
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          says: "There is no dated statement from Ada Brandt of what Saltmarsh Mutual wants to become for customers.",
        },
      ],
    },
    "somebody else wrote it": {
      plan: {
        plan: {
          ambition: {
            text: "We keep our word.",
            authorId: "person-2",
            statedOn: "2027-01-01",
            metricIds: ["metric-1"],
          },
        },
        people: [
          { name: "Ada Brandt", level: "ceo" },
          { name: "Strategy team", level: "other" },
        ],
        metrics: [{}],
      },
      finds: [
        {
          at: "plan/plan",
          says: "There is no dated statement from Ada Brandt of what the company wants to become for customers. What there is comes from Strategy team.",
        },
      ],
    },
    "said, dated and measured": {
      plan: {
        plan: {
          ambition: {
            text: "We keep our word.",
            authorId: "person-1",
            statedOn: "2027-01-01",
            metricIds: ["metric-1"],
          },
        },
        people: [{ level: "ceo" }],
        metrics: [{}],
      },
    },
    "said without a measure": {
      plan: {
        plan: { ambition: { text: "We keep our word.", authorId: "person-1", statedOn: "2027-01-01" } },
        people: [{ level: "ceo" }],
      },
      finds: [
        {
          at: "plan/plan",
          says: "What the company wants to become for customers names no measure by which anybody could tell.",
        },
      ],
    },
    "repeated 183 days ago": {
      plan: {
        plan: {
          asOf: "2027-12-01",
          ambition: {
            text: "We keep our word.",
            authorId: "person-1",
            statedOn: "2027-01-01",
            reaffirmedOn: ["2027-06-01"],
            metricIds: ["metric-1"],
          },
        },
        people: [{ level: "ceo" }],
        metrics: [{}],
      },
    },
    "repeated 184 days ago": {
      plan: {
        plan: {
          asOf: "2027-12-02",
          ambition: {
            text: "We keep our word.",
            authorId: "person-1",
            statedOn: "2027-01-01",
            reaffirmedOn: ["2027-06-01", "2027-12-03"],
            metricIds: ["metric-1"],
          },
        },
        people: [{ level: "ceo" }],
        metrics: [{}],
      },
      finds: [
        {
          at: "plan/plan",
          says: "What the company wants to become for customers was last said on 1 June 2027, 184 days ago.",
        },
      ],
    },
    "to be said tomorrow": {
      plan: {
        plan: {
          ambition: {
            text: "We keep our word.",
            authorId: "person-1",
            statedOn: "2027-01-02",
            metricIds: ["metric-1"],
          },
        },
        people: [{ level: "ceo" }],
        metrics: [{}],
      },
      finds: [{ at: "plan/plan" }],
    },
  },
})
