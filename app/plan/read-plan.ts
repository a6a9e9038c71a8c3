import { addMonths } from "./calendar"
import { COLLECTION_NAMES, type CollectionName, emptyPlan, madeId } from "./collections"
import type { Header } from "./header"
import { MOST_ODDITIES } from "./json-text"
import { COLLECTIONS, eachReference, HEADER, isLeaf, type Kind } from "./kinds"
import { groupDigits } from "./money"
import type { Baseline, Plan } from "./plan"
import { isEnough, note, oneOfKind, type Problem, type ProblemList, sayPath, showValue, unknownKey } from "./problem"
import { type Fields, isFields, type Notes, type Path, readField, readRecord } from "./read-record"
import { Day, wholeNumber } from "./values"

/** What a plan document says at its top, so that a file can be told from any other. */
export const FORMAT = "staycourse/plan@1"
/** The most stages a plan may hold. */
export const MOST_STAGES = 10_000
/** The most records a plan may hold in all. */
export const MOST_RECORDS = 200_000
const HORIZON_MONTHS = 60
/** The most baselines a document may hold. */
export const MOST_BASELINES = 100

/**
 * A plan and what was changed to read it, or what is wrong: at most a hundred problems spelled out, and how many there
 * are; `isAtLeast` where there were so many that counting stopped.
 */
export type PlanRead = { plan: Plan; warnings: Problem[] } | { problems: Problem[]; total: number; isAtLeast?: true }

/**
 * Reads the value of a parsed document: applies the defaults of a file, makes the ids that were left out, rounds cents
 * half away from zero with a warning. `known` are problems found while the text was read; their places are not judged again.
 */
export function readPlan(value: unknown, known: Problem[] = []): PlanRead {
  const notes: Notes = { problems: { listed: [], total: 0 }, warnings: { listed: [], total: 0 } }
  for (const problem of known) note(notes.problems, () => problem)
  const judged = new Set(known.map(({ path }) => path))
  const document = readFormat(value, notes)
  const plan = document && readWhole(document, [], ["format", "plan", ...COLLECTION_NAMES, "history"], notes, judged)
  const history = document && plan && readHistory(document.history, notes, judged)
  const { problems, warnings } = notes
  if (problems.total > 0 || !plan) {
    const { listed, total } = problems
    return {
      problems: listed,
      total,
      ...((isEnough(problems) || known.length >= MOST_ODDITIES) && { isAtLeast: true }),
    }
  }
  return { plan: history ? { ...plan, history } : plan, warnings: warnings.listed }
}

function readFormat(value: unknown, { problems }: Notes): Fields | undefined {
  if (!isFields(value)) {
    note(problems, () => ({ path: "", found: showValue(value), expected: "an object that holds a plan" }))
    return undefined
  }
  if (value.format === FORMAT) return value
  note(problems, () => ({ path: "format", found: showValue(value.format), expected: JSON.stringify(FORMAT) }))
  return value.format === undefined ? value : undefined
}

function readWhole(
  whole: Fields,
  base: Path,
  known: string[],
  notes: Notes,
  judged: ReadonlySet<string>,
): Plan | undefined {
  const { problems } = notes
  for (const key of Object.keys(whole)) {
    if (!known.includes(key) && !judged.has(sayPath([...base, key])))
      note(problems, () => unknownKey([...base, key], known))
  }
  const lists = listsOf(whole, base, notes)
  if (isTooLarge(lists, base, problems)) return undefined

  const header = readHeader(whole.plan, [...base, "plan"], notes, judged)
  const plan = emptyPlan(header as Header)
  for (const name of COLLECTION_NAMES) {
    const kind = COLLECTIONS[name]
    const records = plan[name] as unknown[]
    const ids = isLeaf(name) ? idsOf(lists[name]) : undefined
    lists[name].forEach((record, index) => {
      if (isEnough(problems)) return
      const filled = isFields(record) ? fillRecord(name, record, index, ids) : record
      records.push(readRecord(kind, filled, [...base, name, index], notes, judged))
    })
  }
  if (isEnough(problems)) return undefined
  findDuplicates(lists, base, problems)
  findDangling(whole.plan, lists, base, problems)
  return header && plan
}

function listsOf(whole: Fields, base: Path, { problems }: Notes): Record<CollectionName, unknown[]> {
  const lists = {} as Record<CollectionName, unknown[]>
  for (const name of COLLECTION_NAMES) {
    const list = whole[name]
    lists[name] = Array.isArray(list) ? list : []
    if (list !== undefined && !Array.isArray(list)) {
      note(problems, () => ({
        path: sayPath([...base, name]),
        found: showValue(list),
        expected: `a list of ${COLLECTIONS[name].words[1]}`,
      }))
    }
  }
  return lists
}

function isTooLarge(lists: Record<CollectionName, unknown[]>, base: Path, problems: ProblemList): boolean {
  const sizes = new Map(COLLECTION_NAMES.map((name) => [name as string, lists[name].length]))
  const tooMany = tooManyRecords(sizes, base)
  if (tooMany) note(problems, () => tooMany)
  return tooMany !== undefined
}

/** The problem of a plan with more stages or records than one may hold; undefined where it holds no more. */
export function tooManyRecords(sizes: ReadonlyMap<string, number>, base: Path = []): Problem | undefined {
  const stages = sizes.get("stages") ?? 0
  if (stages > MOST_STAGES) {
    const path = sayPath([...base, "stages"])
    return { path, found: `${groupDigits(stages)} stages`, expected: `at most ${groupDigits(MOST_STAGES)} stages` }
  }
  let records = 0
  for (const name of COLLECTION_NAMES) records += sizes.get(name) ?? 0
  if (records <= MOST_RECORDS) return undefined
  const expected = `at most ${groupDigits(MOST_RECORDS)} records in all`
  return { path: sayPath(base), found: `${groupDigits(records)} records`, expected }
}

