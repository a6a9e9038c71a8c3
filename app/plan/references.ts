import { COLLECTION_NAMES, type CollectionName, isCollectionName } from "./collections"
import type { Plan } from "./plan"

/**
 * What becomes of a record when one that it refers to is removed: it `goes` too, its reference is `cleared`, or it `keeps`
 * the other in the plan, so that the removal is refused.
 */
export type Fate = "goes" | "cleared" | "keeps"

/** A field that refers to a record; "*" stands for every entry of a list, `to` for the collection or what names it. */
export type Reference = { path: readonly string[]; to: CollectionName | "named" | "by kind"; fate: Fate }

const link =
  (fate: Fate) =>
  (path: string, to: Reference["to"]): Reference => ({ path: path.split("."), to, fate })
const goes = link("goes")
const cleared = link("cleared")
const keeps = link("keeps")

/** What the subject of a decision refers to, by its kind. A baseline and a scope have no record of their own. */
export const DECIDED: Record<string, CollectionName> = {
  gate: "gates",
  funding: "funding",
  target: "targets",
  role: "roleTerms",
}

// The same references as the schemas state, with what the schemas cannot say: what becomes of them. It stands here a
// second time so that the browser, which must know what goes with a removal, need not load the schemas.
/** The references of each collection, and of the header. */
export const REFERENCES: Partial<Record<CollectionName | "plan", readonly Reference[]>> = {
  plan: [keeps("ambition.authorId", "people"), cleared("ambition.metricIds.*", "metrics")],
  stages: [cleared("workstreamId", "workstreams"), cleared("ownerId", "people"), cleared("powers.*", "powers")],
  dependencies: [goes("fromId", "stages"), goes("toId", "stages")],
  gates: [goes("stageId", "stages"), cleared("forumId", "forums"), cleared("criteria.*.metricId", "metrics")],
  withdrawals: [goes("stageId", "stages"), cleared("provingGateId", "gates")],
  costs: [goes("stageId", "stages")],
  funding: [cleared("restrictedTo.stageIds.*", "stages"), cleared("gateId", "gates")],
  fundingEvents: [goes("fundingId", "funding")],
  spend: [cleared("stageId", "stages")],
  sacrifices: [goes("stageId", "stages"), cleared("acceptedById", "people"), goes("forMetricId", "metrics")],
  people: [cleared("reportsToId", "people"), cleared("successorId", "people")],
  roleTerms: [goes("personId", "people"), cleared("mandate.acceptedById", "people")],
  resources: [cleared("personId", "people")],
  capacities: [goes("resourceId", "resources")],
  assignments: [goes("resourceId", "resources"), goes("stageId", "stages")],
  behaviours: [
    goes("groupId", "groups"),
    cleared("stageId", "stages"),
    cleared("ownerId", "people"),
    cleared("adoptionMetricId", "metrics"),
  ],
  observations: [goes("behaviourId", "behaviours")],
  metrics: [
    cleared("touchpointId", "touchpoints"),
    cleared("ownerId", "people"),
    cleared("forumId", "forums"),
    cleared("drivenByIds.*", "metrics"),
    cleared("replacedById", "metrics"),
  ],
  contributions: [goes("metricId", "metrics"), goes("stageId", "stages"), goes("behaviourId", "behaviours")],
  targets: [goes("metricId", "metrics"), cleared("stageId", "stages")],
  readings: [goes("metricId", "metrics"), cleared("recordedById", "people")],
  triggers: [goes("metricId", "metrics")],
  incentives: [goes("personId", "people"), goes("groupId", "groups"), cleared("metricIds.*", "metrics")],
  forums: [goes("chairId", "people"), cleared("requiredIds.*", "people")],
  occurrences: [goes("forumId", "forums"), cleared("attendedIds.*", "people")],
  actions: [cleared("occurrenceId", "occurrences"), cleared("decisionId", "decisions"), goes("ownerId", "people")],
  complaintCategories: [
    cleared("parentId", "complaintCategories"),
    cleared("ownerId", "people"),
    cleared("stageId", "stages"),
  ],
  complaints: [goes("categoryId", "complaintCategories")],
  lossReasons: [cleared("stageId", "stages")],
  losses: [goes("reasonId", "lossReasons"), cleared("explainedById", "people")],
  commitments: [goes("personId", "people")],
  acts: [goes("personId", "people"), cleared("commitmentId", "commitments"), cleared("becameStageId", "stages")],
  agreements: [cleared("accountableId", "people"), cleared("decidedById", "people")],
  expectations: [cleared("toldById", "people")],
  answers: [goes("byId", "people")],
  powerScores: [goes("powerId", "powers")],
  pastEfforts: [cleared("counterStageId", "stages")],
  decisions: [
    keeps("forumId", "forums"),
    keeps("subject", "by kind"),
    keeps("conditions.*.ownerId", "people"),
    keeps("byIds.*", "people"),
    keeps("recordedById", "people"),
  ],
  forecasts: [goes("subject", "named")],
  checkIns: [goes("subject", "named"), goes("byId", "people"), cleared("acknowledgedById", "people")],
  waivers: [goes("ownerId", "people")],
}

