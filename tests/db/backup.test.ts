import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { sql } from "kysely"
import { expect, test } from "vitest"
import { recordDeed } from "../../db/audit.server"
import { backUp, manifestOf, restore } from "../../db/backup.server"
import { history } from "../../db/journal.server"
import { migrate, newestVersion } from "../../db/migrate.server"
import { type Db, FILE, openDatabase, openToRead } from "../../db/open.server"
import { changePlan, createPlan, loadPlan } from "../../db/plans.server"
import { verifyDatabase } from "../../db/verify.server"
import { freshFolder } from "../support/database"
import { wovenPlan } from "../support/random-changes"
import { killWriters, startWriter } from "../support/stream-writer"

const NOON = "2026-11-22T12:00:00.000Z"

async function withPlan(): Promise<{ db: Db; folder: string }> {
  const folder = join(freshFolder(), "data")
  const db = openDatabase({ folder })
  await migrate(db)
  await createPlan(db, wovenPlan(), "cco", NOON)
  return { db, folder }
}

/** The names that the journal of the plan "woven" tells of. */
async function toldNames(db: Db): Promise<Set<string>> {
  const entries = await history(db, "woven", { limit: 1_000_000 })
  return new Set(entries.flatMap(({ intent }) => (intent.kind === "rename" ? [intent.name] : [])))
}

test("a backup made while others write holds everything acknowledged before, as of one moment, and can be restored", async () => {
  const { db, folder } = await withPlan()
  const elsewhere = freshFolder()
  const writers = ["listen", "embed"].map((stageId) => startWriter({ folder }, stageId, false))
  const backups: { file: string; before: string[] }[] = []
  try {
    await Promise.all(writers.map(({ heard }) => heard))
    for (let round = 0; round < 3; round++) {
      // As a command of its own would, beside the program that writes.
      const beside = openDatabase({ folder })
      const before = writers.flatMap(({ acknowledged }) => acknowledged)
      const file = join(elsewhere, `backup-${round}`)
      await backUp(beside, file, NOON)
      await beside.destroy()
      backups.push({ file, before })
    }
    // What lies in the file alone, without the log of changes beside it, is old.
    copyFileSync(join(folder, FILE), join(elsewhere, "plain-copy"))
  } finally {
    await killWriters(writers)
  }
  await db.destroy()
  for (const [round, { file, before }] of backups.entries()) {
    const target = join(elsewhere, `restored-${round}`)
    expect((await restore(file, target)).version).toBe(newestVersion)
    const restored = openDatabase({ folder: target })
    const told = await toldNames(restored)
    expect(before.filter((name) => !told.has(name))).toEqual([])
    expect((await verifyDatabase(restored)).faults).toEqual([])
    await restored.destroy()
  }
  const plain = openToRead(join(elsewhere, "plain-copy"))
  const inPlain = await toldNames(plain).catch(() => new Set<string>())
  await plain.destroy()
  expect(backups.at(-1)?.before.filter((name) => !inPlain.has(name))).not.toEqual([])
})

test("the manifest says how to tell the file and how far everything went, and both are their owner's alone", async () => {
  const { db } = await withPlan()
  await recordDeed(db, { action: "sign-in" }, "cli", NOON)
  const file = join(freshFolder(), "backup")
  const manifest = await backUp(db, file, NOON)
  expect(JSON.parse(readFileSync(manifestOf(file), "utf8"))).toEqual(manifest)
  expect(manifest).toMatchObject({
    ...{ file: "sqlite", madeAt: NOON, version: newestVersion, bytes: statSync(file).size },
    ...{ audit: { entries: 1 }, plans: [{ id: "woven", entries: 1 }] },
  })
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)
  expect([mode(file), mode(manifestOf(file))]).toEqual(["600", "600"])
  await changePlan(db, "woven", { kind: "rename", collection: "stages", id: "embed", name: "Later" }, "cco", NOON)
  expect((await verifyDatabase(db, manifest)).faults).toEqual([])
  await db.destroy()
})

test("neither a backup nor a restore replaces what is there", async () => {
  const { db, folder } = await withPlan()
  const file = join(freshFolder(), "backup")
  await backUp(db, file, NOON)
  await expect(backUp(db, file, NOON)).rejects.toThrow(/already. A backup never replaces/)
  await db.destroy()
  const before = readFileSync(join(folder, FILE))
  await expect(restore(file, folder)).rejects.toThrow(/already, and a restore never replaces/)
  expect(readFileSync(join(folder, FILE)).equals(before)).toBe(true)
})

test("a restore takes nothing for its own that an earlier database left behind", async () => {
  const { db } = await withPlan()
  const file = join(freshFolder(), "backup")
  await backUp(db, file, NOON)
  await db.destroy()
  const target = freshFolder()
  for (const end of ["", "-wal", "-shm"]) writeFileSync(join(target, `${FILE}${end}`), end && "stale")
  await restore(file, target)
  const restored = openDatabase({ folder: target })
  expect((await loadPlan(restored, "woven"))?.version).toBe(1)
  await restored.destroy()
})

test("a backup that was changed, is damaged, is none, or is from a newer Staycourse is refused and leaves nothing", async () => {
  const { db } = await withPlan()
  const folder = freshFolder()
  const file = join(folder, "backup")
  await backUp(db, file, NOON)
  const bytes = readFileSync(file)
  bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1
  writeFileSync(join(folder, "changed"), bytes)
  copyFileSync(manifestOf(file), manifestOf(join(folder, "changed")))
  bytes.fill(0x55, 4096, 12_288)
  writeFileSync(join(folder, "damaged"), bytes)
  writeFileSync(join(folder, "none"), "quarterly figures. ".repeat(1000))
  await sql`insert into schema_version values (${newestVersion + 1}, 'later', ${NOON})`.execute(db)
  // Made as it is, since our own backup would refuse it as well.
  await sql`vacuum into ${join(folder, "newer")}`.execute(db)
  await db.destroy()
  for (const [name, reason] of [
    ["changed", /not the one that its manifest describes/],
    ["damaged", /damaged/],
    ["none", /damaged, or is not a backup/],
    ["newer", /made by a newer Staycourse/],
    ["nowhere", /There is no file/],
  ] as const) {
    const target = join(freshFolder(), "data")
    mkdirSync(target)
    await expect(restore(join(folder, name), target)).rejects.toThrow(reason)
    expect(readdirSync(target)).toEqual([])
  }
})
