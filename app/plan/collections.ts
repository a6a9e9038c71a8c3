import type { Header, Plan } from "./plan"

/** Every collection of a plan, in the order of the document, with the words people use for one record and for several. */
export const COLLECTION_WORDS = {
  workstreams: ["workstream", "workstreams"],
  stages: ["stage", "stages"],
  dependencies: ["dependency", "dependencies"],
  gates: ["gate", "gates"],
  withdrawals: ["withdrawal", "withdrawals"],
  costs: ["cost", "costs"],
  funding: ["funding line", "funding lines"],
  fundingEvents: ["funding event", "funding events"],
  spend: ["spend", "spend"],
  sacrifices: ["sacrifice", "sacrifices"],
  people: ["person", "people"],
  roleTerms: ["role term", "role terms"],
  resources: ["resource", "resources"],
  capacities: ["capacity", "capacities"],
  assignments: ["assignment", "assignments"],
  groups: ["group", "groups"],
  behaviours: ["behaviour", "behaviours"],
  observations: ["observation", "observations"],
  touchpoints: ["touchpoint", "touchpoints"],
  metrics: ["metric", "metrics"],
  contributions: ["contribution", "contributions"],
  targets: ["target", "targets"],
  readings: ["reading", "readings"],
  triggers: ["trigger", "triggers"],
  incentives: ["incentive", "incentives"],
  forums: ["forum", "forums"],
  occurrences: ["occurrence", "occurrences"],
  actions: ["action", "actions"],
  complaintCategories: ["complaint category", "complaint categories"],
  complaints: ["complaint count", "complaint counts"],
  lossReasons: ["loss reason", "loss reasons"],
  losses: ["loss", "losses"],
  commitments: ["commitment", "commitments"],
  acts: ["act", "acts"],
  agreements: ["agreement", "agreements"],
  expectations: ["expectation", "expectations"],
  answers: ["answer", "answers"],
  powers: ["customer power", "customer powers"],
  powerScores: ["power score", "power scores"],
  pastEfforts: ["past effort", "past efforts"],
  decisions: ["decision", "decisions"],
  forecasts: ["forecast", "forecasts"],
  checkIns: ["check-in", "check-ins"],
  waivers: ["waiver", "waivers"],
} as const satisfies Record<string, readonly [one: string, many: string]>

/** The name of a collection, as it stands in the document and in the API. */
export type CollectionName = keyof typeof COLLECTION_WORDS

/** The names of all collections, in the order of the document. */
export const COLLECTION_NAMES = Object.keys(COLLECTION_WORDS) as CollectionName[]

/** Whether a word names a collection. */
export function isCollectionName(word: string): word is CollectionName {
  return Object.hasOwn(COLLECTION_WORDS, word)
}

/** The id made for a record that has none: "funding-event-2" for the second of its collection. */
export function madeId(collection: CollectionName, position: number): string {
  return `${COLLECTION_WORDS[collection][0].replaceAll(" ", "-")}-${position}`
}

/** A plan that has a header and nothing else. */
export function emptyPlan(header: Header): Plan {
  const collections = Object.fromEntries(COLLECTION_NAMES.map((name) => [name, []]))
  return { plan: header, ...collections } as unknown as Plan
}