/** The collections whose records may refer to a collection, and the header where it may. */
export function referrersOf(to: CollectionName): (CollectionName | "plan")[] {
  const may = ({ to: named }: Reference): boolean =>
    named === to || named === "named" || (named === "by kind" && Object.values(DECIDED).includes(to))
  return (["plan", ...COLLECTION_NAMES] as const).filter((from) => REFERENCES[from]?.some(may))
}

type Fields = Record<string, unknown>

/** Calls `visit` with each reference that a record makes: the id, its collection, and the field that says so. */
export function eachLink(
  from: CollectionName | "plan",
  record: object,
  visit: (id: string, to: CollectionName, reference: Reference) => void,
): void {
  for (const reference of REFERENCES[from] ?? []) {
    walk(record, reference.path, 0, (value) => {
      if (reference.to !== "named" && reference.to !== "by kind") {
        if (typeof value === "string") visit(value, reference.to, reference)
        return
      }
      const { collection, kind, id } = value as { collection?: string; kind?: string; id: string }
      const to = reference.to === "named" ? collection : DECIDED[String(kind)]
      if (to !== undefined && isCollectionName(to)) visit(id, to, reference)
    })
  }
}

function walk(value: unknown, path: readonly string[], depth: number, visit: (value: unknown) => void): void {
  const key = path[depth]
  if (value === undefined || value === null) return
  if (key === undefined) visit(value)
  else if (key !== "*") walk((value as Fields)[key], path, depth + 1, visit)
  else for (const entry of value as unknown[]) walk(entry, path, depth + 1, visit)
}

/** The value of a record's first field of a path without the references for which `isGone` holds. */
export function withoutLinks(record: object, path: readonly string[], isGone: (id: string) => boolean): unknown {
  return strip((record as Fields)[path[0] as string], path, 1, isGone)
}

function strip(value: unknown, path: readonly string[], depth: number, isGone: (id: string) => boolean): unknown {
  const key = path[depth]
  if (value === undefined) return undefined
  if (key === undefined) return typeof value === "string" && isGone(value) ? undefined : value
  if (key === "*") {
    const entries = (value as unknown[]).map((entry) => strip(entry, path, depth + 1, isGone))
    return entries.filter((entry) => entry !== undefined)
  }
  const { [key]: held, ...others } = value as Fields
  const left = strip(held, path, depth + 1, isGone)
  return left === undefined ? others : { ...(value as Fields), [key]: left }
}

/** The ids of a collection. */
export function idsIn(plan: Plan, collection: CollectionName): Set<string> {
  return new Set((plan[collection] as { id: string }[]).map(({ id }) => id))
}

/** Whether a field of a collection's records can refer to another record. */
export function refersBy(collection: CollectionName | "plan", field: string): boolean {
  return REFERENCES[collection]?.some(({ path }) => path[0] === field) ?? false
}
