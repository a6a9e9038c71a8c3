import { daysBetween, longDay, toDay, toNumber } from "../../plan/calendar"
import { lagOf } from "../../plan/course"
import { hasHappened } from "../../plan/cover"
import { type NeedLine, needLines, totalOf } from "../../plan/need"
import type { Cost, Day, Decision, Funding, Metric, Plan, Stage, Target } from "../../plan/plan"
import { QUARTER_DAYS, type Reckoning } from "../../plan/reckoning"
import { defineCheck, type Fix, type Sighting, type Subject } from "../check"
import { counted, listed, sayValue } from "../words"
import { approvedOn } from "./approved"
import { lastBaseline } from "./baseline"

type Named = Pick<Metric, "name" | "unit" | "decimals">
type Promised = { value: number; date: Day }
type Moved =
  | { kind: "target"; metric: Named; was: Promised; is?: Promised; isMissed: boolean; isTighter: boolean }
  | { kind: "dropped targets"; metric: Named; was: Promised[]; isMissed: boolean }
  | { kind: "stage"; stage: string; was: Day; is: Day }
  | { kind: "funding"; line: string; was: Funding["status"]; is: Funding["status"] }
  | { kind: "cost"; cost: string; was: number; is: number }
  | { kind: "dropped costs"; place: string; costs: string[]; amount: number }
  | {
      kind: "metric"
      metric: Named
      hasNewDefinition: boolean
      lag?: { was: number; is: number }
      lacksBridge: boolean
    }
type Facts = { approvedOn: Day; moved: Moved[]; hasLooseDecision: boolean }

/** What has been decided since a baseline: in a forum, with a reason; and what was decided without one of these. */
type Decided = { sound: ReadonlySet<string>; loose: ReadonlySet<string> }

function decidedSince(since: Day, { plan, asOf }: Reckoning): Decided {
  const [sound, loose] = [new Set<string>(), new Set<string>()]
  for (const { date, subject, outcome, forumId, rationale = "" } of plan.decisions) {
    if (date < since || date > asOf || !isApproval(outcome)) continue
    if (subject.kind !== "target" && subject.kind !== "funding" && subject.kind !== "scope") continue
    const isSound = forumId !== undefined && rationale.trim() !== ""
    ;(isSound ? sound : loose).add(`${subject.kind}/${subject.id}`)
  }
  return { sound, loose }
}

const isApproval = (outcome: Decision["outcome"]): boolean =>
  outcome === "approve" || outcome === "approve-with-conditions"

/** The last value of a measure by a day, else the first after it. */
function valueAround({ plan, asOf }: Reckoning, metricId: string, day: Day): number | undefined {
  let before: { date: Day; value: number } | undefined
  let after: { date: Day; value: number } | undefined
  for (const reading of plan.readings) {
    if (reading.metricId !== metricId || reading.date > asOf) continue
    if (reading.date <= day) before = !before || reading.date >= before.date ? reading : before
    else after = !after || reading.date < after.date ? reading : after
  }
  return (before ?? after)?.value
}

/** Whether a promise had come due by asOf and was not kept; the change is dated between the baseline and asOf. */
function isMissed(metric: Metric, { value, date }: Promised, since: Day, reckoning: Reckoning): boolean {
  if (date > reckoning.asOf || daysBetween(date, since) > QUARTER_DAYS) return false
  const reached = valueAround(reckoning, metric.id, date)
  if (reached === undefined) return false
  return metric.direction === "up" ? reached < value : reached > value
}

function isTighter({ direction }: Metric, was: Promised, is: Promised): boolean {
  const further = direction === "up" ? is.value >= was.value : is.value <= was.value
  return further && is.date <= was.date
}

