import type { Finding } from "../checks/run"
import { SEVERITY_WORDS } from "../checks/severity-words"
import { Glyph, glyphOf } from "./glyphs"

/** The problems of what is shown, with their ways out, kept in sight at the foot of the inspector. */
export function PinnedProblems({
  findings,
  onOpen,
}: {
  findings: readonly Finding[]
  onOpen: (finding: Finding) => void
}) {
  if (findings.length === 0) return null
  return (
    <section className="pinned" aria-label="Problems here">
      {findings.map((finding) => (
        <article key={finding.fingerprint} className={`pinned-problem is-${glyphOf(finding)}`}>
          <Glyph name={glyphOf(finding)} label={finding.waived ? "Waived:" : `${SEVERITY_WORDS[finding.severity]}:`} />
          <div>
            <p>
              <button type="button" className="fact-link" onClick={() => onOpen(finding)}>
                {finding.ruleId}
              </button>{" "}
              {finding.message}
            </p>
            {finding.fixes.map(({ text }) => (
              <p key={text} className="way-out">
                {text}
              </p>
            ))}
          </div>
        </article>
      ))}
    </section>
  )
}
