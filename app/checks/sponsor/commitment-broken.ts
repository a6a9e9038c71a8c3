import { daysBetween, longDay, toNumber } from "../../plan/calendar"
import type { Act, Commitment, Day, Plan, Reading } from "../../plan/plan"
import { HALF_YEAR_DAYS, type Reckoning } from "../../plan/reckoning"
import { defineCheck, type Fix, type Sighting } from "../check"
import { counted } from "../words"
import { termsOf } from "./terms"

/** A rhythm may be stretched by half, doubled here to stay in whole days; and a day promised by a month. */
const STRETCHED_DOUBLED = 3
const LATE_DAYS = 30
/** So many acts must be due on either side of bad news to compare the two. */
const FEWEST_DUE = 4

type Lapse =
  | { kind: "rhythm"; text: string; everyDays: number; last?: Day; since: Day }
  | { kind: "dated"; text: string; due: Day; days: number }
type Drop = {
  on: Day
  what: "a cut" | "a missed target"
  before: [kept: number, due: number]
  after: [kept: number, due: number]
}
type Facts = { name: string; lapses: Lapse[]; isMoneyAndSpeeches: boolean; drop?: Drop }

/** The acts that keep each commitment, in order of time: its own, and those of its person and kind that name none. */
function actsByCommitment({ plan, asOf }: Reckoning): (commitment: Commitment) => Act[] {
  const own = new Map<string, Act[]>()
  const free = new Map<string, Act[]>()
  const add = (to: Map<string, Act[]>, key: string, act: Act): void => {
    const known = to.get(key)
    if (known) known.push(act)
    else to.set(key, [act])
  }
  for (const act of plan.acts) {
    if (act.date > asOf) continue
    if (act.commitmentId) add(own, act.commitmentId, act)
    else add(free, `${act.personId} ${act.kind}`, act)
  }
  return ({ id, personId, kind }) =>
    [...(own.get(id) ?? []), ...(free.get(`${personId} ${kind}`) ?? [])].sort((a, b) => (a.date < b.date ? -1 : 1))
}

const begins = ({ start }: Commitment, { plan }: Plan): Day => start ?? plan.start

/** How a commitment has lapsed by asOf; undefined where it is kept or not yet due. */
function lapseOf(commitment: Commitment, acts: readonly Act[], { plan, asOf }: Reckoning): Lapse | undefined {
  const { text, everyDays, due, end } = commitment
  const since = begins(commitment, plan)
  if (since > asOf) return undefined
  if (due !== undefined) {
    const days = daysBetween(due, asOf)
    if (days > LATE_DAYS && !acts.some(({ date }) => date >= since)) return { kind: "dated", text, due, days }
  }
  if (everyDays === undefined || (end && end <= asOf)) return undefined
  const last = acts.at(-1)?.date
  const from = last && last > since ? last : since
  if (daysBetween(from, asOf) * 2 <= STRETCHED_DOUBLED * everyDays) return undefined
  return { kind: "rhythm", text, everyDays, since, ...(last && { last }) }
}

/** How many acts were due in `[from, until)`, and how many of them somebody saw in time. */
function keptIn(
  commitments: readonly Commitment[],
  actsOf: (commitment: Commitment) => readonly Act[],
  [from, until]: [number, number],
  plan: Plan,
): [kept: number, due: number] {
  let [kept, all] = [0, 0]
  for (const commitment of commitments) {
    const { everyDays, due, end } = commitment
    const days = actsOf(commitment).map(({ date }) => toNumber(date))
    const start = toNumber(begins(commitment, plan))
    const stop = Math.min(until, end ? toNumber(end) : until)
    if (everyDays !== undefined) {
      const first = Math.max(1, Math.ceil((from - start) / everyDays))
      for (let day = start + first * everyDays; day < stop; day += everyDays) {
        all++
        if (days.some((each) => each > day - everyDays && (each - day) * 2 <= everyDays)) kept++
      }
    }
    if (due === undefined) continue
    const day = toNumber(due)
    if (day < from || day >= stop) continue
    all++
    if (days.some((each) => each >= start && each <= day + LATE_DAYS)) kept++
  }
  return [kept, all]
}

