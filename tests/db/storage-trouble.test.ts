import { execFileSync } from "node:child_process"
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { CompiledQuery } from "kysely"
import { afterAll, describe, expect, onTestFinished, test } from "vitest"
import { migrate } from "../../db/migrate.server"
import { type Db, FILE, openDatabase, openReadOnly, storageTroubles } from "../../db/open.server"
import { changePlan, createPlan, loadPlan } from "../../db/plans.server"
import { troubleOf } from "../../db/storage-trouble.server"
import { verifyDatabase } from "../../db/verify.server"
import { freshFolder } from "../support/database"
import { wovenPlan } from "../support/random-changes"

const NOON = "2026-11-22T12:00:00.000Z"
const rename = (name: string) => ({ kind: "rename", collection: "stages", id: "embed", name }) as const
const pragma = (db: Db, text: string) => db.executeQuery(CompiledQuery.raw(`pragma ${text}`))

async function withPlan(folder: string): Promise<Db> {
  const db = openDatabase({ folder })
  onTestFinished(() => db.destroy())
  await migrate(db)
  await createPlan(db, wovenPlan(), "cco", NOON)
  return db
}

/** Changes a plan until that fails, and returns the names that were acknowledged, with the error. */
async function untilRefused(db: Db, round: number): Promise<{ stored: string[]; error: unknown }> {
  const stored: string[] = []
  for (let turn = 0; turn < 5_000; turn++) {
    const name = `${round} ${turn} ${"x".repeat(150)}`
    try {
      await changePlan(db, "woven", rename(name), "cco", NOON)
      stored.push(name)
    } catch (error) {
      return { stored, error }
    }
  }
  return { stored, error: undefined }
}

test("a database that may not grow refuses with what to do, keeps what it acknowledged, and stores again later", async () => {
  const db = await withPlan(freshFolder())
  const { rows } = await db.executeQuery<{ page_count: number }>(CompiledQuery.raw("pragma page_count"))
  await pragma(db, `max_page_count = ${(rows[0]?.page_count ?? 0) + 10}`)
  const { stored, error } = await untilRefused(db, 1)
  expect(troubleOf(error)).toMatchObject({ status: 507, sentence: expect.stringContaining("free some space") })
  expect((await loadPlan(db, "woven"))?.version).toBe(1 + stored.length)
  await pragma(db, "max_page_count = 1000000")
  await changePlan(db, "woven", rename("Room again"), "cco", NOON)
  expect((await verifyDatabase(db)).faults).toEqual([])
})

/** A small disk of the test's own; undefined where this machine does not let us have one. */
function smallDisk(): string | undefined {
  const folder = join(freshDisk, String(Math.random()).slice(2))
  mkdirSync(folder)
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=12m", "tmpfs", folder], { stdio: "pipe" })
  } catch {
    return undefined
  }
  mounted.push(folder)
  return folder
}
const freshDisk = execFileSync("mktemp", ["-d"], { encoding: "utf8" }).trim()
const mounted: string[] = []
const mayMount = smallDisk() !== undefined
afterAll(() => {
  for (const folder of mounted) execFileSync("umount", ["-l", folder])
  rmSync(freshDisk, { recursive: true })
})