/** Whether some day has a reading under both definitions. */
function hasBridge({ plan, asOf }: Reckoning, metricId: string, was: string, is: string): boolean {
  const days = new Map<Day, Set<string>>()
  for (const { metricId: id, date, definition = is } of plan.readings) {
    if (id !== metricId || date > asOf) continue
    const own = days.get(date)
    if (own) own.add(definition)
    else days.set(date, new Set([definition]))
  }
  return [...days.values()].some((own) => own.has(was) && own.has(is))
}

type Place = { at: Subject; moved: Moved; covers: string[]; isGrave?: boolean; from?: Day; amount?: number }

function* targetMoves(approved: Plan, since: Day, reckoning: Reckoning): Generator<Place> {
  const { plan } = reckoning
  const metrics = new Map(plan.metrics.map((metric) => [metric.id, metric]))
  const now = new Map(plan.targets.map((target) => [target.id, target]))
  const dropped = new Map<string, Target[]>()
  for (const was of approved.targets) {
    const metric = metrics.get(was.metricId)
    if (was.kind !== "commit" || !metric) continue
    const is = now.get(was.id)
    if (!is) {
      const own = dropped.get(metric.id)
      if (own) own.push(was)
      else dropped.set(metric.id, [was])
      continue
    }
    const isPromise = is.kind === "commit"
    if (isPromise && is.value === was.value && is.date === was.date) continue
    const tighter = isPromise && isTighter(metric, was, is)
    const missed = !tighter && isMissed(metric, was, since, reckoning)
    yield {
      at: { collection: "targets", id: was.id },
      moved: {
        kind: "target",
        metric: named(metric),
        was: promised(was),
        ...(isPromise && { is: promised(is) }),
        isMissed: missed,
        isTighter: tighter,
      },
      covers: [`target/${was.id}`, `scope/${was.id}`, `scope/${metric.id}`, ...ofStage(was.stageId)],
      isGrave: missed,
      from: was.date,
    }
  }
  for (const [id, targets] of dropped) {
    const metric = metrics.get(id) as Metric
    const missed = targets.some((was) => isMissed(metric, was, since, reckoning))
    yield {
      at: { collection: "metrics", id },
      moved: { kind: "dropped targets", metric: named(metric), was: targets.map(promised), isMissed: missed },
      covers: [`scope/${id}`],
      isGrave: missed,
      from: targets.map(({ date }) => date).sort()[0],
    }
  }
}

const named = ({ name, unit, decimals }: Metric): Named => ({ name, unit, decimals })
const promised = ({ value, date }: Promised): Promised => ({ value, date })
const ofStage = (stageId: string | undefined): string[] => (stageId === undefined ? [] : [`scope/${stageId}`])

function* stageMoves(approved: Plan, { stages }: Reckoning): Generator<Place> {
  for (const was of approved.stages) {
    const is = stages.get(was.id)
    if (!is || was.status === "dropped" || is.end === was.end) continue
    yield {
      at: { collection: "stages", id: was.id },
      moved: { kind: "stage", stage: is.name, was: was.end, is: is.end },
      covers: ofStage(was.id),
      from: was.end,
    }
  }
}

function* fundingMoves(approved: Plan, since: Day, { plan, asOf }: Reckoning): Generator<Place> {
  const now = new Map(plan.funding.map((line) => [line.id, line]))
  for (const was of approved.funding) {
    const is = now.get(was.id)
    if (!is || is.status === was.status) continue
    // Money that was decided with a day and a proof carries its decision with it.
    const isDecided = is.status === "committed" && hasHappened(is.decidedOn, asOf) && is.evidence !== undefined
    if (isDecided && is.decidedOn !== undefined && is.decidedOn >= since) continue
    yield {
      at: { collection: "funding", id: was.id },
      moved: { kind: "funding", line: is.name, was: was.status, is: is.status },
      covers: [`funding/${was.id}`, `scope/${was.id}`],
    }
  }
}

const partsOf = ({ parts }: NeedLine): string => JSON.stringify(parts)

