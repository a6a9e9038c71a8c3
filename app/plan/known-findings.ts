import * as z from "zod"
import { Day, Name } from "./values"

const Print = z.string().regex(/^[0-9a-f]{16}$/, { error: "the fingerprint of a finding: 16 of 0-9 a-f" })
const Entry = z.strictObject({
  ruleId: z.string().regex(/^[A-Z]{4}\d{3}$/, { error: "the id of a rule, such as FUND001" }),
  fingerprint: Print,
  severity: z.enum(["error", "warning", "info"]),
  from: Day.optional(),
  amount: z.number().optional(),
})
/** A file of findings on record: those of one or more plans, by the plans' ids. */
export const KnownFindings = z.strictObject({
  format: z.literal("staycourse/known-findings@1"),
  catalogue: z.string(),
  plans: z.array(
    z.strictObject({ plan: z.string(), writtenOn: Day, asOf: Day, owner: Name.optional(), findings: z.array(Entry) }),
  ),
})