describe.runIf(mayMount)("on a disk of its own", () => {
  test("a full disk refuses every change and says so, reading goes on, and room helps at once", async () => {
    const disk = smallDisk() as string
    const db = await withPlan(join(disk, "data"))
    const ballast = join(disk, "ballast")
    const acknowledged: string[] = []
    for (let round = 0; round < 3; round++) {
      writeFileSync(ballast, "")
      // Filled by another program, to the last block.
      execFileSync("sh", ["-c", `dd if=/dev/zero of=${ballast} bs=4k 2>/dev/null || true`])
      const { stored, error } = await untilRefused(db, round)
      expect(troubleOf(error)?.status).toBe(507)
      expect(stored).toEqual([])
      expect(await storageTroubles(db)).not.toEqual([])
      expect((await loadPlan(db, "woven"))?.version).toBe(1 + acknowledged.length)
      rmSync(ballast)
      await changePlan(db, "woven", rename(`Room again ${round}`), "cco", NOON)
      acknowledged.push(`Room again ${round}`)
      expect(await storageTroubles(db)).toEqual([])
    }
    // Room for some changes more, then the end in the midst of one.
    execFileSync("sh", [
      "-c",
      `dd if=/dev/zero of=${ballast} bs=4k count=$(( ($(stat -f -c %a ${disk}) - 350) )) 2>/dev/null`,
    ])
    const { stored, error } = await untilRefused(db, 9)
    expect(troubleOf(error)?.status).toBe(507)
    expect(stored.length).toBeGreaterThan(2)
    expect((await loadPlan(db, "woven"))?.version).toBe(1 + acknowledged.length + stored.length)
    expect((await verifyDatabase(db)).faults).toEqual([])
  })

  test("a disk that can only be read is named at the start, and can be read all the same", async () => {
    const disk = smallDisk() as string
    const folder = join(disk, "data")
    const db = openDatabase({ folder })
    await migrate(db)
    await createPlan(db, wovenPlan(), "cco", NOON)
    await db.destroy()
    execFileSync("mount", ["-o", "remount,ro", disk])
    expect(() => openDatabase({ folder })).toThrow(/can only be read/)
    const readOnly = openReadOnly({ folder })
    onTestFinished(() => readOnly.destroy())
    expect((await loadPlan(readOnly, "woven"))?.version).toBe(1)
    const refused = await changePlan(readOnly, "woven", rename("No"), "cco", NOON).catch((error) => error)
    expect(troubleOf(refused)?.status).toBe(507)
  })
})

test("opened to read, a database in use shows what is stored in it and takes nothing", async () => {
  const folder = freshFolder()
  const db = await withPlan(folder)
  await changePlan(db, "woven", rename("Still in the log"), "cco", NOON)
  const before = readFileSync(join(folder, FILE))
  const readOnly = openReadOnly({ folder })
  onTestFinished(() => readOnly.destroy())
  expect((await loadPlan(readOnly, "woven"))?.version).toBe(2)
  await expect(changePlan(readOnly, "woven", rename("No"), "cco", NOON)).rejects.toMatchObject({ code: /READONLY/ })
  expect(readFileSync(join(folder, FILE)).equals(before)).toBe(true)
})

test("where there is nothing to read, the folder is named", () => {
  const folder = freshFolder()
  expect(() => openReadOnly({ folder })).toThrow(`There is no database in ${folder}`)
})

test.skipIf(process.getuid?.() === 0)("a folder that may not be written is named", () => {
  const folder = freshFolder()
  chmodSync(folder, 0o500)
  expect(() => openDatabase({ folder })).toThrow(/may not write to the data folder/)
})

test("only trouble with storage is told as such", () => {
  expect(troubleOf(new Error("cannot read properties of undefined"))).toBeUndefined()
  expect(troubleOf(Object.assign(new Error(""), { code: "SQLITE_CONSTRAINT_FOREIGNKEY" }))).toBeUndefined()
  const wrapped = new Error("in a page", { cause: Object.assign(new Error(""), { code: "SQLITE_BUSY_SNAPSHOT" }) })
  expect(troubleOf(wrapped)).toMatchObject({ status: 503, retryAfter: 1 })
  for (const [code, status] of [
    ["SQLITE_READONLY_DBMOVED", 507],
    ["SQLITE_IOERR_WRITE", 507],
    ["53100", 507],
    ["25006", 503],
    ["57P01", 503],
    ["ECONNREFUSED", 503],
  ] as const) {
    expect([code, troubleOf(Object.assign(new Error(""), { code }))?.status]).toEqual([code, status])
  }
})
