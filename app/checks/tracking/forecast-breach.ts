import { daysBetween, longDay, toDay, toNumber } from "../../plan/calendar"
import type { MetricCourse } from "../../plan/course"
import { hasHappened } from "../../plan/cover"
import { percent } from "../../plan/money"
import { type NeedLine, needBetween, needLines, totalOf } from "../../plan/need"
import type { Baseline, Day, Forecast, Metric, Plan, Reading, Spend, Stage, Target } from "../../plan/plan"
import { QUARTER_DAYS, type Reckoning, YEAR_DAYS } from "../../plan/reckoning"
import { defineCheck, type Fix, type Sighting, type Subject } from "../check"
import { isDone } from "../stages/gates"
import { counted, sayValue } from "../words"
import { approvedOn } from "./approved"
import { lastBaseline } from "./baseline"

/** A finish may be later than approved by a quarter, or by this share of what remains, in percent; and a cost higher. */
const SLIP_SHARE = 10
const COST_SHARE = 10
/** How much faster than in the last year a measure may still have to move, and how many readings it takes to judge. */
const FASTER = 2
const FEWEST_READINGS = 3

type Finish = { forecast: Day; approved: Day; lateDays: number }
type Cost = { forecast: number; approved: number; percent: number }
type Facts =
  | { kind: "stage"; stage: string; approvedOn: Day; finish?: Finish; cost?: Cost }
  | {
      kind: "metric"
      metric: Pick<Metric, "name" | "unit" | "decimals">
      target: { value: number; date: Day }
      reaches: number
      /** The cautious end of a recorded forecast, where that is what misses. */
      bound?: number
    }

/** The latest forecast of each record by asOf, by "collection/id". */
function forecastsOf({ plan, asOf }: Reckoning): Map<string, Forecast> {
  const latest = new Map<string, Forecast>()
  for (const each of plan.forecasts) {
    if (each.madeOn > asOf) continue
    const key = `${each.subject.collection}/${each.subject.id} ${typeof each.likely}`
    const known = latest.get(key)
    if (!known || each.madeOn >= known.madeOn) latest.set(key, each)
  }
  return latest
}

function finishOf(
  stage: Stage,
  approved: Stage,
  { asOf }: Reckoning,
  forecast: Forecast | undefined,
): Finish | undefined {
  const end = stage.forecastEnd ?? (forecast?.likely as Day | undefined) ?? stage.end
  const begins = approved.start > asOf ? approved.start : asOf
  const remaining = Math.max(0, daysBetween(begins, approved.end))
  const lateDays = daysBetween(approved.end, end)
  if (lateDays <= QUARTER_DAYS || lateDays * 100 <= remaining * SLIP_SHARE) return undefined
  return { forecast: end, approved: approved.end, lateDays }
}

const byStage = <Item extends { stageId?: string }>(items: Iterable<Item>): Map<string, Item[]> => {
  const found = new Map<string, Item[]>()
  for (const item of items) {
    if (item.stageId === undefined) continue
    const own = found.get(item.stageId)
    if (own) own.push(item)
    else found.set(item.stageId, [item])
  }
  return found
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0)

/** What a line needs from a day on. */
const needFrom = (line: NeedLine, day: number): number =>
  sum(
    line.parts.map((part) => {
      const from = Math.max(day, part.start)
      return from < part.start + part.days ? needBetween(part, from, part.start + part.days) : 0
    }),
  )

/** What a stage will have cost: as forecast, else what was spent and what is planned after it, else as planned. */
function costAtCompletion(
  stageId: string,
  lines: readonly NeedLine[],
  spend: readonly Spend[],
  forecasts: ReadonlyMap<string, Forecast>,
): number {
  const whole = forecasts.get(`stages/${stageId} number`)?.likely
  if (typeof whole === "number") return whole
  const ofLine = (line: NeedLine): number | undefined => {
    const likely =
      line.source.collection === "costs" ? forecasts.get(`costs/${line.source.id} number`)?.likely : undefined
    return typeof likely === "number" ? likely : undefined
  }
  if (spend.length === 0 || lines.some((line) => ofLine(line) !== undefined)) {
    return sum(lines.map((line) => ofLine(line) ?? totalOf(line)))
  }
  const spentTo = Math.max(...spend.map(({ end }) => toNumber(end)))
  return sum(spend.map(({ amount }) => amount)) + sum(lines.map((line) => needFrom(line, spentTo)))
}

