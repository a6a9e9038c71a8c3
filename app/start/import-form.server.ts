import { createHash } from "node:crypto"
import { type PastedProblem, type PastedRow, type PastedRows, readPastedRows } from "../exchange/pasted-rows"
import { planOfRows } from "../exchange/plan-of-rows"
import { dayIn, monthStart } from "../plan/calendar"
import { COLLECTION_NAMES, COLLECTION_WORDS } from "../plan/collections"
import { readDocument } from "../plan/document"
import { idFromName } from "../plan/id-from-name"
import { groupDigits } from "../plan/money"
import type { Day, Plan } from "../plan/plan"
import { planOn } from "../plan/plan-on"
import { type Problem, type Reported, sayCount, sayLeftOut, sayProblem } from "../plan/problem"
import { withPromise } from "../plan/promise"
import { withoutApprovals } from "../plan/without-approvals"
import { type Strip, stripOf } from "../portfolio/strip"
import { contentOf } from "./file-kind"
import type { Habits } from "./habits"
import { type NewPlanTerms, readPromise, readTerms, type TermFaults } from "./new-plan-terms"
import { ownTimeZone } from "./store-plan.server"
import { pack, unpack } from "./upload.server"

/** A plan file as it was understood, with all that is needed to store it. */
export type UnderstoodFile = {
  kind: "file"
  fileName: string
  strip: Strip
  /** What was promised before the file was chosen. `strip.ambition` is what the file promises itself. */
  promise?: string
  /** A plan of this id is here already, so that this one would be a second. */
  isThere?: true
  /** "10 stages", "6 metrics": what is in it, in the order of the document. */
  holds: string[]
  /** What was changed while reading, in sentences. */
  warnings: string[]
  /** The whole file, for the form that stores it. */
  packed: string
}

/** Pasted rows as they were understood, and what is still to be said of the plan they become. */
export type UnderstoodRows = {
  kind: "rows"
  text: string
  /** The first of the rows; `count` is how many there are. */
  rows: PastedRow[]
  count: number
  problems: PastedProblem[]
  notes: string[]
  asks: PastedRows["asks"]
  chosen: { order: "day-first" | "month-first"; quarters: "calendar" | "fiscal" }
  given: Partial<NewPlanTerms>
  faults?: TermFaults
  /** The plan that the rows become; absent where there are none. */
  strip?: Strip
  total?: number
  /** Stands for rows and terms as shown, so that nothing else is stored than was seen. */
  seen: string
  hasChanged?: true
}

/** Something that could not be taken, and why: nothing was stored. */
export type NotUnderstood = {
  kind: "refused"
  says: string
  problems: string[]
  /** "and 4 more problems, 104 in all", where not all are listed. */
  leftOut?: string
  text?: string
  promise?: string
}

/** What an import came to before anything is stored. */
export type Understood = UnderstoodFile | UnderstoodRows | NotUnderstood

/** The rows that a preview lists; of more it gives the number. */
const MOST_SHOWN = 200
const LONGEST_ROWS = 2_000_000

const field = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === "string" ? value : ""
}

/**
 * What a form brings to be imported: a plan, or what is to be shown first. What was promised before goes along. A file is
 * kept as it is where it is trusted; otherwise what was approved elsewhere is left out.
 */
export async function readImport(
  form: FormData,
  habits: Habits,
  isTrusted: boolean,
): Promise<{ plan: Plan } | { shown: Understood }> {
  const read = await readBrought(form, habits, isTrusted)
  const promise = readPromise(field(form, "promise"))
  if (promise === undefined || "plan" in read || read.shown.kind === "rows") return read
  return { shown: { ...read.shown, promise } }
}

