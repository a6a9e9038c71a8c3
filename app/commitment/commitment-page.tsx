import type { ReactNode } from "react"
import type { Verdict } from "../checks/answers"
import { VERDICT_WORDS } from "../checks/verdict-words"
import { longDay } from "../plan/calendar"
import { Glyph } from "../ui/glyphs"
import type { Outcome, Record, Settlement } from "./outcomes"
import type { PastVerdicts, ShownAnswer, Trace } from "./shown-answers"
import "./commitment.css"

/** All that the page of the twelve questions shows. */
export interface Commitment {
  sentence: string
  /** The questions that are left out, because they turn on money that the reader may not see. */
  leftOut?: number[]
  pairs: { heading: string; answers: ShownAnswer[] }[]
  past: PastVerdicts[]
  progress?: string
  promises: Record[]
  reviews: Record[]
  settlements: Settlement[]
}

/** The twelve questions, worked out, beside what leaders promised and what came of it. `link` leads to what a trace names. */
export function CommitmentPage({
  commitment,
  link,
  declare,
}: {
  commitment: Commitment
  link: (trace: Trace) => ReactNode
  /** A form to say what leaders declare on a question, for who may. */
  declare?: (answer: ShownAnswer) => ReactNode
}) {
  const { sentence, leftOut, pairs, past, progress, promises, reviews, settlements } = commitment
  const answers = pairs.flatMap((pair) => pair.answers)
  return (
    <main id="commitment" className="commitment" tabIndex={-1}>
      <header className="commitment-head">
        <div>
          <h1>{sentence}</h1>
          <p>Each answer is worked out from what is in the plan and what has been kept. Nobody ticks a box here.</p>
          {leftOut ? (
            <p>Amounts are not shown to you, so the questions that turn on money are left out: {leftOut.join(", ")}.</p>
          ) : null}
        </div>
        <VerdictRow answers={answers} />
      </header>
      <div className="commitment-columns">
        <div className="commitment-answers">
          {pairs.map(({ heading, answers: two }) => (
            <section key={heading} className="commitment-pair">
              <h2>{heading}</h2>
              <ol start={two[0]?.q}>
                {two.map((answer) => (
                  <AnswerRow key={answer.q} answer={answer} link={link} declare={declare} />
                ))}
              </ol>
            </section>
          ))}
          <p className="commitment-limits">
            These answers judge the plan and its record, not people. Where a question asks what somebody means from the
            heart, “shown” means that the traces one can see are there.
          </p>
        </div>
        <div className="commitment-record">
          <Outcomes
            heading="What leaders said they would do"
            note="last ten due, oldest first"
            records={promises}
            came="kept"
          >
            Nobody has promised anything in person yet. Add commitments to the people of the plan.
          </Outcomes>
          <Outcomes heading="Forums" records={reviews} came="held">
            No forum has met yet.
          </Outcomes>
          <Settlements settlements={settlements} />
          {promises.length + reviews.length > 0 ? <OutcomeLegend /> : null}
          {past.length > 0 ? <Past past={past} answers={answers} progress={progress} /> : null}
        </div>
      </div>
    </main>
  )
}

function VerdictRow({ answers }: { answers: readonly { q: number; verdict: Verdict }[] }) {
  return (
    <ol className="verdict-row" aria-label="The twelve answers">
      {answers.map(({ q, verdict }) => (
        <li key={q}>
          <VerdictMark verdict={verdict} />
          <span className="visually-hidden">{VERDICT_WORDS[verdict]}: </span>
          <span>{q}</span>
        </li>
      ))}
    </ol>
  )
}

