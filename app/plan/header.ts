import * as z from "zod"
import {
  Day,
  Evidence,
  endsAfterStart,
  Id,
  list,
  made,
  Name,
  oneOf,
  Prose,
  record,
  ref,
  refs,
  wholeNumber,
  Year,
  YesOrNo,
} from "./values"

const RuleId = z
  .string()
  .regex(/^[A-Z]{4}\d{3}$/)
  .meta({ id: "RuleId", description: "The id of a check: four capitals and three digits" })
const Level = oneOf("error", "warning", "info", "off")
const OptionValue = z.union([z.number(), Prose, z.boolean(), z.array(z.union([z.number(), Prose]))], {
  error: "a number, a text, true, false or a list of numbers and texts",
})
const RuleSetting = z.union([Level, z.tuple([Level, z.record(z.string().regex(/^[A-Za-z]\w{0,63}$/), OptionValue)])], {
  error: 'error, warning, info or off, or a list of one of these and options, such as ["warning", {"minMonths": 48}]',
})
const Lag = record({ days: wholeNumber(0, 100_000), evidence: Evidence })

/** How the checks of one plan differ from the organisation's. */
export const CheckConfig = record({
  extends: Name.optional(),
  rules: z.record(RuleId, RuleSetting, { error: "an object whose keys are ids of checks, such as PACE003" }).optional(),
  forbid: z.array(RuleId, { error: "a list of ids of checks, such as FUND001" }).optional(),
  lags: record({
    operational: Lag.optional(),
    perception: Lag.optional(),
    behaviour: Lag.optional(),
    financial: Lag.optional(),
  }).optional(),
})
export type CheckConfig = z.infer<typeof CheckConfig>

/** The one service model that all functions agreed to. */
export const ServiceModel = record({ text: Prose, agreedBy: list(Name), on: Day.optional() })
export type ServiceModel = z.infer<typeof ServiceModel>

/** What the company will become for its customers. */
export const Ambition = record({
  text: Prose,
  authorId: ref("people"),
  statedOn: Day,
  reaffirmedOn: list(Day),
  metricIds: refs("metrics"),
  evidence: Evidence.optional(),
})
export type Ambition = z.infer<typeof Ambition>

/** The signed patience: who promised not to judge before which day. */
export const Pledge = record({
  text: Prose,
  ceoRatifiedOn: Day.optional(),
  boardRatifiedOn: Day.optional(),
  noKillBefore: Day.optional(),
  firstFinancialVerdict: Day.optional(),
  reaffirmedOn: list(Day),
  evidence: Evidence.optional(),
})
export type Pledge = z.infer<typeof Pledge>

const CURRENCY = "an ISO 4217 currency code, such as GBP"
const ZONE = "the IANA name of a time zone, such as Europe/London"

const zonesSeen = new Map<string, boolean>([["UTC", true]])

/** Whether this machine knows a time zone. Remembered, because asking costs a millisecond. */
function isTimeZone(name: string): boolean {
  const known = zonesSeen.get(name)
  if (known !== undefined) return known
  let valid = /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)
  try {
    if (valid) new Intl.DateTimeFormat("en", { timeZone: name })
  } catch {
    valid = false
  }
  if (zonesSeen.size < 1000) zonesSeen.set(name, valid)
  return valid
}

const HEADER = "an object with at least id, name, status, currency, start and asOf"

/** The plan itself: what it is called, when it runs, who promised what. */
export const Header = record(
  {
    id: Id,
    name: Name,
    organisation: Name.optional(),
    kind: oneOf("transformation", "campaign", "mandated").default("transformation"),
    status: oneOf("draft", "approved", "running", "closed"),
    currency: z.string({ error: CURRENCY }).regex(/^[A-Z]{3}$/, { error: CURRENCY }),
    priceBasis: z
      .union([z.literal("nominal"), record({ real: Year })], { error: '"nominal", or {"real": year}' })
      .default("nominal"),
    fiscalYearStartMonth: wholeNumber(1, 12).default(1),
    start: Day,
    horizonEnd: made(Day, "60 months after the start"),
    asOf: Day,
    asOfMode: oneOf("pinned", "calendar").default("calendar"),
    timeZone: z.string({ error: ZONE }).refine(isTimeZone, { error: ZONE }).default("UTC"),
    serviceModel: ServiceModel.optional(),
    noLossesReason: Prose.optional(),
    noComplaintsReason: Prose.optional(),
    continuesId: Id.optional(),
    continuedById: Id.optional(),
    ambition: Ambition.optional(),
    pledge: Pledge.optional(),
    costsNotPublic: YesOrNo.default(false),
    promiseTest: Prose.default("What do customers want?"),
    config: CheckConfig.default(() => ({})),
  },
  HEADER,
)
  .check(endsAfterStart("horizonEnd"))
  .meta({ id: "Header" })
export type Header = z.infer<typeof Header>
