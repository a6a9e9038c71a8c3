import { countToFillIn, type Lack, lacksOf } from "../checks/absence"
import { FAMILY_WORDS, familyOf } from "../checks/families"
import { sayLacking } from "../checks/lacking"
import { nameOfSubject } from "../checks/naming"
import { COMPONENT_NAMES, COMPONENTS, type Patience } from "../checks/patience-index"
import type { Finding } from "../checks/run"
import { listed } from "../checks/words"
import { longDay } from "../plan/calendar"
import { sayMoney } from "../plan/money"
import type { Drawn } from "../timeline/view"
import { Block, Fact } from "./block"
import type { InspectorTerms } from "./inspector-terms"

/** The plan as a whole: how far its money reaches, how patient it is, and what is still to be filled in. */
export function PlanInspector({ drawn, onSelect, hidesMoney }: InspectorTerms) {
  const { plan, reckoning, report } = drawn
  const { plan: header } = plan
  const { indices } = report
  const money = (amount: number): string => sayMoney(amount, header.currency)
  const percent = (share: number | null): string =>
    share === null ? "nothing priced" : `${indices.atMost ? "at most " : ""}${share}%`
  return (
    <>
      <div className="inspector-head">
        <p className="inspector-kind">The plan, seen on {longDay(report.plan.asOf)}</p>
        <h2>{header.organisation ?? header.name}</h2>
        {header.pledge ? <p>{header.pledge.text}</p> : null}
      </div>
      <ToFillIn drawn={drawn} onSelect={onSelect} />
      {hidesMoney ? (
        <p>Amounts are not shown to you, nor what depends on them.</p>
      ) : (
        <>
          <Block
            title="Funding coverage"
            aside={<strong className="block-total">{percent(indices.fundingCoverage)}</strong>}
          >
            <dl className="facts">
              <Fact label="Needed">{money(reckoning.ledger.total)}</Fact>
              <Fact label="Not paid for on time">{money(indices.unfunded)}</Fact>
              {indices.firstUnfundedDay ? (
                <Fact label="First day short">{longDay(indices.firstUnfundedDay)}</Fact>
              ) : null}
              <Fact label="With all that is asked for">{percent(indices.fundingCoverageRequested)}</Fact>
              <Fact label="The next eight quarters">{percent(indices.fundingCoverageNext8)}</Fact>
            </dl>
          </Block>
          <PatienceBlock patience={indices.patience} />
        </>
      )}
      <Block title="What it holds" isOpen={false}>
        <dl className="facts">
          <Fact label="Stages">{reckoning.stages.size}</Fact>
          <Fact label="Behaviour changes">{plan.behaviours.length}</Fact>
          <Fact label="Metrics">{plan.metrics.length}</Fact>
          {hidesMoney ? null : <Fact label="Funding lines">{plan.funding.length}</Fact>}
          <Fact label="People and teams">{plan.resources.length}</Fact>
        </dl>
      </Block>
    </>
  )
}

function PatienceBlock({ patience }: { patience: Patience }) {
  const { value, band, components, cappedBy, bestRepair } = patience
  return (
    <Block
      title="Patience"
      aside={
        <strong className="block-total">{value === null ? "Too early to say" : `${value} of 100, ${band}`}</strong>
      }
    >
      {value === null ? (
        <p className="quiet">Fewer than three occasions on which results have consequences are planned.</p>
      ) : null}
      <ul className="parts">
        {COMPONENTS.map((name) => {
          const part = components[name]
          return (
            <li key={name}>
              <span>{capital(COMPONENT_NAMES[name])}</span>
              <span className="part-figure">{part === null ? "nothing to judge" : `${Math.round(part * 100)}%`}</span>
              <span className="part-bar" aria-hidden="true">
                <span style={{ width: `${(part ?? 0) * 100}%` }} />
              </span>
            </li>
          )
        })}
      </ul>
      {cappedBy.length > 0 ? <p className="quiet">Held down by {cappedBy.join(" and ")}.</p> : null}
      {bestRepair && value !== null && bestRepair.raw > value ? (
        <p className="quiet">
          What would help most: {COMPONENT_NAMES[bestRepair.component]}, up to {bestRepair.raw}.
        </p>
      ) : null}
    </Block>
  )
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

/** What a plan that is still being written lacks: what is merely absent, and what could not be checked for want of it. */
export function toFillIn({ report }: Drawn): { findings: Finding[]; lacks: Lack[]; count: number } {
  const { toFillIn: findings = [], notChecked } = report
  return { findings, lacks: report.toFillIn ? lacksOf(notChecked) : [], count: countToFillIn(report) }
}

function ToFillIn({ drawn, onSelect }: Pick<InspectorTerms, "drawn" | "onSelect">) {
  const { findings, lacks, count } = toFillIn(drawn)
  if (count === 0) return null
  const families = new Map<string, { key: string; words: string; open?: () => void }[]>()
  const put = (ruleId: string, entry: { key: string; words: string; open?: () => void }) => {
    const family = FAMILY_WORDS[familyOf({ id: ruleId })] ?? ""
    families.set(family, [...(families.get(family) ?? []), entry])
  }
  for (const { ruleId, fingerprint, message } of findings) {
    put(ruleId, { key: fingerprint, words: message, open: () => onSelect({ finding: fingerprint }) })
  }
  for (const { ruleId, lacking, subjects } of lacks) {
    const names = subjects.map((subject) => nameOfSubject(drawn.plan, subject))
    put(ruleId, { key: `${ruleId} ${lacking}`, words: `${listed(names)}: ${sayLacking(lacking)}` })
  }
  return (
    <Block title="To fill in" aside={<strong className="block-total">{count}</strong>}>
      {[...families].map(([family, entries]) => (
        <section key={family} className="to-fill-in">
          <h4>{family}</h4>
          <ul>
            {entries.map(({ key, words, open }) => (
              <li key={key}>
                {open ? (
                  <button type="button" className="fact-link" onClick={open}>
                    {words}
                  </button>
                ) : (
                  words
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Block>
  )
}
