import type { ReactNode } from "react"
import { checkById } from "../checks/index"
import { nameOfSubject } from "../checks/naming"
import type { Finding } from "../checks/run"
import { SEVERITY_WORDS } from "../checks/severity-words"
import { longDay, shortMonth } from "../plan/calendar"
import { sayMoney } from "../plan/money"
import type { Day } from "../plan/plan"
import { Block, Fact } from "./block"
import { quarterLoads, sayFacts } from "./facts"
import { subjectsOf, whenOf } from "./findings"
import { Glyph, glyphOf } from "./glyphs"
import type { InspectorTerms } from "./inspector-terms"

/** One finding: what it says, why it matters, what it rests on, and the ways out. */
export function FindingInspector({ finding, drawn: { plan }, onSelect }: InspectorTerms & { finding: Finding }) {
  const { ruleId, severity, message, waived, fixes, facts, amount } = finding
  const check = checkById(ruleId)
  const money = (sum: number): string => sayMoney(sum, plan.plan.currency)
  const said = sayFacts(facts, money)
  const loads = quarterLoads(facts)
  const when = whenOf(finding)
  return (
    <>
      <div className="inspector-head">
        <p className="inspector-kind">
          <Glyph name={glyphOf(finding)} /> {waived ? "Waived" : SEVERITY_WORDS[severity]}, {ruleId}
        </p>
        <h2>{check?.title ?? finding.name}</h2>
        <p>{message}</p>
      </div>
      {waived ? (
        <p className="inspector-note">
          Accepted by {plan.people.find(({ id }) => id === waived.ownerId)?.name ?? "somebody"} until{" "}
          {longDay(waived.expiresOn)}: {waived.reason}
        </p>
      ) : null}
      {fixes.length > 0 ? (
        <Block title={fixes.length === 1 ? "The way out" : "Ways out"}>
          <ul className="ways-out">
            {fixes.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Block>
      ) : null}
      <Block title="What it rests on">
        <dl className="facts">
          {when ? <Fact label="When">{when}</Fact> : null}
          {amount === undefined ? null : <Fact label="Amount">{money(amount)}</Fact>}
          {said.map(([label, words]) => (
            <Fact key={label} label={label}>
              {words}
            </Fact>
          ))}
          {loads.map(({ start, total }) => (
            <Fact
              key={start}
              label={`Quarter from ${shortMonth(start as Day)}`}
              tone={total > 100 ? "must" : undefined}
            >
              {total}%
            </Fact>
          ))}
        </dl>
        <Subjects finding={finding}>
          {(subject) => (
            <button type="button" className="fact-link" onClick={() => onSelect(subject)}>
              {nameOfSubject(plan, subject)}
            </button>
          )}
        </Subjects>
      </Block>
      {check ? (
        <Block title="Why it matters">
          <p>{check.why}</p>
          <p>
            <a href={`/checks/${ruleId}`}>How {ruleId} judges, and where it comes from</a>
          </p>
        </Block>
      ) : null}
    </>
  )
}

function Subjects({
  finding,
  children,
}: {
  finding: Finding
  children: (subject: ReturnType<typeof subjectsOf>[number]) => ReactNode
}) {
  const subjects = subjectsOf(finding)
  if (subjects.length === 0) return <p className="quiet">It is about the plan as a whole.</p>
  return (
    <ul className="links">
      {subjects.map((subject) => (
        <li key={`${subject.collection}/${subject.id}`}>
          <span>About {children(subject)}</span>
        </li>
      ))}
    </ul>
  )
}