async function readBrought(
  form: FormData,
  habits: Habits,
  isTrusted: boolean,
): Promise<{ plan: Plan } | { shown: Understood }> {
  const isFinal = field(form, "intent") === "create"
  const packed = field(form, "packed")
  if (packed !== "") return readPacked(packed, form, isFinal, isTrusted)
  const file = form.get("file")
  if (file instanceof Blob && file.size > 0) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    return { shown: await readFile(bytes, file instanceof File ? file.name : "", form, habits, isTrusted) }
  }
  const text = field(form, "rows")
  if (text.trim() !== "") return readRows(text, form, habits, isFinal)
  return { shown: refused("There is nothing to import yet. Choose a file, or paste some rows.") }
}

const refused = (says: string, problems: string[] = [], leftOut?: string, text?: string): NotUnderstood => ({
  kind: "refused",
  says,
  problems,
  ...(leftOut !== undefined && { leftOut }),
  ...(text !== undefined && { text }),
})

async function readPacked(
  packed: string,
  form: FormData,
  isFinal: boolean,
  isTrusted: boolean,
): Promise<{ plan: Plan } | { shown: Understood }> {
  const fileName = field(form, "fileName")
  const bytes = await unpack(packed)
  if (!bytes) return { shown: refused("The preview was lost on its way. Choose the file again.") }
  const read = readBytes(bytes, isTrusted)
  if ("problems" in read) return { shown: refusedFile(fileName, read) }
  if (!isFinal) return { shown: await shownFile(bytes, fileName, read) }
  const isOwnKept = read.plan.plan.ambition !== undefined && field(form, "promises") !== "mine"
  return { plan: isOwnKept ? read.plan : withPromise(read.plan, readPromise(field(form, "promise"))) }
}

function readBytes(bytes: Uint8Array, isTrusted: boolean) {
  const read = readDocument(bytes)
  if ("problems" in read) return read
  const warnings = read.warnings.map(sayProblem)
  if (isTrusted) return { plan: read.plan, warnings }
  const taken = withoutApprovals(read.plan)
  return { plan: taken.plan, warnings: [...warnings, ...taken.warnings] }
}

async function readFile(
  bytes: Uint8Array,
  fileName: string,
  form: FormData,
  habits: Habits,
  isTrusted: boolean,
): Promise<Understood> {
  const content = contentOf(bytes)
  if (content.kind === "workbook") {
    return refused(
      `“${fileName}” is a workbook. Open it, copy the rows and paste them here, or save them as CSV and choose that file.`,
    )
  }
  if (content.kind === "unknown") {
    return refused(`“${fileName}” is neither a Staycourse file nor a table of rows.`)
  }
  if (content.kind === "rows") {
    const rows = await readRows(content.text, form, habits, false)
    return "shown" in rows ? rows.shown : refused("")
  }
  const read = readBytes(content.bytes, isTrusted)
  return "problems" in read ? refusedFile(fileName, read) : shownFile(content.bytes, fileName, read)
}

function refusedFile(fileName: string, reported: Reported & { problems: Problem[] }): NotUnderstood {
  const name = fileName === "" ? "This file" : `“${fileName}”`
  return refused(
    `${name} is not a plan that can be read: ${sayCount(reported)}. Nothing was stored.`,
    reported.problems.map(sayProblem),
    sayLeftOut(reported),
  )
}

async function shownFile(
  bytes: Uint8Array,
  fileName: string,
  { plan, warnings }: { plan: Plan; warnings: string[] },
): Promise<UnderstoodFile> {
  return {
    kind: "file",
    fileName,
    strip: stripOf(planOn(plan, dayIn(plan.plan.timeZone, Date.now()))),
    holds: COLLECTION_NAMES.flatMap((name) => {
      const count = plan[name].length
      return count > 0 ? `${groupDigits(count)} ${COLLECTION_WORDS[name][count === 1 ? 0 : 1]}` : []
    }),
    warnings,
    packed: await pack(bytes),
  }
}

