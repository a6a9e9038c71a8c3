import type { AnyRecord } from "../app/plan/edit"
import {
  COLLECTION_NAMES,
  COLLECTIONS,
  type CollectionName,
  HEADER,
  type Header,
  type Kind,
  type Shape,
} from "../app/plan/plan"
import type { Cell } from "./schema"

/** How a field lies in its column: as it is, true and false as 1 and 0, or lists and small objects as JSON. */
type Column = { field: string; name: string; as: "plain" | "flag" | "json" }

/** The column of a field: "stage_id" of `stageId`. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function laidOut(shape: Shape): Column["as"] {
  if (shape.kind !== "value" || shape.isMixed) return "json"
  return shape.isFlag ? "flag" : "plain"
}

const columnsOf = ({ shape }: Kind): Column[] =>
  [...shape.keys].map(([field, of]) => ({ field, name: columnOf(field), as: laidOut(of) }))

const HEADER_COLUMNS = columnsOf(HEADER)
const COLUMNS = Object.fromEntries(COLLECTION_NAMES.map((name) => [name, columnsOf(COLLECTIONS[name])])) as Record<
  CollectionName,
  Column[]
>
const BY_FIELD = new Map(
  [["plan", HEADER_COLUMNS] as const, ...COLLECTION_NAMES.map((name) => [name, COLUMNS[name]] as const)].map(
    ([name, columns]) => [name as string, new Map(columns.map((column) => [column.field, column]))],
  ),
)

type Row = Record<string, Cell>

/** The names of the columns that hold a record's fields, in the order of its schema. */
export function columnNames(collection: CollectionName | "plan"): string[] {
  return (collection === "plan" ? HEADER_COLUMNS : COLUMNS[collection]).map(({ name }) => name)
}

/** A record, or the header, as the columns of a row. */
export function toRow(collection: CollectionName | "plan", record: object): Row {
  const row: Row = {}
  for (const { field, name, as } of collection === "plan" ? HEADER_COLUMNS : COLUMNS[collection]) {
    row[name] = toCell((record as Record<string, unknown>)[field], as)
  }
  return row
}

/** One field as a column and what it holds. Throws where the collection has no such field. */
export function toColumn(collection: CollectionName | "plan", field: string, value: unknown): Row {
  const column = BY_FIELD.get(collection)?.get(field)
  if (!column) throw new Error(`${collection} have no field ${field}`)
  return { [column.name]: toCell(value, column.as) }
}

function toCell(value: unknown, as: Column["as"]): Cell {
  if (value === undefined) return null
  if (as === "json") return JSON.stringify(value)
  return as === "flag" ? Number(value) : (value as Cell)
}

/** The record that a row holds. */
export function toRecord(collection: CollectionName, row: object): AnyRecord {
  return read(COLUMNS[collection], row as Row) as AnyRecord
}

/** The header that a row holds. */
export function toHeader(row: object): Header {
  return read(HEADER_COLUMNS, row as Row) as Header
}

function read(columns: Column[], row: Row): object {
  const record: Record<string, unknown> = {}
  for (const { field, name, as } of columns) {
    const cell = row[name]
    if (cell === null || cell === undefined) continue
    record[field] = as === "plain" ? cell : as === "flag" ? cell === 1 : JSON.parse(String(cell))
  }
  return record
}
