import { addDays, longDay } from "../plan/calendar"
import type { Behaviour } from "../plan/plan"
import { Block, Fact } from "./block"
import { findingsAbout, monthsText } from "./findings"
import { PinnedProblems } from "./inspector-problems"
import type { InspectorTerms } from "./inspector-terms"

/** A behaviour: what people stop and start doing, how far it has come, and what keeps it alive. */
export function BehaviourInspector({ behaviour, drawn, onSelect }: InspectorTerms & { behaviour: Behaviour }) {
  const { plan, report, reckoning } = drawn
  const group = plan.groups.find(({ id }) => id === behaviour.groupId)
  const owner = plan.people.find(({ id }) => id === behaviour.ownerId)
  const stage = plan.stages.find(({ id }) => id === behaviour.stageId)
  const seen = plan.observations
    .filter(({ behaviourId, date }) => behaviourId === behaviour.id && date <= reckoning.asOf)
    .sort((a, b) => (a.date < b.date ? 1 : -1))
  const [last] = seen
  return (
    <>
      <div className="inspector-head">
        <p className="inspector-kind">New behaviour{group ? `, ${group.name}, ${group.headcount} people` : ""}</p>
        <h2>{behaviour.to}</h2>
        <p>Instead of “{behaviour.from}”.</p>
      </div>
      <Block title="Adoption" aside={last ? <strong>{Math.round(last.seen * 100)}%</strong> : "Not seen yet"}>
        <dl className="facts">
          {seen.slice(0, 4).map(({ id, date, seen: share, observer }) => (
            <Fact key={id} label={`${longDay(date)}${observer ? `, ${observer}` : ""}`}>
              {Math.round(share * 100)}%
            </Fact>
          ))}
          {behaviour.adoptionTargetDate ? (
            <Fact label="Should be the norm by">{longDay(behaviour.adoptionTargetDate)}</Fact>
          ) : null}
        </dl>
      </Block>
      <Block title="When and who">
        <dl className="facts">
          <Fact label="When">{monthsText(behaviour.start, addDays(behaviour.end, -1))}</Fact>
          {behaviour.trigger ? <Fact label="The moment it shows">{behaviour.trigger}</Fact> : null}
          <Fact label="Owner" tone={owner ? undefined : "should"}>
            {owner?.name ?? "Nobody yet"}
          </Fact>
          {stage ? (
            <Fact label="Part of">
              <button
                type="button"
                className="fact-link"
                onClick={() => onSelect({ collection: "stages", id: stage.id })}
              >
                {stage.name}
              </button>
            </Fact>
          ) : null}
        </dl>
      </Block>
      <Block
        title="What keeps it alive"
        aside={behaviour.reinforcement.length === 0 ? <span className="is-must">No reinforcement</span> : undefined}
      >
        <dl className="facts">
          {behaviour.reinforcement.map(({ kind, start, end, text }) => (
            <Fact key={`${kind} ${start}`} label={text || REINFORCEMENT_WORDS[kind]}>
              {monthsText(start, addDays(end, -1))}
            </Fact>
          ))}
        </dl>
      </Block>
      <PinnedProblems
        findings={findingsAbout(plan, report, { collection: "behaviours", id: behaviour.id })}
        onOpen={({ fingerprint }) => onSelect({ finding: fingerprint })}
      />
    </>
  )
}

const REINFORCEMENT_WORDS: Readonly<Record<Behaviour["reinforcement"][number]["kind"], string>> = {
  recognition: "Recognition",
  incentive: "Incentive",
  coaching: "Coaching",
  process: "Process",
  audit: "Audit",
  training: "Training",
  communication: "Communication",
  leader: "Leaders do it too",
}
