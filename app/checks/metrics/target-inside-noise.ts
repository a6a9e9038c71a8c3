import { longDay } from "../../plan/calendar"
import { hasHappened } from "../../plan/cover"
import { groupDigits } from "../../plan/money"
import type { Day, Metric, Plan, Reading, Target } from "../../plan/plan"
import { defineCheck } from "../check"
import { sayValue } from "../words"

/** 95% of chance lies within so many standard errors of nothing. */
const AT_95_PERCENT = 1.96

/** What a standard error is at least and at most: the same where it is told or follows from the share, apart for a score. */
type Error = { least: number; most: number }
/** A value by its day: read, or only planned. */
type Known = { date: Day; value: number; isRead: boolean; n?: number; error?: Error }

type Facts = {
  name: string
  target: string
  date: Day
  before: string
  beforeDate: Day
  isBeforeRead: boolean
  delta: string
  /** The answers that the last reading rests on, and how many a change of this size needs each time. */
  n?: number
  needed?: number
  /** The smallest change that is not chance. */
  smallest: string
}

/**
 * The standard error of a value: as told; none where everybody was counted; for a share of n answers √(p(1 − p)/n); for a
 * net promoter score √((p + d − (p − d)²)/n), where the score alone leaves p + d between its size and one.
 */
function errorOf(
  { unit }: Pick<Metric, "unit">,
  { value, n, se, coverage }: Pick<Reading, "value" | "n" | "se" | "coverage">,
): Error | undefined {
  if (se !== undefined) return { least: se, most: se }
  if (coverage === 1) return { least: 0, most: 0 }
  if (n === undefined || n === 0) return undefined
  const share = value / 100
  const of = (variance: number): number => 100 * Math.sqrt(Math.max(0, variance) / n)
  if (unit.trim() === "%" && share >= 0 && share <= 1)
    return { least: of(share * (1 - share)), most: of(share * (1 - share)) }
  const size = Math.abs(share)
  if (/^nps$/i.test(unit.trim()) && size <= 1) return { least: of(size - share ** 2), most: of(1 - share ** 2) }
  return undefined
}

/** What was read of a metric by a day, its baseline among it. */
function readValues(metric: Metric, readings: readonly Reading[], asOf: Day): Known[] {
  const read = [...(metric.baseline ? [metric.baseline] : []), ...readings]
  return read
    .filter(({ date }) => hasHappened(date, asOf))
    .map((each) => ({ date: each.date, value: each.value, isRead: true, n: each.n, error: errorOf(metric, each) }))
}

// Of one day, what was read comes after what was planned: it is what is known.
const byDay = (a: Known, b: Known): number =>
  a.date < b.date ? -1 : a.date > b.date ? 1 : Number(a.isRead) - Number(b.isRead) || a.value - b.value

/** The last of some values in order before a day; undefined where none is. */
function lastBefore(values: readonly Known[], day: Day): Known | undefined {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] as Known).date < day) low = middle + 1
    else high = middle
  }
  return values[low - 1]
}

function groupedBy<Entry extends { metricId: string }>(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const own = groups.get(entry.metricId)
    if (own) own.push(entry)
    else groups.set(entry.metricId, [entry])
  }
  return groups
}

type Judged = { facts: Facts } | { lacking: "baseline" | "n" } | undefined

