import { useState } from "react"
import type { CollectionName } from "../plan/collections"
import type { Plan, RecordOf } from "../plan/plan"
import type { Selection } from "../timeline/view"
import { BehaviourInspector } from "./inspector-behaviour"
import { FindingInspector } from "./inspector-finding"
import { FundingInspector } from "./inspector-funding"
import { MetricInspector } from "./inspector-metric"
import { PlanInspector } from "./inspector-plan"
import { ResourceInspector } from "./inspector-resource"
import { SeveralInspector } from "./inspector-several"
import { StageInspector } from "./inspector-stage"
import type { InspectorTerms } from "./inspector-terms"
import { RemovalDialog } from "./removal-dialog"

/** Which record a selection opens: that of a gate or a cost is its stage, that of a person's time the team. */
function opened(plan: Plan, selection: Selection): { collection: CollectionName; id: string } | undefined {
  if ("finding" in selection || "stageIds" in selection) return undefined
  const { collection, id } = selection
  const record = (plan[collection] as { id: string; stageId?: string; metricId?: string }[]).find(
    (each) => each.id === id,
  )
  if (!record || OWN.has(collection)) return record && selection
  if (record.stageId) return { collection: "stages", id: record.stageId }
  return record.metricId ? { collection: "metrics", id: record.metricId } : selection
}

const OWN = new Set<CollectionName>(["stages", "metrics", "behaviours", "resources", "funding"])

/** What the inspector shows of a selection. */
export function Selected({
  selection,
  onAddPeople,
  ...terms
}: InspectorTerms & { selection: Selection; onAddPeople?: (stageId: string) => void }) {
  const [removing, setRemoving] = useState<{ collection: CollectionName; id: string }>()
  const { drawn, onChange, onSelect } = terms
  return (
    <>
      <Shown selection={selection} {...terms} onRemove={setRemoving} onAddPeople={onAddPeople} />
      {removing ? (
        <RemovalDialog
          plan={drawn.plan}
          {...removing}
          onClose={() => setRemoving(undefined)}
          onRemove={() => {
            setRemoving(undefined)
            onSelect(undefined)
            onChange({ kind: "remove", ...removing })
          }}
        />
      ) : null}
    </>
  )
}

function Shown({
  selection,
  onRemove,
  onAddPeople,
  ...terms
}: InspectorTerms & {
  selection: Selection
  onRemove: (record: { collection: CollectionName; id: string }) => void
  onAddPeople?: (stageId: string) => void
}) {
  const { plan, report } = terms.drawn
  if ("finding" in selection) {
    const finding = [...report.findings, ...(report.toFillIn ?? [])].find(
      ({ fingerprint }) => fingerprint === selection.finding,
    )
    if (finding) return <FindingInspector key={finding.fingerprint} finding={finding} {...terms} />
    return <Gone says="This problem is settled." onSelect={terms.onSelect} />
  }
  if ("stageIds" in selection) {
    const stages = plan.stages.filter(({ id }) => selection.stageIds.includes(id))
    if (stages.length > 1) return <SeveralInspector key={selection.stageIds.join()} stages={stages} {...terms} />
  }
  const at = opened(plan, selection)
  if (!at) return <Gone says="This is no longer in the plan." onSelect={terms.onSelect} />
  const { collection, id } = at
  const record = <Name extends CollectionName>(name: Name): RecordOf[Name] =>
    (plan[name] as RecordOf[Name][]).find((each) => each.id === id) as RecordOf[Name]
  const remove = () => onRemove(at)
  switch (collection) {
    case "stages":
      return (
        <StageInspector
          key={id}
          stage={record("stages")}
          {...terms}
          onRemove={remove}
          onAddPeople={onAddPeople && (() => onAddPeople(id))}
        />
      )
    case "metrics":
      return <MetricInspector key={id} metric={record("metrics")} {...terms} />
    case "behaviours":
      return <BehaviourInspector key={id} behaviour={record("behaviours")} {...terms} />
    case "resources":
      return <ResourceInspector key={id} resource={record("resources")} {...terms} />
    case "funding":
      return <FundingInspector key={id} funding={record("funding")} {...terms} onRemove={remove} />
    default:
      return <PlanInspector {...terms} />
  }
}

function Gone({ says, onSelect }: { says: string } & Pick<InspectorTerms, "onSelect">) {
  return (
    <div className="inspector-head">
      <p>{says}</p>
      <p>
        <button type="button" className="fact-link" onClick={() => onSelect(undefined)}>
          Show the plan as a whole
        </button>
      </p>
    </div>
  )
}
