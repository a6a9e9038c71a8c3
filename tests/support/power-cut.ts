import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { history } from "../../db/journal.server"
import { migrate } from "../../db/migrate.server"
import { assertSound, openDatabase } from "../../db/open.server"
import { createPlan } from "../../db/plans.server"
import { verifyDatabase } from "../../db/verify.server"
import { wovenPlan } from "./random-changes"

// A disk writes this much at once or not at all.
const BLOCK = 512
const ACKNOWLEDGED = "acknowledged"

type Deed = {
  deed: "write" | "truncate" | "flush" | "remove"
  file: string
  offset: number
  length: number
  bytes: Buffer
}

/** What power cuts at chance moments came to. */
export type Outcome = { cuts: number; lost: number; damaged: number; faults: string[] }

/** Whether this machine can compile what writes down the deeds of a program. */
export function canTrace(): boolean {
  try {
    execFileSync("cc", ["--version"], { stdio: "pipe" })
    return process.platform === "linux"
  } catch {
    return false
  }
}

/**
 * Runs a program that changes a plan, writes down all it does to the disk, and cuts the power at chance moments: what was
 * flushed is there, and of what was not each block is lost, kept or torn. `chance` gives numbers from 0 to 1.
 */
export async function cutPower(
  cuts: number,
  turns: number,
  isCareless: boolean,
  chance: () => number,
): Promise<Outcome> {
  const home = mkdtempSync(join(tmpdir(), "staycourse-power-"))
  try {
    const folder = join(home, "data")
    const db = openDatabase({ folder })
    await migrate(db)
    await createPlan(db, wovenPlan(), "cco", new Date().toISOString())
    await db.destroy()
    const before = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))
    const deeds = traced(home, folder, turns, isCareless)
    const outcome: Outcome = { cuts, lost: 0, damaged: 0, faults: [] }
    const moments = Array.from({ length: cuts }, () => Math.floor(chance() * deeds.length)).sort((a, b) => a - b)
    const disk = openDisk(before)
    let done = 0
    for (const [number, moment] of moments.entries()) {
      for (; done < moment; done++) disk.carryOut(deeds[done] as Deed)
      const image = join(home, `image-${number}`)
      disk.cut(image, number % 3, chance)
      const { isDamaged, told, fault } = await look(image)
      if (isDamaged) outcome.damaged++
      else if (disk.acknowledged().some((name) => !told.has(name))) outcome.lost++
      if (fault) outcome.faults.push(fault)
      rmSync(image, { recursive: true })
    }
    return outcome
  } finally {
    rmSync(home, { recursive: true })
  }
}

function traced(home: string, folder: string, turns: number, isCareless: boolean): Deed[] {
  // From the checkout: a bench is bundled and runs from elsewhere.
  const tracer = join(home, "tracer.so")
  const source = resolve("scripts/bench/power-cut.c")
  execFileSync("cc", ["-shared", "-fPIC", "-o", tracer, source, "-ldl", "-lpthread"], { stdio: "pipe" })
  const program = resolve("tests/support/power-stream.ts")
  const trace = join(home, "trace")
  const args = ["--import", "tsx", program, folder, String(turns), ...(isCareless ? ["careless"] : [])]
  const env = { ...process.env, LD_PRELOAD: tracer, TRACED_FOLDER: folder, TRACE: trace }
  execFileSync(process.execPath, args, { env, stdio: "pipe" })
  return readTrace(readFileSync(trace))
}

const DEEDS = ["write", "truncate", "flush", "remove"] as const
const HEAD = 24

function readTrace(bytes: Buffer): Deed[] {
  const deeds: Deed[] = []
  for (let at = 0; at < bytes.length; ) {
    const deed = DEEDS[bytes.readUInt32LE(at) - 1] as Deed["deed"]
    const named = at + HEAD + bytes.readUInt32LE(at + 4)
    const [offset, length] = [Number(bytes.readBigUInt64LE(at + 8)), Number(bytes.readBigUInt64LE(at + 16))]
    const end = named + (deed === "write" ? length : 0)
    const file = bytes.toString("utf8", at + HEAD, named)
    deeds.push({ deed, file, offset, length, bytes: bytes.subarray(named, end) })
    at = end
  }
  return deeds
}

