import * as z from "zod"
import { isDay } from "./calendar"
import type { CollectionName } from "./collections"
import { LARGEST_AMOUNT } from "./money"

// The text given with each schema completes the sentence "expected …": people read it beside the value that was found.

const FIRST_YEAR = 1900
const LAST_YEAR = 2199
const CONTROL_OR_BROKEN = /[^\P{Cc}\t\n\r\u0080-\u009F]|\p{Surrogate}/u
// On one line nothing may hide, end the line or turn the direction of what follows it.
const UNFIT_FOR_A_LINE = /[^\P{Cc}\t]|\p{Surrogate}|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u
/** What JSON Schema says where a text of spaces alone is none. */
const NOT_BLANK = "\\S"
const BEYOND_ASCII = /[^ -~]/

/** Trims a text and brings it to Unicode NFC, so that equal-looking texts are equal. */
const tidy = (text: string): string => (BEYOND_ASCII.test(text) ? text.normalize("NFC") : text).trim()

/** Whether a text has at most `most` characters, counted as people count them rather than as UTF-16 halves. */
const isWithin = (text: string, most: number): boolean =>
  text.length <= most || (text.length <= most * 2 && [...text].length <= most)

function text(least: number, most: number, error: string, isOneLine = false) {
  const unfit = isOneLine ? UNFIT_FOR_A_LINE : CONTROL_OR_BROKEN
  const without = isOneLine ? "line breaks, control characters" : "control characters"
  const say = ({ input }: { input?: unknown }) =>
    unfit.test(String(input).trim()) ? `${error}, without ${without} or broken Unicode` : error
  return z
    .string({ error })
    .overwrite(tidy)
    .refine((value) => value.length >= least && isWithin(value, most) && !unfit.test(value), { error: say })
    .meta({ minLength: least, maxLength: most })
}

const isRealDay = (value: string): boolean => {
  const year = Number(value.slice(0, 4))
  return year >= FIRST_YEAR && year <= LAST_YEAR && isDay(value)
}

// For validators that take a format for a remark: the years, and no month or day that no year has.
const MONTH_PATTERN = "^(19|2[01])\\d\\d-(0[1-9]|1[0-2])-01$"
const DAY_PATTERN = "^(19|2[01])\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$"
const DAY = `a day on the calendar from ${FIRST_YEAR} to ${LAST_YEAR}, written YYYY-MM-DD`
/** A civil day, "YYYY-MM-DD". Sorts as text. Has no clock and no time zone. */
export const Day = z
  .string({ error: DAY })
  .refine(isRealDay, { error: DAY })
  .meta({ id: "Day", format: "date", pattern: DAY_PATTERN, description: "A civil day, YYYY-MM-DD" })
  .brand<"Day">()
export type Day = z.infer<typeof Day>

const MONTH = "the first day of a month, written YYYY-MM-01"
/** A month, named by its first day. */
export const Month = z
  .string({ error: MONTH })
  .refine((value) => isRealDay(value) && value.endsWith("-01"), { error: MONTH })
  .meta({ id: "Month", format: "date", pattern: MONTH_PATTERN, description: "A month, named by its first day" })
  .brand<"Day">()

const QUARTER = "a fiscal quarter written YYYY-Qn, such as 2027-Q1"
/** A fiscal quarter, "YYYY-Qn"; YYYY is the calendar year in which its fiscal year ends. */
export const QuarterName = z
  .string({ error: QUARTER })
  .regex(/^(19|2[01])\d\d-Q[1-4]$/, { error: QUARTER })
  .meta({ id: "Quarter", description: "A fiscal quarter, YYYY-Qn; YYYY is the year in which its fiscal year ends" })

const ID = "an id of 1 to 64 of the characters a-z, 0-9 and -"
const ID_PATTERN = /^[a-z0-9-]{1,64}$/
const id = () => z.string({ error: ID }).regex(ID_PATTERN, { error: ID })

/** An id: 1 to 64 of a-z, 0-9 and "-", unique within its collection. */
export const Id = id().meta({ id: "Id", description: "1 to 64 of a-z, 0-9 and -" })