/** The end of a plan that does not state it. Where the start is no day, any end will do: the start is a problem already. */
function horizonFrom(start: unknown): Day {
  const read = Day.safeParse(start)
  return read.success ? addMonths(read.data, HORIZON_MONTHS) : ("2199-12-31" as Day)
}

function readHeader(value: unknown, path: Path, notes: Notes, judged: ReadonlySet<string>): Header | undefined {
  const filled =
    isFields(value) && value.horizonEnd === undefined ? { ...value, horizonEnd: horizonFrom(value.start) } : value
  return readRecord(HEADER, filled, path, notes, judged) as Header | undefined
}

const idsOf = (records: unknown[]): Set<unknown> =>
  new Set(records.map((record) => (isFields(record) ? record.id : undefined)))

/** A record with what a file may leave out: its order, a person's capacity, the id of a record that nothing refers to. */
function fillRecord(name: CollectionName, record: Fields, index: number, ids: Set<unknown> | undefined): Fields {
  const filled: Fields = {}
  if (ids && record.id === undefined) {
    let id = madeId(name, index + 1)
    for (let again = 2; ids.has(id); again++) id = `${madeId(name, index + 1)}-${again}`
    ids.add(id)
    filled.id = id
  }
  if (record.order === undefined && COLLECTIONS[name].shape.keys.has("order")) filled.order = index + 1
  if (name === "resources" && record.capacityFte === undefined && record.kind === "person") filled.capacityFte = 1
  return { ...record, ...filled }
}

function findDuplicates(lists: Record<CollectionName, unknown[]>, base: Path, problems: ProblemList): void {
  for (const name of COLLECTION_NAMES) {
    const first = new Map<string, number>()
    lists[name].forEach((record, index) => {
      if (!isFields(record) || typeof record.id !== "string") return
      const id = record.id
      const earlier = first.get(id)
      if (earlier === undefined) first.set(id, index)
      else {
        note(problems, () => ({
          path: sayPath([...base, name, index, "id"]),
          found: showValue(id),
          expected: `an id of its own; ${sayPath([...base, name, earlier])} has this one`,
        }))
      }
    })
  }
}

function findDangling(
  header: unknown,
  lists: Record<CollectionName, unknown[]>,
  base: Path,
  problems: ProblemList,
): void {
  const ids = Object.fromEntries(COLLECTION_NAMES.map((name) => [name, idsOf(lists[name])]))
  const findIn = (kind: Kind, record: unknown, path: Path): void => {
    eachReference(kind, record, (id, to, trail) => {
      if (ids[to]?.has(id)) return
      const at = [...path, ...trail]
      note(problems, () => ({
        path: sayPath(at),
        found: showValue(id),
        expected: `the id of ${oneOfKind(COLLECTIONS[to].words[0])} in this plan`,
      }))
    })
  }
  findIn(HEADER, header, [...base, "plan"])
  for (const name of COLLECTION_NAMES) {
    lists[name].forEach((record, index) => {
      findIn(COLLECTIONS[name], record, [...base, name, index])
    })
  }
}

const BaselineNumber = wholeNumber(1, 1_000_000)

function readHistory(history: unknown, notes: Notes, judged: ReadonlySet<string>): Plan["history"] {
  const { problems, warnings } = notes
  if (history === undefined) return undefined
  if (!isFields(history)) {
    note(problems, () => ({
      path: "history",
      found: showValue(history),
      expected: 'an object, such as {"baselines": [...]}',
    }))
    return undefined
  }
  const ignore = (path: Path): void => {
    note(warnings, () => ({
      path: sayPath(path),
      found: "more history",
      expected: "baselines only; the rest was not read",
    }))
  }
  for (const key of Object.keys(history)) if (key !== "baselines") ignore(["history", key])
  const given = history.baselines ?? []
  if (!Array.isArray(given) || given.length > MOST_BASELINES) {
    const expected = `a list of at most ${MOST_BASELINES} baselines`
    note(problems, () => ({ path: "history.baselines", found: showValue(given), expected }))
    return undefined
  }
  const numbers = new Map<unknown, number>()
  const baselines = given.flatMap((baseline, index): Baseline[] => {
    const path = ["history", "baselines", index]
    if (!isFields(baseline)) {
      note(problems, () => ({
        path: sayPath(path),
        found: showValue(baseline),
        expected: "an object that holds a baseline",
      }))
      return []
    }
    for (const key of Object.keys(baseline)) if (!["number", "approvedOn", "plan"].includes(key)) ignore([...path, key])
    const number = readField(BaselineNumber, baseline.number, [...path, "number"], problems)
    const approvedOn = readField(Day, baseline.approvedOn, [...path, "approvedOn"], problems)
    const earlier = numbers.get(number)
    if (number !== undefined && earlier !== undefined) {
      const expected = `a number of its own; history.baselines[${earlier}] has this one`
      note(problems, () => ({ path: sayPath([...path, "number"]), found: showValue(number), expected }))
    }
    numbers.set(number, index)
    const plan = readBaselinePlan(baseline.plan, [...path, "plan"], notes, judged)
    return number !== undefined && approvedOn !== undefined && plan ? [{ number, approvedOn, plan }] : []
  })
  return { baselines }
}

function readBaselinePlan(value: unknown, path: Path, notes: Notes, judged: ReadonlySet<string>): Plan | undefined {
  if (isFields(value)) return readWhole(value, path, ["plan", ...COLLECTION_NAMES], notes, judged)
  note(notes.problems, () => ({
    path: sayPath(path),
    found: showValue(value),
    expected: "an object that holds a plan",
  }))
  return undefined
}