/** A disk that keeps for certain only what was flushed. */
function openDisk(before: ReadonlyMap<string, Buffer>) {
  const files: Files = new Map(
    [...before].map(([name, bytes]) => [name, { bytes: Buffer.from(bytes), length: bytes.length }]),
  )
  const unflushed = new Map<string, Deed[]>()
  let acknowledged = ""
  return {
    acknowledged: () => acknowledged.split("\n").slice(0, -1),
    carryOut(deed: Deed) {
      const waiting = unflushed.get(deed.file) ?? []
      if (deed.file === ACKNOWLEDGED) {
        acknowledged += deed.bytes.toString("utf8")
      } else if (deed.deed === "flush") {
        for (const done of waiting) carryOut(files, done)
        unflushed.delete(deed.file)
      } else {
        waiting.push(deed)
        unflushed.set(deed.file, waiting)
      }
    },
    /** Makes a folder as it is found after the power was cut. */
    cut(image: string, fate: number, chance: () => number) {
      const left: Files = new Map(
        [...files].map(([name, { bytes, length }]) => [name, { bytes: Buffer.from(bytes), length }]),
      )
      for (const part of [...unflushed.values()].flat().flatMap(parts)) {
        // All that was not flushed is lost, or all is kept, or each block has a fate of its own.
        const lot = fate === 0 ? 0 : fate === 1 ? 1 : chance()
        if (lot < 1 / 3) continue
        const torn = lot < 2 / 3 && part.deed === "write"
        const bytes = torn ? part.bytes.subarray(0, Math.floor(chance() * part.bytes.length)) : part.bytes
        carryOut(left, { ...part, bytes })
      }
      mkdirSync(image, { mode: 0o700 })
      for (const [name, { bytes, length }] of left) writeFileSync(join(image, name), bytes.subarray(0, length))
    },
  }
}

/** Files by name. The bytes past the length are zero. */
type Files = Map<string, { bytes: Buffer; length: number }>

function parts(deed: Deed): Deed[] {
  if (deed.deed !== "write") return [deed]
  const cut: Deed[] = []
  for (let at = 0; at < deed.bytes.length; ) {
    const end = Math.min(deed.bytes.length, at + BLOCK - ((deed.offset + at) % BLOCK))
    cut.push({ ...deed, offset: deed.offset + at, bytes: deed.bytes.subarray(at, end) })
    at = end
  }
  return cut
}

function carryOut(files: Files, { deed, file, offset, length, bytes }: Deed): void {
  if (deed === "remove") {
    files.delete(file)
    return
  }
  const was = files.get(file) ?? { bytes: Buffer.alloc(0), length: 0 }
  const end = deed === "truncate" ? length : offset + bytes.length
  const grown =
    was.bytes.length >= end ? was.bytes : Buffer.concat([was.bytes, Buffer.alloc(end * 2 - was.bytes.length)])
  if (deed === "truncate") grown.fill(0, length)
  else bytes.copy(grown, offset)
  files.set(file, { bytes: grown, length: deed === "truncate" ? length : Math.max(was.length, end) })
}

async function look(folder: string): Promise<{ isDamaged: boolean; told: Set<string>; fault?: string }> {
  try {
    const db = openDatabase({ folder })
    try {
      await assertSound(db)
      const { faults } = await verifyDatabase(db)
      const entries = await history(db, "woven", { limit: 1_000_000 })
      const told = new Set(entries.flatMap(({ intent }) => (intent.kind === "rename" ? [intent.name] : [])))
      return { isDamaged: faults.length > 0, told, ...(faults[0] && { fault: faults[0] }) }
    } finally {
      await db.destroy()
    }
  } catch (error) {
    return { isDamaged: true, told: new Set(), fault: String(error) }
  }
}
