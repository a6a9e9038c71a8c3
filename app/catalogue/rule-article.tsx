import { Link } from "@remix-run/react"
import type { ReactNode } from "react"
import { FIX_WORDS, type Verdict } from "../checks/seen-example"
import { SEVERITY_WORDS } from "../checks/severity-words"
import { MiniPlan } from "../timeline/mini-plan"
import { Glyph, type GlyphName, SEVERITY_GLYPH } from "../ui/glyphs"
import type { RuleLink, ShownExample, ShownRule } from "./shown-rule"

/** All that is known of a rule, and its examples drawn as small plans with what it says of each. */
export function RuleArticle({ rule }: { rule: ShownRule }) {
  return (
    <article className="rule">
      <header>
        <p className="rule-kind">
          <span className="rule-id">{rule.id}</span>
          <span>{rule.family}</span>
          <span>
            <Glyph name={SEVERITY_GLYPH[rule.severity]} /> {SEVERITY_WORDS[rule.severity]}
          </span>
        </p>
        <h1>{rule.title}</h1>
        <p className="rule-why">{rule.why}</p>
      </header>
      <div className="rule-columns">
        <Part title="When it speaks">
          <p>{rule.condition}</p>
        </Part>
        <Part title="When it is silent">
          {rule.silent.length > 0 ? (
            <ul className="rule-points">
              {rule.silent.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          ) : (
            <p>Wherever the condition does not hold; it makes no other exception.</p>
          )}
        </Part>
        {rule.limits.length > 0 ? (
          <Part title="Its limits">
            <dl className="rule-limits">
              {rule.limits.map(({ name, value, from, standing }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    <strong>{value}</strong>
                    <span>
                      {from} <em className="rule-standing">{standing}</em>
                    </span>
                  </dd>
                </div>
              ))}
            </dl>
          </Part>
        ) : null}
        <Part title="Where it comes from">
          <ul className="rule-points">
            {rule.sources.map(({ text, standing }) => (
              <li key={text}>
                {text} <em className="rule-standing">{standing}</em>
              </li>
            ))}
          </ul>
        </Part>
        {rule.ways.length > 0 ? (
          <Part title="How to clear it">
            <p className="quiet">Said of the examples below; of your plan it is said in your own names and figures.</p>
            <ul className="rule-points">
              {rule.ways.map(({ kind, text }) => (
                <li key={text}>
                  {text} <em className="rule-standing">{FIX_WORDS[kind]}</em>
                </li>
              ))}
            </ul>
          </Part>
        ) : null}
        <Part
          title={rule.questions.length === 1 ? "The question it helps to answer" : "The questions it helps to answer"}
        >
          <ol className="rule-questions">
            {rule.questions.map(({ number, asks }) => (
              <li key={number} value={number}>
                {asks}
              </li>
            ))}
          </ol>
        </Part>
      </div>
      <section className="rule-examples">
        <h2>What it says of small plans</h2>
        <p className="quiet">Each is a plan that the check was run on for this page, and one of its tests.</p>
        <div className="examples">
          {rule.examples.map((example) => (
            <Example key={example.title} example={example} />
          ))}
        </div>
      </section>
      <nav className="rule-neighbours" aria-label="Other checks">
        {rule.previous ? <Neighbour rule={rule.previous} words="Before this" /> : <span />}
        <Link to="/checks">All checks</Link>
        {rule.next ? <Neighbour rule={rule.next} words="After this" /> : <span />}
      </nav>
    </article>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

const VERDICTS: Readonly<Record<Verdict, { words: string; glyph?: GlyphName }>> = {
  flagged: { words: "Speaks" },
  clean: { words: "Silent", glyph: "kept" },
  "cannot tell": { words: "Cannot tell", glyph: "waived" },
  "nothing to judge": { words: "Nothing to judge" },
}

function Example({ example: { title, verdict, said, picture } }: { example: ShownExample }) {
  const { words, glyph } = VERDICTS[verdict]
  return (
    <figure className="example" data-verdict={verdict}>
      <figcaption>
        <h3>{title}</h3>
        <span className="example-verdict">
          {glyph ? <Glyph name={glyph} /> : null} {words}
        </span>
      </figcaption>
      <MiniPlan picture={picture} />
      <ul>
        {said.map(({ severity, text }) => (
          <li key={text}>
            {severity ? <Glyph name={SEVERITY_GLYPH[severity]} label={`${SEVERITY_WORDS[severity]}:`} /> : null}
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </figure>
  )
}

function Neighbour({ rule: { id, title }, words }: { rule: RuleLink; words: string }) {
  return (
    <Link to={`/checks/${id}`}>
      <span className="quiet">
        {words}: {id}
      </span>
      {title}
    </Link>
  )
}