function readRows(
  given: string,
  form: FormData,
  habits: Habits,
  isFinal: boolean,
): { plan: Plan } | { shown: UnderstoodRows | NotUnderstood } {
  // Forms end their lines otherwise than files do, and what is shown is compared with what comes back.
  const text = given.replace(/\r\n?/g, "\n")
  if (text.length > LONGEST_ROWS) {
    const says = `These are ${groupDigits(text.length)} characters; there is room for ${groupDigits(LONGEST_ROWS)}.`
    return { shown: refused(says) }
  }
  const timeZone = ownTimeZone()
  const today = dayIn(timeZone, Date.now())
  const month = Number(field(form, "fiscalYearStartMonth"))
  const fiscalYearStartMonth = month >= 1 && month <= 12 ? Math.floor(month) : habits.fiscalYearStartMonth
  const read = readPastedRows(text, {
    fiscalYearStartMonth,
    ...(isOrder(field(form, "order")) && { order: field(form, "order") as "day-first" | "month-first" }),
    ...(isQuarters(field(form, "quarters")) && { quarters: field(form, "quarters") as "calendar" | "fiscal" }),
  })
  if (read.rows.length === 0) {
    const problems = read.problems.slice(0, MOST_SHOWN).map(({ says }) => says)
    const leftOut = sayLeftOut({ problems, total: read.problems.length })
    return { shown: refused("None of these rows could be read.", problems, leftOut, text) }
  }
  const start = monthStart(read.rows.map((row) => row.start).sort()[0] as Day)
  const terms = termsOf(form, read, habits, fiscalYearStartMonth, { start, today })
  const seen = fingerprintOf(text, read)
  const isSeen = field(form, "seen") === seen
  if (isFinal && isSeen && !terms.faults) {
    return { plan: planOf(read.rows, terms.given as NewPlanTerms, today, timeZone) }
  }
  const plan = planOf(read.rows, { ...terms.given, start } as NewPlanTerms, today, timeZone)
  const priced = read.rows.flatMap(({ amount }) => amount ?? [])
  return {
    shown: {
      kind: "rows",
      text,
      rows: read.rows.slice(0, MOST_SHOWN),
      count: read.rows.length,
      problems: read.problems.slice(0, MOST_SHOWN),
      notes: read.notes,
      asks: read.asks,
      chosen: { order: read.terms.order, quarters: read.terms.quarters },
      ...terms,
      strip: stripOf(plan),
      ...(priced.length > 0 && { total: priced.reduce((sum, each) => sum + each, 0) }),
      seen,
      ...(isFinal && !isSeen && { hasChanged: true }),
    },
  }
}

const isOrder = (word: string): boolean => word === "day-first" || word === "month-first"
const isQuarters = (word: string): boolean => word === "calendar" || word === "fiscal"

/** What was said of the plan, or what is offered where nothing was said yet. */
function termsOf(
  form: FormData,
  read: PastedRows,
  habits: Habits,
  fiscalYearStartMonth: number,
  days: { start: Day; today: Day },
): { given: Partial<NewPlanTerms>; faults?: TermFaults } {
  const promise = readPromise(field(form, "promise"))
  if (!form.has("currency")) {
    const currency = read.currency ?? habits.currency
    return { given: { name: "Our plan", currency, fiscalYearStartMonth, ...(promise && { promise }) } }
  }
  const terms = readTerms(form, days)
  if ("terms" in terms) return { given: terms.terms }
  const given = {
    name: field(form, "name"),
    organisation: field(form, "organisation"),
    currency: /^[A-Z]{3}$/.test(field(form, "currency")) ? field(form, "currency") : habits.currency,
    fiscalYearStartMonth,
    ...(promise && { promise }),
  }
  return { given, faults: terms.faults }
}

function planOf(rows: readonly PastedRow[], terms: NewPlanTerms, asOf: Day, timeZone: string): Plan {
  return planOfRows(rows, { ...terms, id: idFromName(terms.name, "plan"), asOf, timeZone })
}

/** Tells whether rows read as they were shown: the same text may read otherwise in another fiscal year. */
function fingerprintOf(text: string, { rows }: PastedRows): string {
  return createHash("sha256")
    .update(JSON.stringify([text.trim(), rows]))
    .digest("base64url")
    .slice(0, 22)
}
