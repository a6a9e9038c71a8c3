import type * as z from "zod"
import * as accountability from "./accountability-records"
import * as behaviour from "./behaviour-records"
import type { CollectionName } from "./collections"
import * as decisions from "./decision-records"
import * as leadership from "./leadership-records"
import * as metrics from "./metric-records"
import * as money from "./money-records"
import * as people from "./people-records"
import * as roadMap from "./road-map"

/** The schema of one record of each collection, in the order of the document. */
export const RECORD = {
  workstreams: roadMap.Workstream,
  stages: roadMap.Stage,
  dependencies: roadMap.Dependency,
  gates: roadMap.Gate,
  withdrawals: roadMap.Withdrawal,
  costs: money.Cost,
  funding: money.Funding,
  fundingEvents: money.FundingEvent,
  spend: money.Spend,
  sacrifices: money.Sacrifice,
  people: people.Person,
  roleTerms: people.RoleTerm,
  resources: people.Resource,
  capacities: people.Capacity,
  assignments: people.Assignment,
  groups: people.Group,
  behaviours: behaviour.Behaviour,
  observations: behaviour.Observation,
  touchpoints: metrics.Touchpoint,
  metrics: metrics.Metric,
  contributions: metrics.Contribution,
  targets: metrics.Target,
  readings: metrics.Reading,
  triggers: metrics.Trigger,
  incentives: metrics.Incentive,
  forums: accountability.Forum,
  occurrences: accountability.Occurrence,
  actions: accountability.Action,
  complaintCategories: accountability.ComplaintCategory,
  complaints: accountability.Complaint,
  lossReasons: accountability.LossReason,
  losses: accountability.Loss,
  commitments: leadership.Commitment,
  acts: leadership.Act,
  agreements: leadership.Agreement,
  expectations: leadership.Expectation,
  answers: leadership.Answer,
  powers: leadership.Power,
  powerScores: leadership.PowerScore,
  pastEfforts: leadership.PastEffort,
  decisions: decisions.Decision,
  forecasts: decisions.Forecast,
  checkIns: decisions.CheckIn,
  waivers: decisions.Waiver,
} satisfies Record<CollectionName, z.ZodObject>