function* stageSightings(reckoning: Reckoning, baseline: Baseline): Generator<Sighting<Facts>> {
  const { plan, stages, circular, asOf, needLines: lines } = reckoning
  const forecasts = forecastsOf(reckoning)
  const approvedStages = new Map(baseline.plan.stages.map((stage) => [stage.id, stage]))
  const [now, then] = [byStage(lines), byStage(needLines(baseline.plan as Plan))]
  const spend = byStage(plan.spend.filter(({ start }) => start <= asOf))
  for (const stage of stages.values()) {
    const { id, name } = stage
    const approved = approvedStages.get(id)
    if (!approved || approved.status === "dropped" || isDone(stage, asOf)) continue
    const at: Subject = { collection: "stages", id }
    if (circular.has(id)) {
      yield { at, lacking: "STAG001" }
      continue
    }
    const finish = finishOf(stage, approved, reckoning, forecasts.get(`stages/${id} string`))
    const was = sum((then.get(id) ?? []).map(totalOf))
    const is = costAtCompletion(id, now.get(id) ?? [], spend.get(id) ?? [], forecasts)
    const isDearer = was > 0 && is * 100 > was * (100 + COST_SHARE)
    if (!finish && !isDearer) continue
    const cost = isDearer ? { forecast: is, approved: was, percent: percent(is - was, was) ?? 0 } : undefined
    yield {
      at,
      facts: {
        kind: "stage",
        stage: name,
        approvedOn: baseline.approvedOn,
        ...(finish && { finish }),
        ...(cost && { cost }),
      },
      from: finish?.approved ?? asOf,
      ...(cost && { amount: cost.forecast - cost.approved }),
    }
  }
}

/** The change of a measure in a day, by least squares; undefined where all readings are of one day. */
function paceOf(readings: readonly Reading[]): number | undefined {
  const days = readings.map(({ date }) => toNumber(date))
  const [day, value] = [sum(days) / days.length, sum(readings.map((each) => each.value)) / readings.length]
  const spread = sum(days.map((each) => (each - day) ** 2))
  if (spread === 0) return undefined
  return sum(readings.map((each, at) => ((days[at] as number) - day) * (each.value - value))) / spread
}

/** The first target, in order of time, that a measure past its earliest credible day misses at its pace. */
function judgeMetric(
  { metric, earliest }: MetricCourse & { earliest: number },
  targets: readonly Target[],
  readings: readonly Reading[],
  forecast: Forecast | undefined,
  { asOf, today }: Reckoning,
): Facts | "too few" | undefined {
  const fair = readings.filter(({ date }) => toNumber(date) >= earliest)
  const lately = fair.filter(({ date }) => today - toNumber(date) <= YEAR_DAYS)
  const last = lately.at(-1)
  const pace = paceOf(lately)
  if (fair.length < FEWEST_READINGS || !last || pace === undefined) return "too few"
  const sign = metric.direction === "up" ? 1 : -1
  const bound = sign > 0 ? forecast?.low : forecast?.high
  const { name, unit, decimals } = metric
  for (const { value, date } of targets) {
    if (date <= asOf) continue
    const days = daysBetween(last.date, date)
    const wanted = (sign * (value - last.value)) / days
    const isTooSlow = wanted > 0 && wanted > FASTER * sign * pace * (1 + 1e-9) + 1e-12
    const isBoundShort =
      date === targets.find((each) => each.date > asOf)?.date &&
      typeof bound === "number" &&
      sign * bound < sign * value
    if (!isTooSlow && !isBoundShort) continue
    const reaches = last.value + pace * days
    return {
      kind: "metric",
      metric: { name, unit, decimals },
      target: { value, date },
      reaches,
      ...(!isTooSlow && { bound: bound as number }),
    }
  }
  return undefined
}