/** Whether only the days of a cost moved, along with those of its stage. */
function followsStage(was: NeedLine, is: NeedLine, before: Stage | undefined, after: Stage | undefined): boolean {
  const hasMoved = before && after && (before.start !== after.start || before.end !== after.end)
  return hasMoved === true && totalOf(was) === totalOf(is)
}

function* costMoves(approved: Plan, { plan, stages, needLines: lines }: Reckoning): Generator<Place> {
  const before = new Map(approved.stages.map((stage) => [stage.id, stage]))
  const now = new Map(lines.map((line) => [line.source.id, line]))
  const costs = new Map(plan.costs.map((cost) => [cost.id, cost]))
  const names = new Map(approved.costs.map(({ id, name }) => [id, name]))
  const dropped = new Map<string | undefined, NeedLine[]>()
  for (const was of needLines({ ...approved, assignments: [] })) {
    const { id } = was.source
    const cost: Cost | undefined = costs.get(id)
    if (!cost) {
      // A stage that has gone takes its costs with it.
      if (was.stageId !== undefined && !stages.has(was.stageId)) continue
      const own = dropped.get(was.stageId)
      if (own) own.push(was)
      else dropped.set(was.stageId, [was])
      continue
    }
    const is = now.get(id)
    if (!is || partsOf(is) === partsOf(was) || totalOf(is) + totalOf(was) === 0) continue
    const stage = was.stageId === undefined ? undefined : stages.get(was.stageId)
    if (stage && followsStage(was, is, before.get(stage.id), stage)) continue
    yield {
      at: { collection: "costs", id },
      moved: { kind: "cost", cost: cost.name, was: totalOf(was), is: totalOf(is) },
      covers: [`scope/${id}`, ...ofStage(was.stageId), ...ofStage(cost.stageId)],
      amount: Math.abs(totalOf(is) - totalOf(was)),
    }
  }
  for (const [stageId, gone] of dropped) {
    const stage = stageId === undefined ? undefined : stages.get(stageId)
    const amount = gone.reduce((sum, line) => sum + totalOf(line), 0)
    if (amount === 0) continue
    yield {
      at: stage ? { collection: "stages", id: stage.id } : { collection: "plan", id: plan.plan.id },
      moved: {
        kind: "dropped costs",
        place: stage?.name ?? "the plan",
        costs: gone.map(({ source }) => names.get(source.id) ?? source.id),
        amount,
      },
      covers: ofStage(stageId),
      amount,
    }
  }
}

function* metricMoves(approved: Plan, reckoning: Reckoning): Generator<Place> {
  const { plan } = reckoning
  const now = new Map(plan.metrics.map((metric) => [metric.id, metric]))
  const isPromised = new Set(plan.targets.filter(({ kind }) => kind === "commit").map(({ metricId }) => metricId))
  for (const was of approved.metrics) {
    const is = now.get(was.id)
    if (!is) continue
    const hasNewDefinition = is.definition !== was.definition || is.unit !== was.unit || is.direction !== was.direction
    const lag = { was: lagOf(was), is: lagOf(is) }
    if (!hasNewDefinition && lag.was === lag.is) continue
    const lacksBridge =
      hasNewDefinition && isPromised.has(is.id) && !hasBridge(reckoning, is.id, was.definition, is.definition)
    yield {
      at: { collection: "metrics", id: is.id },
      moved: {
        kind: "metric",
        metric: named(is),
        hasNewDefinition,
        ...(lag.was !== lag.is && { lag }),
        lacksBridge,
      },
      covers: ofStage(is.id),
      isGrave: lacksBridge,
    }
  }
}

