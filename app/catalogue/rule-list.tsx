import { Link } from "@remix-run/react"
import { SEVERITY_WORDS } from "../checks/severity-words"
import { Glyph, SEVERITY_GLYPH } from "../ui/glyphs"
import type { RuleGroup } from "./found-rules"

/** The catalogue: each rule in one row, under its heading. */
export function RuleList({ groups }: { groups: readonly RuleGroup[] }) {
  return (
    <div className="rule-groups">
      {groups.map(({ heading, rules }) => (
        <section key={heading}>
          <h2>{heading}</h2>
          <ul>
            {rules.map(({ id, title, severity }) => (
              <li key={id}>
                <Link to={`/checks/${id}`}>
                  <span className="rule-id">{id}</span>
                  <span className="rule-title">{title}</span>
                  <span className="rule-severity">
                    <Glyph name={SEVERITY_GLYPH[severity]} /> {SEVERITY_WORDS[severity]}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