function* metricSightings(reckoning: Reckoning): Generator<Sighting<Facts>> {
  const { plan, courses, asOf, today } = reckoning
  const forecasts = forecastsOf(reckoning)
  const targets = new Map<string, Target[]>()
  for (const target of plan.targets) {
    if (target.kind !== "commit" || target.date <= asOf) continue
    const own = targets.get(target.metricId)
    if (own) own.push(target)
    else targets.set(target.metricId, [target])
  }
  const readings = new Map<string, Reading[]>()
  for (const reading of plan.readings) {
    if (reading.date > asOf) continue
    const own = readings.get(reading.metricId)
    if (own) own.push(reading)
    else readings.set(reading.metricId, [reading])
  }
  const byDate = (a: { date: Day }, b: { date: Day }): number => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1)
  for (const course of courses.values()) {
    const { id, retiredOn } = course.metric
    const ahead = targets.get(id)?.sort(byDate)
    if (!ahead || hasHappened(retiredOn, asOf)) continue
    const at: Subject = { collection: "metrics", id }
    if (course.lacking) {
      yield { at, lacking: course.lacking }
      continue
    }
    const { earliest } = course
    if (earliest === undefined || today <= earliest) continue
    const forecast = forecasts.get(`metrics/${id} number`)
    const seen = judgeMetric({ ...course, earliest }, ahead, (readings.get(id) ?? []).sort(byDate), forecast, reckoning)
    if (seen === "too few") yield { at, lacking: "readings" }
    else if (seen)
      yield { at, facts: seen, severity: "warning", from: seen.kind === "metric" ? seen.target.date : asOf }
  }
}