/** The id of a record in one collection of the same plan. */
export const ref = (to: CollectionName) => id().meta({ refersTo: to, description: `The id of a record in ${to}` })

/** The ids of records in one collection of the same plan; none where left out. */
export const refs = (to: CollectionName) => list(ref(to))

const LIST = "a list"
/** A list that is empty where left out. */
export const list = <Entry extends z.ZodType>(entry: Entry) => z.array(entry, { error: LIST }).default(() => [])

/** A text of one line and 1 to 200 characters that a person or thing goes by. */
export const Name = text(1, 200, "a text of 1 to 200 characters", true).meta({ id: "Name", pattern: NOT_BLANK })
/** A short text that may be empty, such as the unit of a plain count. */
export const Label = text(0, 200, "a text of at most 200 characters", true).meta({ id: "Label" })
/** Up to 10,000 characters of plain text; never HTML. */
export const Prose = text(0, 10_000, "a text of at most 10,000 characters").meta({ id: "Prose" })
/** What proves a fact: a URL, a file or a minute. A fact without it is asserted only, so it may not be blank. */
export const Evidence = text(
  1,
  10_000,
  "a URL, file or minute that proves it, 1 to 10,000 characters; leave the key out where there is none",
).meta({
  id: "Evidence",
  pattern: NOT_BLANK,
  description: "A URL, a file reference or a minute's reference; a fact without it is merely asserted",
})

const YES_OR_NO = "true or false"
/** True or false. */
export const YesOrNo = z.boolean({ error: YES_OR_NO })

/** One of a few words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  z.enum(words, { error: words.length === 1 ? words[0] : `one of ${words.slice(0, -1).join(", ")} or ${words.at(-1)}` })

const noNegativeZero = (value: number): number => (value === 0 ? 0 : value)

function numberWithin(least: number, most: number, error: string, whole = false) {
  const fits = whole
    ? (value: number) => value >= least && value <= most && Number.isInteger(value)
    : (value: number) => value >= least && value <= most
  return z
    .number({ error })
    .overwrite(noNegativeZero)
    .refine(fits, { error })
    .meta({ minimum: least, maximum: most, ...(whole && { type: "integer" }) })
}

const LARGEST = "9,000,000,000,000,000"
/** Whole units of the plan's currency, at most nine quadrillion either way. */
export const Money = numberWithin(
  -LARGEST_AMOUNT,
  LARGEST_AMOUNT,
  `a whole amount of at most ${LARGEST} either way`,
  true,
).meta({
  id: "Money",
  money: true,
  description: "Whole units of the plan's currency",
})
/** Whole units of the plan's currency. Not branded, so that sums of money stay money. */
export type Money = number

/** Money that cannot be negative. */
export const Amount = numberWithin(0, LARGEST_AMOUNT, `a whole amount from 0 to ${LARGEST}`, true).meta({
  id: "Amount",
  money: true,
  description: "Whole units of the plan's currency, not negative",
})

const FTE = "a number of full-time people from 0 to 1,000,000 with at most two decimals"
/** People in full-time equivalents, at most two decimals. */
export const Fte = z
  .number({ error: FTE })
  .overwrite(noNegativeZero)
  .refine((value) => value >= 0 && value <= 1_000_000 && Math.round(value * 100) / 100 === value, { error: FTE })
  .meta({ id: "Fte", minimum: 0, maximum: 1_000_000, description: "Full-time equivalents, at most two decimals" })

/** A share, 0 to 1. */
export const Share = numberWithin(0, 1, "a share from 0 to 1").meta({ id: "Share" })
/** A measured value in the unit of its metric. */
export const Value = numberWithin(-LARGEST_AMOUNT, LARGEST_AMOUNT, `a number of at most ${LARGEST} either way`).meta({
  id: "Value",
})
/** A number that cannot be negative: hours, a standard error. */
export const Quantity = numberWithin(0, LARGEST_AMOUNT, `a number from 0 to ${LARGEST}`).meta({ id: "Quantity" })
/** A whole number of people, complaints, answers. */
export const Count = numberWithin(0, LARGEST_AMOUNT, `a whole number from 0 to ${LARGEST}`, true).meta({ id: "Count" })

