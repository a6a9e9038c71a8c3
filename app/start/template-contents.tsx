import { BEHAVIOURS, METRICS, STAGES } from "../plan/template-content"

const PARTS = [
  { title: "Eight stages", entries: STAGES.map(({ name, why }) => ({ name, why })) },
  { title: "Five metrics", entries: METRICS.map(({ name, why }) => ({ name, why })) },
  {
    title: "Six behaviours",
    entries: BEHAVIOURS.map(({ from, to, why }) => ({ name: `${to}, not “${lower(from)}”`, why })),
  },
]

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}

/** What is in the template, and why each part of it is there. */
export function TemplateContents() {
  return (
    <div className="template-contents">
      <h2>What is in it, and why</h2>
      <p>
        <strong>Left for you to fill in:</strong> prices, who pays, where each metric starts and is to end, who sponsors
        and who leads it, and the board’s word to be patient. The sizes of groups are examples.
      </p>
      {PARTS.map(({ title, entries }, index) => (
        <details key={title} name="template-part" open={index === 0}>
          <summary>{title}</summary>
          <dl>
            {entries.map(({ name, why }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{why}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </div>
  )
}
