import type { Kysely } from "kysely"
import * as plans from "./001-plans"
import * as history from "./002-history"
import * as accounts from "./003-accounts"
import * as programs from "./004-programs"
import * as board from "./005-board"
import * as audit from "./006-audit"

/** One step from a version of the database to the next. It runs in a transaction, on SQLite and on Postgres alike. */
export interface Migration {
  up(db: Kysely<unknown>): Promise<void>
}

/** In order; the version of the database is how many of these it has been through. Only ever added to. */
export const migrations: [name: string, migration: Migration][] = [
  ["001-plans", plans],
  ["002-history", history],
  ["003-accounts", accounts],
  ["004-programs", programs],
  ["005-board", board],
  ["006-audit", audit],
]