function judge(metric: Metric, target: Target, values: readonly Known[], lastRead: Known | undefined): Judged {
  const before = lastBefore(values, target.date)
  if (!before) return { lacking: "baseline" }
  const size = Math.abs(target.value - before.value)
  if (size === 0) return undefined
  const later = lastRead?.error
  const earlier = before.error ?? later
  if (!later || !earlier) return { lacking: "n" }
  const limit = (end: keyof Error): number => AT_95_PERCENT * Math.sqrt(earlier[end] ** 2 + later[end] ** 2)
  if (size >= limit("most")) return undefined
  if (size >= limit("least")) return { lacking: "n" }
  const { name, unit, decimals } = metric
  const precisely = { unit: unit === "%" ? "points" : unit, decimals: Math.max(1, decimals) }
  const n = lastRead?.n
  return {
    facts: {
      name,
      target: sayValue(target.value, metric),
      date: target.date,
      before: sayValue(before.value, metric),
      beforeDate: before.date,
      isBeforeRead: before.isRead,
      delta: sayValue(size, { ...precisely, decimals: Number.isInteger(size) ? 0 : precisely.decimals }),
      ...(n && { n, needed: Math.ceil(n * (limit("least") / size) ** 2) }),
      smallest: sayValue(limit("least"), precisely),
    },
  }
}

/** An observed share or score, and what is promised of it. */
const promised = (metric: object, value: number, more: object = {}) => ({
  metrics: [{ name: "Would recommend us", ...metric }],
  targets: [{ date: "2028-12-31", value, ...more }],
})