function AnswerRow({
  answer,
  link,
  declare,
}: {
  answer: ShownAnswer
  link: (trace: Trace) => ReactNode
  declare?: (answer: ShownAnswer) => ReactNode
}) {
  const { q, claims, verdict, evidence, traces, missing, declared, contrast, accepted } = answer
  const [newest] = declared
  return (
    <li className="answer" data-question={q} data-verdict={verdict}>
      <span className="answer-number" aria-hidden="true">
        {q}
      </span>
      <div className="answer-claim">
        <h3>{claims}</h3>
        {evidence ? <p className="answer-text">{evidence}</p> : null}
        {contrast ? <p className="answer-contrast">{contrast}</p> : null}
        {accepted ? <p className="answer-accepted">{accepted}</p> : null}
        {missing.length > 0 || declare ? (
          <details>
            <summary>{missing.length > 0 ? "What is missing for a yes" : "What leaders declare"}</summary>
            {missing.length > 0 ? (
              <ul>
                {missing.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            ) : null}
            {declared.length > 0 ? (
              <ul className="answer-declarations">
                {declared.map(({ who, word, on, note }) => (
                  <li key={`${who} ${on}`}>
                    {who} said {word} on {on}.{note ? ` ${note}` : ""}
                  </li>
                ))}
              </ul>
            ) : null}
            {declare?.(answer)}
          </details>
        ) : null}
      </div>
      <div className="answer-verdict">
        <p className={`verdict is-${verdict}`}>
          <VerdictMark verdict={verdict} />
          {VERDICT_WORDS[verdict]}
        </p>
        <p className="answer-declared">{newest ? `${newest.who}: ${newest.word}` : "Not declared"}</p>
      </div>
      <ul className="answer-traces">
        {traces.map((trace) => (
          <li key={trace.text}>{link(trace)}</li>
        ))}
      </ul>
    </li>
  )
}

/** Each verdict has its own shape: a disc with a tick, half a disc, an octagon, a dashed ring. */
function VerdictMark({ verdict }: { verdict: Verdict }) {
  if (verdict === "supported") return <Glyph name="kept" size={16} />
  if (verdict === "contradicted") return <Glyph name="must" size={16} />
  return (
    <svg className={`verdict-mark is-${verdict}`} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.6" strokeDasharray={verdict === "none" ? "3.1 2.1" : undefined} />
      {verdict === "partly" ? <path d="M8 1.4a6.6 6.6 0 0 0 0 13.2z" /> : null}
    </svg>
  )
}

function Outcomes({
  heading,
  note,
  records,
  came,
  children,
}: {
  heading: string
  note?: string
  records: readonly Record[]
  came: "kept" | "held"
  children: ReactNode
}) {
  return (
    <section className="outcomes">
      <h2>{heading}</h2>
      {records.length === 0 ? <p className="outcome-text">{children}</p> : null}
      {note && records.length > 0 ? <p className="outcomes-note">{note}</p> : null}
      <ul className="outcome-list">
        {records.map(({ id, name, rhythm, last, kept, due }) => (
          <li key={id}>
            <div>
              <h3>{name}</h3>
              <p className="outcome-text">
                {rhythm}, {kept} of {due} {came}
                {last.at(-1)?.came === "open" ? ", one still open" : ""}
              </p>
            </div>
            <OutcomeMarks outcomes={last} came={came} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const CAME_WORDS = { kept: { kept: "kept", held: "held" }, missed: { kept: "missed", held: "not held" } } as const

function OutcomeMarks({ outcomes, came }: { outcomes: readonly Outcome[]; came: "kept" | "held" }) {
  return (
    <ol className="outcome-marks">
      {outcomes.map(({ due, came: how }) => {
        const says = `${longDay(due)}: ${how === "open" ? "overdue, still open" : CAME_WORDS[how][came]}`
        return (
          <li key={due} title={says}>
            <OutcomeMark came={how} />
            <span className="visually-hidden">{says}</span>
          </li>
        )
      })}
    </ol>
  )
}

function OutcomeMark({ came }: { came: Outcome["came"] }) {
  return (
    <svg className={`outcome-mark is-${came}`} width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      {came === "kept" ? <circle cx="5" cy="5" r="4" /> : null}
      {came === "missed" ? <path d="m1.8 1.8 6.4 6.4m0-6.4L1.8 8.2" /> : null}
      {came === "open" ? (
        <>
          <circle cx="5" cy="5" r="4" />
          <circle className="outcome-point" cx="5" cy="5" r="1.3" />
        </>
      ) : null}
    </svg>
  )
}

function OutcomeLegend() {
  const words: [Outcome["came"], string][] = [
    ["kept", "kept"],
    ["missed", "missed"],
    ["open", "overdue, still open"],
  ]
  return (
    <ul className="outcome-legend">
      {words.map(([came, word]) => (
        <li key={came}>
          <OutcomeMark came={came} />
          {word}
        </li>
      ))}
    </ul>
  )
}

function Settlements({ settlements }: { settlements: readonly Settlement[] }) {
  return (
    <section className="outcomes settlements">
      <h2>Agreements between silos</h2>
      {settlements.length === 0 ? (
        <p className="outcome-text">No disagreement has been brought into the open yet.</p>
      ) : null}
      <ul className="outcome-list">
        {settlements.map(({ id, topic, isSettled, says }) => (
          <li key={id}>
            <div>
              <h3>{topic}</h3>
              <p className="outcome-text">{says}</p>
            </div>
            <span className={isSettled ? "is-settled" : "is-open"}>{isSettled ? "settled" : "open"}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Past({
  past,
  answers,
  progress,
}: {
  past: readonly PastVerdicts[]
  answers: readonly { q: number; verdict: Verdict }[]
  progress?: string
}) {
  return (
    <section className="outcomes past-verdicts">
      <h2>At each approval</h2>
      {progress ? <p className="outcome-text">{progress}</p> : null}
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">When</span>
            </th>
            {answers.map(({ q }) => (
              <th key={q} scope="col">
                {q}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {past.map(({ number, approvedOn, verdicts }) => (
            <PastRow key={number} name={`Baseline ${number}`} title={longDay(approvedOn)} verdicts={verdicts} />
          ))}
          <PastRow name="Now" verdicts={answers} />
        </tbody>
      </table>
    </section>
  )
}

function PastRow({
  name,
  title,
  verdicts,
}: {
  name: string
  title?: string
  verdicts: readonly { q: number; verdict: Verdict }[]
}) {
  return (
    <tr>
      <th scope="row" title={title}>
        {name}
      </th>
      {verdicts.map(({ q, verdict }) => (
        <td key={q}>
          <VerdictMark verdict={verdict} />
          <span className="visually-hidden">{VERDICT_WORDS[verdict]}</span>
        </td>
      ))}
    </tr>
  )
}