function sayMoved(moved: Moved, money: (amount: number) => string): string {
  switch (moved.kind) {
    case "target": {
      const { metric, was, is, isMissed } = moved
      const before = `The target for ${metric.name} was ${sayValue(was.value, metric)} by ${longDay(was.date)}`
      const missed = isMissed ? ", and was missed" : ""
      return is
        ? `${before}${missed}; it now reads ${sayValue(is.value, metric)} by ${longDay(is.date)}.`
        : `${before}${missed}; it is now only expected, and promises nothing.`
    }
    case "dropped targets": {
      const said = moved.was.map(({ value, date }) => `${sayValue(value, moved.metric)} by ${longDay(date)}`)
      return `${moved.metric.name} was to reach ${listed(said)}${moved.isMissed ? ", which was missed" : ""}; that target is no longer in the plan.`
    }
    case "stage": {
      const [was, is] = [moved.was, moved.is].map((end) => longDay(toDay(toNumber(end) - 1)))
      return `${moved.stage} was to end on ${was}; it now ends on ${is}.`
    }
    case "funding":
      return `${moved.line} was ${moved.was}; it now stands as ${moved.is}.`
    case "cost":
      return moved.was === moved.is
        ? `${moved.cost} still comes to ${money(moved.is)}, but falls on other days than were approved.`
        : `${moved.cost} was approved at ${money(moved.was)}; it now stands at ${money(moved.is)}.`
    case "dropped costs":
      return `${money(moved.amount)} that was approved for ${moved.place} is no longer needed by anything: ${listed(moved.costs)}.`
    case "metric": {
      const { metric, hasNewDefinition, lag, lacksBridge } = moved
      const parts = [
        ...(hasNewDefinition ? [`${metric.name} is no longer defined as it was when it was approved.`] : []),
        ...(lacksBridge ? ["No reading was taken under both definitions, so nobody can compare."] : []),
        ...(lag
          ? [
              `${metric.name} was to move ${counted(lag.was, "day")} after the work is felt; it now has ${counted(lag.is, "day")}.`,
            ]
          : []),
      ]
      return parts.join(" ")
    }
  }
}

