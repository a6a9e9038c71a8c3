import { longDay, longMonth, monthStart, toDay } from "../plan/calendar"
import type { Metric } from "../plan/plan"
import { labelValue } from "../timeline/metric-value"
import { Block, Fact } from "./block"
import { findingsAbout } from "./findings"
import { PinnedProblems } from "./inspector-problems"
import type { InspectorTerms } from "./inspector-terms"

const ROLE_WORDS: Readonly<Record<Metric["role"], string>> = {
  leading: "Leading metric: it moves first",
  lagging: "Lagging metric: it moves late",
  guard: "Guard metric: it must not get worse",
}

/** A metric: where it stands, what it is promised to reach, and from when it can fairly be judged. */
export function MetricInspector({ metric, drawn, onSelect }: InspectorTerms & { metric: Metric }) {
  const { plan, reckoning, report } = drawn
  const course = reckoning.courses.get(metric.id)
  const readings = plan.readings.filter(({ metricId }) => metricId === metric.id).sort(byDate)
  const targets = plan.targets.filter(({ metricId }) => metricId === metric.id).sort(byDate)
  const last = readings.filter(({ date }) => date <= reckoning.asOf).at(-1)
  const next = targets.find(({ date }) => date > reckoning.asOf)
  const end = targets.at(-1)
  const owner = plan.people.find(({ id }) => id === metric.ownerId)
  const successor = plan.metrics.find(({ id }) => id === metric.replacedById)
  return (
    <>
      <div className="inspector-head">
        <p className="inspector-kind">{ROLE_WORDS[metric.role]}</p>
        <h2>{metric.name}</h2>
        <p>{metric.definition}</p>
      </div>
      <Block title="Where it stands">
        <dl className="facts">
          <Fact label={last ? `Last read, ${longDay(last.date)}` : "No reading yet"}>
            {last ? labelValue(last.value, metric) : ""}
          </Fact>
          <Fact label={metric.baseline ? `Where it started, ${longDay(metric.baseline.date)}` : "Where it started"}>
            {metric.baseline ? labelValue(metric.baseline.value, metric) : "not recorded"}
          </Fact>
          {next ? <Fact label={`Next, ${longDay(next.date)}`}>{labelValue(next.value, metric)}</Fact> : null}
          {end && end !== next ? (
            <Fact label={`In the end, ${longDay(end.date)}`}>{labelValue(end.value, metric)}</Fact>
          ) : null}
        </dl>
      </Block>
      <Block title="Patience">
        <p>
          {course?.earliest === undefined
            ? "Nothing says yet when this can first move, so nobody can say when it may be judged."
            : course.earliest > reckoning.today
              ? `It is not expected to move before ${longMonth(monthStart(toDay(course.earliest)))}. Flat until then is as expected.`
              : `It can be judged since ${longMonth(toDay(course.earliest))}.`}
        </p>
      </Block>
      <Block title="Who and how often">
        <dl className="facts">
          <Fact label="Owner" tone={owner ? undefined : "should"}>
            {owner?.name ?? "Nobody yet"}
          </Fact>
          <Fact label="Read every">{metric.cadenceDays === 1 ? "day" : `${metric.cadenceDays} days`}</Fact>
          {metric.retiredOn ? <Fact label="Retires">{longDay(metric.retiredOn)}</Fact> : null}
          {successor ? (
            <Fact label="Replaced by">
              <button
                type="button"
                className="fact-link"
                onClick={() => onSelect({ collection: "metrics", id: successor.id })}
              >
                {successor.name}
              </button>
            </Fact>
          ) : null}
        </dl>
      </Block>
      <Movers course={course} onSelect={onSelect} />
      <PinnedProblems
        findings={findingsAbout(plan, report, { collection: "metrics", id: metric.id })}
        onOpen={({ fingerprint }) => onSelect({ finding: fingerprint })}
      />
    </>
  )
}

const byDate = (a: { date: string }, b: { date: string }): number => (a.date < b.date ? -1 : 1)

function Movers({
  course,
  onSelect,
}: Pick<InspectorTerms, "onSelect"> & {
  course: ReturnType<InspectorTerms["drawn"]["reckoning"]["courses"]["get"]>
}) {
  const movers = course?.movers ?? []
  return (
    <Block title="What moves it" aside={movers.length === 0 ? "Nothing yet" : undefined}>
      <dl className="facts">
        {movers.map(({ contribution, stage, behaviour, live }) => {
          const at = stage
            ? ({ collection: "stages", id: stage.id } as const)
            : ({ collection: "behaviours", id: behaviour?.id ?? "" } as const)
          return (
            <Fact
              key={contribution.id}
              label={
                <button type="button" className="fact-link" onClick={() => onSelect(at)}>
                  {stage?.name ?? behaviour?.to}
                </button>
              }
            >
              {live === undefined ? "no day yet" : `from ${longMonth(toDay(live))}`}
            </Fact>
          )
        })}
      </dl>
    </Block>
  )
}