/** A whole number of days from 0 to 100,000. */
export const Days = numberWithin(0, 100_000, "a whole number of days from 0 to 100,000", true).meta({ id: "Days" })
/** The days from one occurrence to the next, 1 to 100,000. */
export const Rhythm = numberWithin(1, 100_000, "a whole number of days from 1 to 100,000", true).meta({ id: "Rhythm" })
/** Days that may be negative: a lead. */
export const LagOrLead = numberWithin(-100_000, 100_000, "a whole number of days from -100,000 to 100,000", true)
/** The place of a record among its like. */
export const Order = numberWithin(-1_000_000, 1_000_000, "a whole number from -1,000,000 to 1,000,000", true)

/** A calendar year, 1900 to 2199. */
export const Year = numberWithin(FIRST_YEAR, LAST_YEAR, `a year from ${FIRST_YEAR} to ${LAST_YEAR}`, true)

/** A whole number within bounds. */
export const wholeNumber = (least: number, most: number) =>
  numberWithin(least, most, `a whole number from ${least} to ${most}`, true)

/** A field that a file may leave out because reading makes it, unlike a constant default, from what stands around it. */
export const made = <Field extends z.ZodType>(field: Field, how: string) => field.meta({ made: how })

/** An object with these keys and no others. */
export const record = <Shape extends z.core.$ZodLooseShape>(shape: Shape, error = "an object") =>
  z.strictObject(shape, { error })

/** A check of several fields together. Runs even where one field is wrong, so that one reading lists every problem. */
const together = <Fields>(judge: (fields: Fields) => Omit<z.core.$ZodIssueCustom, "code"> | undefined) =>
  z.superRefine<Fields>(
    (fields, context) => {
      const issue = judge(fields)
      if (issue) context.addIssue({ code: "custom", ...issue })
    },
    { when: ({ value }) => typeof value === "object" && value !== null },
  )

const dayOr = (value: unknown): string | undefined =>
  typeof value === "string" && isRealDay(value) ? value : undefined

/** Refuses an interval whose end, a field of this name, does not lie after its start. */
export const endsAfterStart = (endKey: string) =>
  together<Record<string, unknown>>((fields) => {
    const [start, end] = [dayOr(fields.start), dayOr(fields[endKey])]
    if (start === undefined || end === undefined || end > start) return undefined
    return { input: end, path: [endKey], message: `a day after the start, ${start}` }
  })

/** Refuses an interval that does not last a day. */
export const interval = endsAfterStart("end")

/** Refuses a record that names both or neither of two fields. */
export const exactlyOne = <One extends string, Other extends string>(one: One, other: Other) =>
  together<Partial<Record<One | Other, unknown>>>((fields) => {
    const named = [fields[one], fields[other]].filter((field) => field !== undefined)
    if (named.length === 1) return undefined
    const found = named.length === 0 ? "neither" : "both"
    return { input: fields, path: [], message: `exactly one of ${one} and ${other}`, params: { found } }
  })

/** Says in the JSON Schema that exactly one group of keys must be there. */
export const either = (...groups: string[][]) => ({ oneOf: groups.map((required) => ({ required })) })

/** Refuses a cost that has neither or both of: start, end and amount; a profile. */
export const spreadOrProfile = together<{ start?: unknown; end?: unknown; amount?: unknown; profile?: unknown }>(
  (fields) => {
    const spread = (["start", "end", "amount"] as const).filter((key) => fields[key] !== undefined)
    const profiled = fields.profile !== undefined
    if (profiled ? spread.length === 0 : spread.length === 3) return undefined
    const found = [...spread, ...(profiled ? ["profile"] : [])].join(", ") || "none of these"
    return { input: fields, path: [], message: "either start, end and amount, or a profile", params: { found } }
  },
)