export const movedGoalposts = defineCheck<Facts>({
  id: "TRAK005",
  name: "moved-goalposts",
  severity: "warning",
  questions: [5, 6, 11],
  title: "What was approved has been changed, and nobody decided it",
  why: "A plan may change. A plan that changes without a decision cannot be kept, because there is no longer anything to keep; and everybody who promised something learns that promises move.",
  condition:
    "Against the last approved baseline and without a decision since then that names a forum and a reason, one of these changed: the day or value of a promised target, the end of a stage, the status of a funding line, a cost, the definition or lag of a measure. Graver where the original target had come due and was missed when it was changed, or where a promised measure got another definition without a reading under both. Making a target harder is shown and never graver.",
  sources: [
    { text: "GAO Schedule Assessment Guide, best practice 10: maintain a baseline", standing: "stated" },
    { text: "J. Bliss: metrics with no wiggle room of interpretation", standing: "stated" },
    { text: "HMRC moved its dates four times and lost credibility", standing: "stated" },
    {
      text: "US tax service: the published level of service counts chosen lines in the filing season",
      standing: "stated",
    },
  ],
  limits: [
    {
      name: "changed because it was missed",
      value: "within 92 days of the original day",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: [
    "the plan is a draft: until it is approved, everything may change",
    "a forum decided the change and wrote down why",
    "a cost only moves along with its stage",
    "money became committed with the day of its decision and the proof of it",
  ],
  since: "running",

  *look(reckoning): Generator<Sighting<Facts>> {
    const baseline = lastBaseline(reckoning)
    if (!baseline) return yield { notApplicable: "no baseline has been approved yet" }
    const since = baseline.approvedOn
    const approved = baseline.plan as Plan
    const { sound, loose } = decidedSince(since, reckoning)
    const whole = `scope/${reckoning.plan.plan.id}`
    const places = [
      ...targetMoves(approved, since, reckoning),
      ...stageMoves(approved, reckoning),
      ...fundingMoves(approved, since, reckoning),
      ...costMoves(approved, reckoning),
      ...metricMoves(approved, reckoning),
    ].filter(({ covers }) => ![whole, ...covers].some((key) => sound.has(key)))
    const bySubject = new Map<string, Place[]>()
    for (const place of places) {
      const key = `${place.at.collection}/${place.at.id}`
      const own = bySubject.get(key)
      if (own) own.push(place)
      else bySubject.set(key, [place])
    }
    for (const own of bySubject.values()) {
      const { at } = own[0] as Place
      const from = own.flatMap((place) => place.from ?? []).sort()[0]
      const amount = own.reduce((sum, place) => sum + (place.amount ?? 0), 0)
      yield {
        at,
        facts: {
          approvedOn: since,
          moved: own.map(({ moved }) => moved),
          hasLooseDecision: own.some(({ covers }) => [whole, ...covers].some((key) => loose.has(key))),
        },
        severity: own.some(({ isGrave }) => isGrave) ? "error" : "warning",
        ...(from && { from }),
        ...(amount > 0 && { amount }),
      }
    }
  },
  say: ({ approvedOn, moved, hasLooseDecision }, { money }) => {
    const changes = moved.map((each) => sayMoved(each, money)).join(" ")
    return hasLooseDecision
      ? `${changes} A decision about it is recorded, but not in which forum and why.`
      : `${changes} No meeting since ${longDay(approvedOn)} decided that.`
  },
  clears: ({ hasLooseDecision }) => {
    const fixes: Fix[] = [
      hasLooseDecision
        ? { kind: "offer", text: "Complete the decision: which forum took it, and why." }
        : { kind: "safe", text: "Attach the decision: in which forum, on which day, and why." },
      { kind: "offer", text: "Or put it back to what was approved, until a forum has decided." },
    ]
    return fixes
  },

  examples: {
    "a target that slid without a decision": {
      plan: {
        plan: { status: "running", asOf: "2028-01-01" },
        metrics: [{ name: "Trust" }],
        targets: [{ date: "2031-01-01", value: 60 }],
        history: approvedOn("2027-01-01", { metrics: [{}], targets: [{ date: "2030-01-01", value: 65 }] }),
      },
      finds: [
        {
          at: "targets/target-1",
          severity: "warning",
          from: "2030-01-01" as Day,
          says: "The target for Trust was 65% by 1 January 2030; it now reads 60% by 1 January 2031. No meeting since 1 January 2027 decided that.",
        },
      ],
    },
    "a target that slid by decision of a forum": {
      plan: {
        plan: { status: "running", asOf: "2028-01-01" },
        metrics: [{}],
        forums: [{}],
        targets: [{ date: "2031-01-01", value: 60 }],
        decisions: [
          {
            forumId: "forum-1",
            date: "2027-06-01",
            subject: { kind: "target", id: "target-1" },
            rationale: "The survey changed hands.",
          },
        ],
        history: approvedOn("2027-01-01", { metrics: [{}], targets: [{ date: "2030-01-01", value: 65 }] }),
      },
    },
    "a decision without a reason": {
      plan: {
        plan: { status: "running", asOf: "2028-01-01" },
        metrics: [{ name: "Trust" }],
        forums: [{}],
        targets: [{ date: "2031-01-01" }],
        decisions: [{ forumId: "forum-1", date: "2027-06-01", subject: { kind: "target", id: "target-1" } }],
        history: approvedOn("2027-01-01", { metrics: [{}], targets: [{ date: "2030-01-01" }] }),
      },
      finds: [
        {
          at: "targets/target-1",
          severity: "warning",
          says: "The target for Trust was 50% by 1 January 2030; it now reads 50% by 1 January 2031. A decision about it is recorded, but not in which forum and why.",
        },
      ],
    },
    "a decision before the baseline does not count": {
      plan: {
        plan: { status: "running", asOf: "2028-01-01" },
        metrics: [{}],
        forums: [{}],
        targets: [{ date: "2031-01-01" }],
        decisions: [
          {
            forumId: "forum-1",
            date: "2026-12-31",
            subject: { kind: "target", id: "target-1" },
            rationale: "The survey changed hands.",
          },
        ],
        history: approvedOn("2027-01-01", { metrics: [{}], targets: [{ date: "2030-01-01" }] }),
      },
      finds: [{ at: "targets/target-1", severity: "warning" }],
    },
    "a target moved after it was missed": {
      plan: {
        plan: { status: "running", asOf: "2028-08-01" },
        metrics: [{ name: "Trust" }],
        targets: [{ date: "2029-06-30", value: 50 }],
        readings: [{ date: "2028-06-30", value: 45 }],
        history: approvedOn("2027-01-01", { metrics: [{}], targets: [{ date: "2028-06-30", value: 50 }] }),
      },
      finds: [
        {
          at: "targets/target-1",
          severity: "error",
          says: "The target for Trust was 50% by 30 June 2028, and was missed; it now reads 50% by 30 June 2029. No meeting since 1 January 2027 decided that.",
        },
      ],
    },
    "a target moved that had been reached": {
      plan: {
        plan: { status: "running", asOf: "2028-08-01" },
        metrics: [{}],
        targets: [{ date: "2029-06-30", value: 50 }],
        readings: [{ date: "2028-06-30", value: 50 }],
        history: approvedOn("2027-01-01", { metrics: [{}], targets: [{ date: "2028-06-30", value: 50 }] }),
      },
      finds: [{ at: "targets/target-1", severity: "warning" }],
    },
    "a missed target that was made harder": {
      plan: {
        plan: { status: "running", asOf: "2028-08-01" },
        metrics: [{}],
        targets: [{ date: "2028-06-30", value: 55 }],
        readings: [{ date: "2028-06-30", value: 45 }],
        history: approvedOn("2027-01-01", { metrics: [{}], targets: [{ date: "2028-06-30", value: 50 }] }),
      },
      finds: [{ at: "targets/target-1", severity: "warning" }],
    },
    "a promise that became an expectation": {
      plan: {
        plan: { status: "running", asOf: "2028-01-01" },
        metrics: [{ name: "Trust" }],
        targets: [{ date: "2030-01-01", kind: "expect" }],
        history: approvedOn("2027-01-01", { metrics: [{}], targets: [{ date: "2030-01-01" }] }),
      },
      finds: [
        {
          at: "targets/target-1",
          says: "The target for Trust was 50% by 1 January 2030; it is now only expected, and promises nothing. No meeting since 1 January 2027 decided that.",
        },
      ],
    },
    "a promise that has gone": {
      plan: {
        plan: { status: "running", asOf: "2028-01-01" },
        metrics: [{ name: "Trust" }],
        history: approvedOn("2027-01-01", { metrics: [{}], targets: [{ date: "2030-01-01" }] }),
      },
      finds: [
        {
          at: "metrics/metric-1",
          says: "Trust was to reach 50% by 1 January 2030; that target is no longer in the plan. No meeting since 1 January 2027 decided that.",
        },
      ],
    },
    "a stage that ends later, and its cost with it": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        stages: [{ name: "One member record", end: "2028-02-01" }],
        costs: [{ stageId: "stage-1" }],
        history: approvedOn("2027-01-01", { stages: [{}], costs: [{ stageId: "stage-1" }] }),
      },
      finds: [
        {
          at: "stages/stage-1",
          severity: "warning",
          from: "2028-01-01" as Day,
          says: "One member record was to end on 31 December 2027; it now ends on 31 January 2028. No meeting since 1 January 2027 decided that.",
        },
      ],
    },
    "a stage that ends later by decision on its scope": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        stages: [{ end: "2028-02-01" }],
        forums: [{}],
        decisions: [
          {
            forumId: "forum-1",
            date: "2027-05-01",
            subject: { kind: "scope", id: "stage-1" },
            rationale: "Motor claims join.",
          },
        ],
        history: approvedOn("2027-01-01", { stages: [{}] }),
      },
    },
    "money that is withdrawn in silence": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        funding: [{ name: "Tranche 2", status: "withdrawn" }],
        history: approvedOn("2027-01-01", { funding: [{}] }),
      },
      finds: [
        {
          at: "funding/funding-line-1",
          severity: "warning",
          says: "Tranche 2 was committed; it now stands as withdrawn. No meeting since 1 January 2027 decided that.",
        },
      ],
    },
    "money that was granted": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        funding: [{ status: "committed", decidedOn: "2027-05-01", evidence: "minutes of the board" }],
        history: approvedOn("2027-01-01", { funding: [{ status: "requested" }] }),
      },
    },
    "a cost that shrank": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        stages: [{}],
        costs: [{ name: "Training", stageId: "stage-1", amount: 60_000 }],
        history: approvedOn("2027-01-01", { stages: [{}], costs: [{ stageId: "stage-1" }] }),
      },
      finds: [
        {
          at: "costs/cost-1",
          severity: "warning",
          amount: 40_000,
          says: "Training was approved at £0.1m; it now stands at £60,000. No meeting since 1 January 2027 decided that.",
        },
      ],
    },
    "a cost that has gone": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        stages: [{ name: "Rollout" }],
        history: approvedOn("2027-01-01", { stages: [{}], costs: [{ name: "Training", stageId: "stage-1" }] }),
      },
      finds: [
        {
          at: "stages/stage-1",
          amount: 100_000,
          says: "£0.1m that was approved for Rollout is no longer needed by anything: Training. No meeting since 1 January 2027 decided that.",
        },
      ],
    },
    "another definition, without a reading under both": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        metrics: [{ name: "Level of service", definition: "calls answered on chosen lines" }],
        targets: [{ date: "2030-01-01" }],
        history: approvedOn("2027-01-01", {
          metrics: [{ definition: "calls answered on all lines" }],
          targets: [{ date: "2030-01-01" }],
        }),
      },
      finds: [
        {
          at: "metrics/metric-1",
          severity: "error",
          says: "Level of service is no longer defined as it was when it was approved. No reading was taken under both definitions, so nobody can compare. No meeting since 1 January 2027 decided that.",
        },
      ],
    },
    "another definition, with a reading under both": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        metrics: [{ definition: "calls answered on chosen lines" }],
        targets: [{ date: "2030-01-01" }],
        readings: [
          { date: "2027-05-01", value: 60, definition: "calls answered on all lines" },
          { date: "2027-05-01", value: 87 },
        ],
        history: approvedOn("2027-01-01", {
          metrics: [{ definition: "calls answered on all lines" }],
          targets: [{ date: "2030-01-01" }],
        }),
      },
      finds: [{ at: "metrics/metric-1", severity: "warning" }],
    },
    "another lag": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        metrics: [{ name: "Trust", lagDays: 30, lagEvidence: "survey of 2026" }],
        history: approvedOn("2027-01-01", { metrics: [{}] }),
      },
      finds: [
        {
          at: "metrics/metric-1",
          severity: "warning",
          says: "Trust was to move 183 days after the work is felt; it now has 30 days. No meeting since 1 January 2027 decided that.",
        },
      ],
    },
    "nothing has changed": {
      plan: {
        plan: { status: "running", asOf: "2027-06-01" },
        stages: [{}],
        costs: [{ stageId: "stage-1" }],
        metrics: [{}],
        targets: [{ date: "2030-01-01" }],
        history: approvedOn("2027-01-01", {
          stages: [{}],
          costs: [{ stageId: "stage-1" }],
          metrics: [{}],
          targets: [{ date: "2030-01-01" }],
        }),
      },
    },
    "nothing has been approved": { plan: { plan: { status: "running" }, stages: [{}] }, notApplicable: true },
  },
})
