/** What to answer where storing failed for a reason outside the program. */
export type StorageTrouble = {
  /** 507 where there is no room or the disk refuses; 503 where it may work again by itself. */
  status: 503 | 507
  title: string
  /** What is the matter and what to do, for the person who wanted to store something. */
  sentence: string
  /** Seconds after which to try again, where waiting helps. */
  retryAfter?: number
}

const NOTHING_STORED = "Nothing was stored; reading still works."

const FULL: StorageTrouble = {
  status: 507,
  title: "The disk is full",
  sentence: `There is no room left where the plans are stored. ${NOTHING_STORED} Ask whoever runs Staycourse to free some space, then try again.`,
}
const UNWRITABLE: StorageTrouble = {
  status: 507,
  title: "The disk cannot be written",
  sentence: `The plans lie where nothing can be written at the moment. ${NOTHING_STORED} Ask whoever runs Staycourse to look at the disk, then try again.`,
}
const READ_ONLY: StorageTrouble = {
  status: 503,
  title: "Only reading is possible",
  sentence: "Staycourse is set to read only, so nothing was stored. Please try again later.",
}
const BUSY: StorageTrouble = {
  status: 503,
  title: "Too much is being stored at once",
  sentence: "Others are storing so much that your turn did not come. Nothing was stored. Please try again in a moment.",
  retryAfter: 1,
}
const AWAY: StorageTrouble = {
  status: 503,
  title: "The database does not answer",
  sentence: "The database does not answer at the moment. Look whether your change is there before you try again.",
  retryAfter: 5,
}

const onSqlite: [begin: string, trouble: StorageTrouble][] = [
  ["SQLITE_FULL", FULL],
  ["SQLITE_READONLY", UNWRITABLE],
  ["SQLITE_IOERR", UNWRITABLE],
  ["SQLITE_CANTOPEN", UNWRITABLE],
  ["SQLITE_BUSY", BUSY],
  ["SQLITE_LOCKED", BUSY],
]

const onPostgres = new Map<string, StorageTrouble>([
  ["53100", FULL],
  ["58030", UNWRITABLE],
  ["25006", READ_ONLY],
  ["40001", BUSY],
  ["40P01", BUSY],
  ["55P03", BUSY],
  ["53200", BUSY],
  ["53300", BUSY],
  ["57P01", AWAY],
  ["57P02", AWAY],
  ["57P03", AWAY],
  ["08000", AWAY],
  ["08001", AWAY],
  ["08003", AWAY],
  ["08006", AWAY],
])

const onTheWire = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EHOSTUNREACH"])

/** What to answer to an error that storage threw, or that was caused by one; undefined where it is a fault of ours. */
export function troubleOf(error: unknown): StorageTrouble | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const { code } = cause as { code?: unknown }
    if (typeof code === "string") {
      const found = onSqlite.find(([begin]) => code.startsWith(begin))?.[1] ?? onPostgres.get(code)
      if (found) return found
      if (onTheWire.has(code)) return AWAY
    }
    // The driver has no code for a connection that broke under a query.
    if (/^Connection terminated|^timeout exceeded when trying to connect/.test(cause.message)) return AWAY
  }
  return undefined
}

/** What is answered to every write where Staycourse was started to read only. */
export const readOnlyTrouble: StorageTrouble = READ_ONLY