export const forecastBreach = defineCheck<Facts>({
  id: "TRAK004",
  name: "forecast-breach",
  severity: "error",
  questions: [5, 11, 12],
  title: "The forecast no longer keeps what was approved",
  why: "A forecast that has left the approved plan is the last cheap moment to decide: more time, more money or less scope. Later the same decision is called an overrun.",
  condition:
    "Against the last approved baseline, a stage that is not done is forecast to finish more than 92 days later, and later by more than 10% of what remained of it; or to cost more than 10% more. Where nobody has made a forecast, the plan as it stands counts, and for cost what was spent and what is planned after it. Less grave: a measure past its earliest credible day would have to move more than twice as fast as in the last twelve months to reach a promise ahead, or the cautious end of its recorded forecast misses the next promise.",
  sources: [
    {
      text: "GAO Schedule Assessment Guide, best practices 9 and 10: update with progress, hold it against a baseline",
      standing: "stated",
    },
    {
      text: "US Postal Service: forecast to break even in fiscal year 2023, and lost $6.5bn",
      standing: "stated",
    },
    {
      text: "FBI Sentinel: $425m became $451m, December 2009 became September 2010 and later",
      standing: "stated",
    },
  ],
  limits: [
    {
      name: "late",
      value: "more than 92 days and 10% of what remained",
      source: { text: "our judgement", standing: "convention" },
    },
    { name: "dear", value: "more than 10%", source: { text: "our judgement", standing: "convention" } },
    {
      name: "too slow",
      value: "more than 2 times the pace of the last twelve months",
      source: { text: "our judgement", standing: "convention" },
    },
    { name: "readings", value: "3 or more", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: [
    "a measure is still before its earliest credible day: it says nothing about the plan yet",
    "the stage is done",
  ],
  since: "running",

  *look(reckoning): Generator<Sighting<Facts>> {
    const baseline = lastBaseline(reckoning)
    if (!baseline) return yield { notApplicable: "no baseline has been approved yet" }
    yield* stageSightings(reckoning, baseline)
    yield* metricSightings(reckoning)
  },
  say: (facts, { money }) => {
    if (facts.kind === "metric") {
      const { metric, target, reaches, bound } = facts
      const wanted = `${sayValue(target.value, metric)} by ${longDay(target.date)}`
      if (bound === undefined)
        return `At the pace of the last year ${metric.name} reaches ${sayValue(reaches, metric)}, and ${wanted} is promised.`
      return `The forecast of ${metric.name} may come out at ${sayValue(bound, metric)}, and ${wanted} is promised.`
    }
    const { stage, approvedOn, finish, cost } = facts
    return [
      ...(finish
        ? [
            `${stage} is now to finish on ${longDay(toDay(toNumber(finish.forecast) - 1))}, ${counted(finish.lateDays, "day")} later than was approved on ${longDay(approvedOn)}.`,
          ]
        : []),
      ...(cost
        ? [
            `${finish ? "Its cost" : `The cost of ${stage}`} at completion is ${money(cost.forecast)}, ${cost.percent}% above the ${money(cost.approved)} approved${finish ? "" : ` on ${longDay(approvedOn)}`}.`,
          ]
        : []),
    ].join(" ")
  },
  clears: (facts, { money }) => {
    if (facts.kind === "metric") {
      const { metric, target } = facts
      return [
        { kind: "offer", text: `Bring forward work that moves ${metric.name}.` },
        { kind: "offer", text: `Take the promise for ${longDay(target.date)} to the forum, with the pace beside it.` },
      ]
    }
    const { stage, finish, cost } = facts
    const fixes: Fix[] = []
    if (finish)
      fixes.push({ kind: "offer", text: `Decide what of ${stage} can wait, or have the later finish approved.` })
    if (cost)
      fixes.push({
        kind: "offer",
        text: `Ask for ${money(cost.forecast - cost.approved)} more, or take it out of the scope of ${stage}.`,
      })
    return fixes
  },

  examples: {
    "a finish that slipped by more than a quarter": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        stages: [{ name: "One owner per claim", forecastEnd: "2028-04-03" }],
        history: approvedOn("2027-01-01", { stages: [{}] }),
      },
      finds: [
        {
          at: "stages/stage-1",
          severity: "error",
          from: "2028-01-01" as Day,
          says: "One owner per claim is now to finish on 2 April 2028, 93 days later than was approved on 1 January 2027.",
        },
      ],
    },
    "a finish that slipped by a quarter": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        stages: [{ forecastEnd: "2028-04-02" }],
        history: approvedOn("2027-01-01", { stages: [{}] }),
      },
    },
    "a long stage may slip by a tenth of what remains": {
      plan: {
        plan: { status: "running", asOf: "2027-01-01" },
        stages: [{ end: "2030-01-01", forecastEnd: "2030-04-20" }],
        history: approvedOn("2027-01-01", { stages: [{ end: "2030-01-01" }] }),
      },
    },
    "a long stage that slips by more than a tenth": {
      plan: {
        plan: { status: "running", asOf: "2027-01-01" },
        stages: [{ end: "2030-01-01", forecastEnd: "2030-04-21" }],
        history: approvedOn("2027-01-01", { stages: [{ end: "2030-01-01" }] }),
      },
      finds: [{ at: "stages/stage-1", severity: "error" }],
    },
    "the later of two forecasts counts": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        stages: [{}],
        forecasts: [
          { subject: { collection: "stages", id: "stage-1" }, madeOn: "2027-03-01", likely: "2029-01-01" },
          { subject: { collection: "stages", id: "stage-1" }, madeOn: "2027-05-01", likely: "2028-02-01" },
        ],
        history: approvedOn("2027-01-01", { stages: [{}] }),
      },
    },
    "the plan itself was moved": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        stages: [{ name: "One member record", end: "2028-07-01" }],
        history: approvedOn("2027-01-01", { stages: [{}] }),
      },
      finds: [{ at: "stages/stage-1", severity: "error" }],
    },
    "a tenth dearer": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        stages: [{}],
        costs: [{ stageId: "stage-1", amount: 110_000 }],
        history: approvedOn("2027-01-01", { stages: [{}], costs: [{ stageId: "stage-1" }] }),
      },
    },
    "more than a tenth dearer": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        stages: [{ name: "One member record" }],
        costs: [{ stageId: "stage-1", amount: 7_900_000 }],
        forecasts: [{ subject: { collection: "stages", id: "stage-1" }, madeOn: "2027-05-01", likely: 9_000_000 }],
        history: approvedOn("2027-01-01", { stages: [{}], costs: [{ stageId: "stage-1", amount: 7_600_000 }] }),
      },
      finds: [
        {
          at: "stages/stage-1",
          severity: "error",
          amount: 1_400_000,
          says: "The cost of One member record at completion is £9.0m, 18% above the £7.6m approved on 1 January 2027.",
        },
      ],
    },
    "half the money is spent after a quarter of the time": {
      plan: {
        plan: { status: "running", asOf: "2027-04-01" },
        stages: [{ name: "Answer the telephone" }],
        costs: [{ stageId: "stage-1", amount: 365_000 }],
        spend: [{ stageId: "stage-1", start: "2027-01-01", end: "2027-04-01", amount: 180_000 }],
        history: approvedOn("2027-01-01", { stages: [{}], costs: [{ stageId: "stage-1", amount: 365_000 }] }),
      },
      finds: [
        {
          at: "stages/stage-1",
          amount: 90_000,
          says: "The cost of Answer the telephone at completion is £0.46m, 24% above the £0.36m approved on 1 January 2027.",
        },
      ],
    },
    "a done stage has no forecast": {
      plan: {
        plan: { status: "running", asOf: "2028-10-01" },
        stages: [{ status: "done", end: "2028-09-01" }],
        history: approvedOn("2027-01-01", { stages: [{}] }),
      },
    },
    "a measure that would have to move more than twice as fast": {
      plan: {
        plan: { status: "running", asOf: "2029-01-01" },
        metrics: [{ name: "Trust", tier: "operational", cadenceDays: 182 }],
        stages: [{ kind: "pilot", end: "2027-07-01" }],
        contributions: [{}],
        targets: [{ date: "2030-01-01", value: 60 }],
        readings: [
          { date: "2028-01-03", value: 40 },
          { date: "2028-07-03", value: 42.5 },
          { date: "2029-01-01", value: 45 },
        ],
        history: approvedOn("2027-01-01", { stages: [{ kind: "pilot", end: "2027-07-01" }] }),
      },
      finds: [
        {
          at: "metrics/metric-1",
          severity: "warning",
          from: "2030-01-01" as Day,
          says: "At the pace of the last year Trust reaches 50%, and 60% by 1 January 2030 is promised.",
        },
      ],
    },
    "a measure that would have to move twice as fast": {
      plan: {
        plan: { status: "running", asOf: "2029-01-01" },
        metrics: [{ tier: "operational", cadenceDays: 182 }],
        stages: [{ kind: "pilot", end: "2027-07-01" }],
        contributions: [{}],
        targets: [{ date: "2029-12-31", value: 55 }],
        readings: [
          { date: "2028-01-03", value: 40 },
          { date: "2028-07-03", value: 42.5 },
          { date: "2029-01-01", value: 45 },
        ],
        history: approvedOn("2027-01-01", { stages: [{ kind: "pilot", end: "2027-07-01" }] }),
      },
    },
    "a slow measure before its day is left in peace": {
      plan: {
        plan: { status: "running", asOf: "2029-01-01" },
        metrics: [{ tier: "financial", cadenceDays: 182 }],
        stages: [{ kind: "pilot", end: "2028-07-01" }],
        contributions: [{}],
        targets: [{ date: "2031-01-01", value: 60 }],
        readings: [
          { date: "2028-01-03", value: 40 },
          { date: "2028-07-02", value: 40 },
          { date: "2029-01-01", value: 39 },
        ],
        history: approvedOn("2027-01-01", { stages: [{ kind: "pilot", end: "2028-07-01" }] }),
      },
    },
    "two readings are too few": {
      plan: {
        plan: { status: "running", asOf: "2029-01-01" },
        metrics: [{ tier: "operational", cadenceDays: 182 }],
        stages: [{ kind: "pilot", end: "2027-07-01" }],
        contributions: [{}],
        targets: [{ date: "2030-01-01", value: 60 }],
        readings: [
          { date: "2028-07-02", value: 42 },
          { date: "2029-01-01", value: 43 },
        ],
        history: approvedOn("2027-01-01", { stages: [{ kind: "pilot", end: "2027-07-01" }] }),
      },
      cannotTell: [{ at: "metrics/metric-1", lacking: "readings" }],
    },
    "a forecast whose cautious end misses the promise": {
      plan: {
        plan: { status: "running", asOf: "2029-01-01" },
        metrics: [{ name: "Trust", tier: "operational", cadenceDays: 182 }],
        stages: [{ kind: "pilot", end: "2027-07-01" }],
        contributions: [{}],
        targets: [{ date: "2030-01-01", value: 50 }],
        readings: [
          { date: "2028-01-03", value: 40 },
          { date: "2028-07-03", value: 42.5 },
          { date: "2029-01-01", value: 45 },
        ],
        forecasts: [
          { subject: { collection: "metrics", id: "metric-1" }, madeOn: "2029-01-01", low: 48, likely: 51, high: 54 },
        ],
        history: approvedOn("2027-01-01", { stages: [{ kind: "pilot", end: "2027-07-01" }] }),
      },
      finds: [
        {
          at: "metrics/metric-1",
          severity: "warning",
          says: "The forecast of Trust may come out at 48%, and 50% by 1 January 2030 is promised.",
        },
      ],
    },
    "nothing has been approved": { plan: { plan: { status: "running" }, stages: [{}] }, notApplicable: true },
    "a baseline that is approved tomorrow": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        stages: [{ forecastEnd: "2029-01-01" }],
        history: approvedOn("2027-06-02", { stages: [{}] }),
      },
      notApplicable: true,
    },
    "a stage in a circle": {
      plan: {
        plan: { status: "running" },
        stages: [{ forecastEnd: "2029-01-01" }],
        dependencies: [{ toId: "stage-1" }],
        history: approvedOn("2027-01-01", { stages: [{}] }),
      },
      cannotTell: [{ at: "stages/stage-1", lacking: "STAG001" }],
    },
  },
})