/** Days of bad news by asOf: money was cut, or a promised target was missed on its day. */
function badNews({ plan, asOf }: Reckoning): { on: Day; what: Drop["what"] }[] {
  const news: { on: Day; what: Drop["what"] }[] = plan.fundingEvents
    .filter(({ delta, date }) => delta < 0 && date <= asOf)
    .map(({ date }) => ({ on: date, what: "a cut" }))
  const metrics = new Map(plan.metrics.map((metric) => [metric.id, metric]))
  const readings = new Map<string, Reading[]>()
  for (const reading of plan.readings) {
    const own = readings.get(reading.metricId)
    if (own) own.push(reading)
    else readings.set(reading.metricId, [reading])
  }
  for (const { metricId, kind, date, value } of plan.targets) {
    const metric = metrics.get(metricId)
    if (kind !== "commit" || date > asOf || !metric) continue
    const last = (readings.get(metricId) ?? [])
      .filter((reading) => reading.date <= date)
      .sort((a, b) => (a.date < b.date ? -1 : 1))
      .at(-1)
    if (last && (metric.direction === "up" ? last.value < value : last.value > value))
      news.push({ on: date, what: "a missed target" })
  }
  return news.sort((a, b) => (a.on < b.on ? -1 : 1))
}

/** The first bad news after which a sponsor kept less than half of the share that was kept before. */
function dropAfter(
  commitments: readonly Commitment[],
  actsOf: (commitment: Commitment) => readonly Act[],
  news: readonly { on: Day; what: Drop["what"] }[],
  { plan, today }: Reckoning,
): Drop | "too few" | undefined {
  let isTold = false
  for (const { on, what } of news) {
    const day = toNumber(on)
    const before = keptIn(commitments, actsOf, [day - HALF_YEAR_DAYS, day], plan)
    const after = keptIn(commitments, actsOf, [day, Math.min(day + HALF_YEAR_DAYS, today + 1)], plan)
    if (before[1] < FEWEST_DUE || after[1] < FEWEST_DUE) {
      isTold = true
      continue
    }
    if (after[0] * before[1] * 2 < before[0] * after[1]) return { on, what, before, after }
  }
  return isTold ? "too few" : undefined
}