export const targetInsideNoise = defineCheck<Facts>({
  id: "METR006",
  name: "target-inside-noise",
  severity: "warning",
  questions: [5, 9],
  title: "A promise is smaller than chance",
  why: "A sample moves by itself from one reading to the next. Where a promise is smaller than that, people are praised or blamed for noise, and learn to distrust the measure.",
  condition:
    "A promised value differs from the one planned or read before it by less than 1.96 × √(e₀² + e₁²), the errors of both readings. An error is as told, or follows from the number of answers: for a share 100 × √(p(1 − p)/n), for a net promoter score 100 × √((p + d − (p − d)²)/n). A value that is only planned has the error of the last reading.",
  sources: [
    { text: "Sampling theory: the difference of two independent samples", standing: "general" },
    {
      text: "The founder of the American Customer Satisfaction Index warns of noise in survey data",
      standing: "stated",
    },
  ],
  limits: [
    {
      name: "certainty",
      value: "95%, or 1.96 standard errors",
      source: { text: "the usual level of tests", standing: "general" },
    },
  ],
  silent: [
    "everybody was counted, not a sample",
    "the value is expected, not promised: nobody is praised or blamed",
    "the promise is to hold what there is",
  ],

  *look(reckoning) {
    const { plan, asOf } = reckoning
    const commits = plan.targets.filter(({ kind }) => kind === "commit")
    if (commits.length === 0) return yield { notApplicable: "no measure is promised yet" }
    yield* lookAt(plan, groupedBy(commits), asOf)
  },
  say: ({ name, target, date, before, beforeDate, isBeforeRead, delta, n, smallest }) => {
    const answers = n === undefined ? "With readings as uncertain as these" : `With ${groupDigits(n)} answers`
    const from = isBeforeRead
      ? `after ${before} on ${longDay(beforeDate)}`
      : `after ${before} planned for ${longDay(beforeDate)}`
    return `${name} is promised at ${target} by ${longDay(date)}, ${from}. ${answers} a change of ${delta} cannot be told from chance; it takes ${smallest}. People would be praised or blamed for noise.`
  },
  clears: ({ name, needed, smallest }) => [
    ...(needed === undefined
      ? []
      : [
          {
            kind: "safe" as const,
            text: `Ask ${groupDigits(needed)} people each time: then a change of this size shows.`,
          },
        ]),
    { kind: "offer", text: `Judge ${name} over a longer window, or promise a change of ${smallest} or more.` },
  ],

  examples: {
    "three points more with 400 answers": {
      plan: promised({ unit: "NPS", baseline: { value: 20, date: "2026-12-01", n: 400, se: 4.06 } }, 23),
      finds: [
        {
          at: "targets/target-1",
          severity: "warning",
          from: "2028-12-31",
          says: "Would recommend us is promised at 23 NPS by 31 December 2028, after 20 NPS on 1 December 2026. With 400 answers a change of 3 NPS cannot be told from chance; it takes 11.3 NPS. People would be praised or blamed for noise.",
        },
      ],
    },
    "as much as chance and no less": {
      plan: promised({ baseline: { value: 20, date: "2026-12-01", se: 3 } }, 20 + 1.96 * Math.sqrt(18)),
    },
    "a little less than chance": {
      plan: promised({ baseline: { value: 20, date: "2026-12-01", se: 3 } }, 28.3),
      finds: [{ at: "targets/target-1" }],
    },
    "a share of 400 answers, ten points more": {
      plan: promised({ baseline: { value: 50, date: "2026-12-01", n: 400 } }, 60),
    },
    "a share of 400 answers, six points more": {
      plan: promised({ name: "Solved at once", baseline: { value: 50, date: "2026-12-01", n: 400 } }, 56),
      finds: [
        {
          at: "targets/target-1",
          says: "Solved at once is promised at 56% by 31 December 2028, after 50% on 1 December 2026. With 400 answers a change of 6 points cannot be told from chance; it takes 6.9 points. People would be praised or blamed for noise.",
        },
      ],
    },
    "a small step from what was planned before": {
      plan: {
        metrics: [{ baseline: { value: 20, date: "2026-12-01", se: 3 } }],
        targets: [
          { date: "2028-12-31", value: 40, kind: "expect" },
          { date: "2030-12-31", value: 44 },
        ],
      },
      finds: [{ at: "targets/target-2" }],
    },
    "a reading that is more exact": {
      plan: {
        ...promised({ baseline: { value: 20, date: "2026-06-30", se: 3 } }, 25),
        readings: [{ date: "2026-12-31", value: 21, se: 0.5 }],
      },
    },
    "a score whose answers alone are known": {
      plan: promised({ unit: "NPS", baseline: { value: 20, date: "2026-12-01", n: 400 } }, 30),
      cannotTell: [{ at: "targets/target-1", lacking: "n" }],
    },
    "a score whose answers say enough": {
      plan: promised({ unit: "NPS", baseline: { value: 20, date: "2026-12-01", n: 400 } }, 22),
      finds: [{ at: "targets/target-1" }],
    },
    "nobody says how many were asked": {
      plan: promised({ baseline: { value: 20, date: "2026-12-01" } }, 21),
      cannotTell: [{ at: "targets/target-1", lacking: "n" }],
    },
    "nothing was read or planned before": {
      plan: promised({}, 21),
      cannotTell: [{ at: "targets/target-1", lacking: "baseline" }],
    },
    "everybody was counted": {
      plan: {
        ...promised({}, 21),
        readings: [{ date: "2026-12-31", value: 20, n: 96_000, coverage: 1 }],
      },
    },
    "a promise to hold": { plan: promised({ baseline: { value: 20, date: "2026-12-01", se: 3 } }, 20) },
    "a forecast": {
      plan: promised({ baseline: { value: 20, date: "2026-12-01", se: 3 } }, 21, { kind: "expect" }),
      notApplicable: true,
    },
  },
})

function* lookAt({ metrics, targets, readings }: Plan, commits: ReadonlyMap<string, Target[]>, asOf: Day) {
  const [read, planned] = [groupedBy(readings), groupedBy(targets)]
  for (const metric of metrics) {
    const own = commits.get(metric.id)
    if (!own) continue
    const values = readValues(metric, read.get(metric.id) ?? [], asOf)
    const lastRead = values
      .filter(({ error }) => error !== undefined)
      .sort(byDay)
      .at(-1)
    for (const { date, value } of planned.get(metric.id) ?? []) values.push({ date, value, isRead: false })
    values.sort(byDay)
    for (const target of own) {
      const judged = judge(metric, target, values, lastRead)
      if (!judged) continue
      const at = { collection: "targets", id: target.id } as const
      yield "facts" in judged ? { at, ...judged, from: target.date } : { at, ...judged }
    }
  }
}
