import { addDays, quarterAt, quarterIndex, quarterStartNumber, shortMonth, toDay } from "../plan/calendar"
import { loadSegments, meanLoad } from "../plan/load"
import { hundredths } from "../plan/need"
import type { Resource } from "../plan/plan"
import { Block, Fact } from "./block"
import { findingsAbout, monthsText } from "./findings"
import { sayFte } from "./inspector-people"
import { PinnedProblems } from "./inspector-problems"
import type { InspectorTerms } from "./inspector-terms"

/** A person or team: how full each quarter is, and with what. */
export function ResourceInspector({ resource, drawn, onSelect }: InspectorTerms & { resource: Resource }) {
  const { plan, reckoning, report } = drawn
  const plate = reckoning.plates.get(resource.id)
  const quarters = plate ? quartersOf(plate, drawn) : []
  return (
    <>
      <div className="inspector-head">
        <p className="inspector-kind">{resource.kind === "pool" ? "Team" : "Person"}</p>
        <h2>{resource.name}</h2>
        <p>
          {sayFte(hundredths(resource.capacityFte))} FTE in all
          {resource.bauFte === undefined ? "." : `, of which other work takes ${resource.bauFte} as a rule.`}{" "}
          {resource.paidBy === "base" ? "Paid by existing budgets." : "Paid by this plan."}
        </p>
      </div>
      <Block title="Load" aside="% of capacity">
        <dl className="facts">
          {quarters.map(({ name, share }) => (
            <Fact key={name} label={name} tone={share > 100 ? "must" : undefined}>
              {share}%
            </Fact>
          ))}
        </dl>
      </Block>
      <Block title="At work on" aside={plate?.assignments.length === 0 ? "Nothing yet" : undefined}>
        <dl className="facts">
          {plate?.assignments.map(({ assignment, stage, start, end, fte }) => (
            <Fact
              key={assignment.id}
              label={
                <button
                  type="button"
                  className="fact-link"
                  onClick={() => onSelect({ collection: "stages", id: stage.id })}
                >
                  {stage.name}
                  <small className="record-when"> {monthsText(toDay(start), addDays(toDay(end), -1))}</small>
                </button>
              }
            >
              {sayFte(fte)} FTE
            </Fact>
          ))}
        </dl>
      </Block>
      <PinnedProblems
        findings={findingsAbout(plan, report, { collection: "resources", id: resource.id })}
        onOpen={({ fingerprint }) => onSelect({ finding: fingerprint })}
      />
    </>
  )
}

/** The mean load of each fiscal quarter of the plan, in whole percent. */
function quartersOf(
  plate: NonNullable<ReturnType<InspectorTerms["drawn"]["reckoning"]["plates"]["get"]>>,
  { plan, reckoning }: InspectorTerms["drawn"],
): { name: string; share: number }[] {
  const firstMonth = plan.plan.fiscalYearStartMonth
  const segments = loadSegments(plate, reckoning.start, reckoning.until)
  const found: { name: string; share: number }[] = []
  for (let index = quarterIndex(reckoning.start, firstMonth); ; index++) {
    const from = quarterStartNumber(index, firstMonth)
    if (from >= reckoning.until) return found
    const share = meanLoad(segments, from, quarterStartNumber(index + 1, firstMonth))
    if (share === undefined) continue
    const { year, quarter, start, end } = quarterAt(index, firstMonth)
    const months = `${shortMonth(start).slice(0, 3)}–${shortMonth(addDays(end, -1))}`
    found.push({ name: `FY${String(year).slice(2)} Q${quarter}, ${months}`, share: Math.round(share * 100) })
  }
}