export const commitmentBroken = defineCheck<Facts>({
  id: "SPON007",
  name: "commitment-broken",
  severity: "warning",
  questions: [1, 7, 8],
  title: "A leader's own promise is not kept",
  why: "People do what leaders are seen to do. A listening day that is put off teaches that listening can be put off; and when things get tough, most leaders return to form.",
  condition:
    "A leader promised something at a rhythm, and nobody has seen it for more than one and a half times that rhythm; or by a day, and more than 30 days later nobody has. Or all that a sponsor has promised is a budget or a launch. Or in the 183 days after a cut of funding or a missed target a sponsor kept less than half the share of what was due that was kept in the 183 days before.",
  sources: [
    {
      text: "The personality of a leader: beyond budgets and meetings; listen to calls, to focus groups, in town halls; in hard times people revert to form",
      standing: "stated",
    },
  ],
  limits: [
    {
      name: "a rhythm lost",
      value: "more than 1.5 times the rhythm",
      source: { text: "our judgement", standing: "convention" },
    },
    { name: "a day missed", value: "more than 30 days", source: { text: "our judgement", standing: "convention" } },
    {
      name: "reverting to form",
      value: "less than half the share kept, of 4 or more due",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: [
    "the promise has come to its end",
    "fewer than four acts were due before or after the bad news: the two are not compared",
  ],
  since: "running",

  *look(reckoning): Generator<Sighting<Facts>> {
    const { plan, asOf } = reckoning
    if (plan.commitments.length === 0) return yield { notApplicable: "no leader has promised anything yet" }
    const actsOf = actsByCommitment(reckoning)
    const sponsors = new Set(
      termsOf(plan, "sponsor")
        .filter(({ start, end }) => start <= asOf && (!end || asOf < end))
        .map(({ personId }) => personId),
    )
    const news = sponsors.size > 0 ? badNews(reckoning) : []
    const byPerson = new Map<string, Commitment[]>()
    for (const commitment of plan.commitments) {
      const own = byPerson.get(commitment.personId)
      if (own) own.push(commitment)
      else byPerson.set(commitment.personId, [commitment])
    }
    for (const [id, own] of byPerson) {
      const at = { collection: "people", id } as const
      const isSponsor = sponsors.has(id)
      const lapses = own.flatMap((each) => lapseOf(each, actsOf(each), reckoning) ?? [])
      const living = own.filter(({ end }) => !end || end > asOf)
      const isMoneyAndSpeeches =
        isSponsor && living.length > 0 && living.every(({ kind }) => kind === "budget" || kind === "launch")
      const drop = isSponsor ? dropAfter(own, actsOf, news, reckoning) : undefined
      const isTooFew = drop === "too few"
      if (lapses.length === 0 && !isMoneyAndSpeeches && (!drop || isTooFew)) {
        if (isTooFew) yield { at, lacking: "acts" }
        continue
      }
      const name = plan.people.find((person) => person.id === id)?.name ?? ""
      const from = lapses
        .map((each) =>
          each.kind === "dated" ? each.due : each.last && each.last > each.since ? each.last : each.since,
        )
        .sort()[0]
      yield {
        at,
        facts: { name, lapses, isMoneyAndSpeeches, ...(drop && !isTooFew && { drop }) },
        ...(from && { from }),
      }
    }
  },
  say: ({ name, lapses, isMoneyAndSpeeches, drop }) => {
    const parts = lapses.slice(0, 3).map((lapse) => {
      if (lapse.kind === "dated")
        return `${name} promised “${lapse.text}” by ${longDay(lapse.due)}; ${counted(lapse.days, "day")} later nobody has seen it.`
      const { text, everyDays, last, since } = lapse
      const rhythm = everyDays === 1 ? "every day" : `every ${counted(everyDays, "day")}`
      const seen = last
        ? `the last time anyone saw it was ${longDay(last)}`
        : `nobody has seen it since it was promised for ${longDay(since)}`
      return `${name} promised “${text}” ${rhythm}; ${seen}.`
    })
    if (isMoneyAndSpeeches) parts.push(`Everything ${name} has promised is a budget approval or a launch speech.`)
    if (drop) {
      const { on, what, before, after } = drop
      parts.push(
        `Before ${what} on ${longDay(on)} ${name} kept ${before[0]} of ${counted(before[1], "promise")} due in half a year, after it ${after[0]} of ${after[1]}.`,
      )
    }
    return parts.join(" ")
  },
  clears: ({ name, lapses, isMoneyAndSpeeches, drop }) => {
    const fixes: Fix[] = []
    if (lapses.length > 0)
      fixes.push({
        kind: "offer",
        text: `Agree with ${name} on the day on which it is made up, or end the promise in the open.`,
      })
    if (isMoneyAndSpeeches)
      fixes.push({ kind: "offer", text: `Ask ${name} for a promise to listen, to visit or to unblock, with its days.` })
    if (drop) fixes.push({ kind: "offer", text: `Ask ${name} what changed on ${longDay(drop.on)}.` })
    return fixes
  },

  examples: {
    "a listening day that was missed": {
      plan: {
        plan: { status: "running", asOf: "2027-04-17" },
        people: [{ name: "Ada Brandt", level: "ceo" }],
        commitments: [{ text: "A listening day a month", everyDays: 30 }],
        acts: [{ commitmentId: "commitment-1", date: "2027-03-02" }],
      },
      finds: [
        {
          at: "people/person-1",
          severity: "warning",
          from: "2027-03-02" as Day,
          says: "Ada Brandt promised “A listening day a month” every 30 days; the last time anyone saw it was 2 March 2027.",
        },
      ],
    },
    "one and a half times the rhythm": {
      plan: {
        plan: { status: "running", asOf: "2027-04-16" },
        commitments: [{ everyDays: 30 }],
        acts: [{ commitmentId: "commitment-1", date: "2027-03-02" }],
      },
    },
    "an act of the same kind that names no promise": {
      plan: {
        plan: { status: "running", asOf: "2027-04-17" },
        commitments: [{ everyDays: 30 }],
        acts: [{ date: "2027-04-01" }],
      },
    },
    "never seen since it was promised": {
      plan: {
        plan: { status: "running", asOf: "2027-02-16" },
        people: [{ name: "Ada Brandt" }],
        commitments: [{ text: "A listening day a month", everyDays: 30 }],
      },
      finds: [
        {
          at: "people/person-1",
          says: "Ada Brandt promised “A listening day a month” every 30 days; nobody has seen it since it was promised for 1 January 2027.",
        },
      ],
    },
    "a promise that has come to its end": {
      plan: {
        plan: { status: "running", asOf: "2028-01-01" },
        commitments: [{ everyDays: 30, start: "2027-01-01", end: "2027-06-01" }],
      },
    },
    "a day missed by 31 days": {
      plan: {
        plan: { status: "running", asOf: "2027-04-01" },
        people: [{ name: "Ada Brandt" }],
        commitments: [{ text: "Visit every branch", due: "2027-03-01" }],
      },
      finds: [
        {
          at: "people/person-1",
          from: "2027-03-01" as Day,
          says: "Ada Brandt promised “Visit every branch” by 1 March 2027; 31 days later nobody has seen it.",
        },
      ],
    },
    "a day missed by 30 days": {
      plan: { plan: { status: "running", asOf: "2027-03-31" }, commitments: [{ due: "2027-03-01" }] },
    },
    "nothing but money and speeches": {
      plan: {
        plan: { status: "running" },
        people: [{ name: "Ada Brandt", level: "ceo" }],
        roleTerms: [{}],
        commitments: [{ kind: "budget" }, { kind: "launch" }],
      },
      finds: [
        { at: "people/person-1", says: "Everything Ada Brandt has promised is a budget approval or a launch speech." },
      ],
    },
    "money, speeches and listening": {
      plan: {
        plan: { status: "running" },
        people: [{ level: "ceo" }],
        roleTerms: [{}],
        commitments: [{ kind: "budget" }, { kind: "launch" }, { kind: "listen" }],
      },
    },
    "a sponsor who reverts to form after a cut": {
      plan: {
        plan: { status: "running", asOf: "2028-01-01" },
        people: [{ name: "Ada Brandt", level: "ceo" }],
        roleTerms: [{}],
        funding: [{}],
        fundingEvents: [{ date: "2027-07-01", delta: -10_000 }],
        commitments: [{ everyDays: 30, end: "2027-12-31", start: "2027-01-01" }],
        acts: [
          { commitmentId: "commitment-1", date: "2027-01-31" },
          { commitmentId: "commitment-1", date: "2027-03-02" },
          { commitmentId: "commitment-1", date: "2027-04-01" },
          { commitmentId: "commitment-1", date: "2027-05-01" },
          { commitmentId: "commitment-1", date: "2027-05-31" },
          { commitmentId: "commitment-1", date: "2027-06-30" },
          { commitmentId: "commitment-1", date: "2027-07-30" },
        ],
      },
      finds: [
        {
          at: "people/person-1",
          says: "Before a cut on 1 July 2027 Ada Brandt kept 6 of 6 promises due in half a year, after it 1 of 6.",
        },
      ],
    },
    "too little was due to compare": {
      plan: {
        plan: { status: "running", asOf: "2028-01-01" },
        people: [{ level: "ceo" }],
        roleTerms: [{}],
        funding: [{}],
        fundingEvents: [{ date: "2027-07-01", delta: -10_000 }],
        commitments: [{ everyDays: 61, start: "2027-01-01" }],
        acts: [
          { commitmentId: "commitment-1", date: "2027-05-01" },
          { commitmentId: "commitment-1", date: "2027-12-01" },
        ],
      },
      cannotTell: [{ at: "people/person-1", lacking: "acts" }],
    },
    "nobody has promised anything": { plan: { plan: { status: "running" } }, notApplicable: true },
  },
})
