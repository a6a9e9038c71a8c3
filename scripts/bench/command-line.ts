import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { writeDocument } from "../../app/plan/document"
import { largePlan } from "./large-plan"
import { median, ROUNDS, spread, timed } from "./rounds"

const folder = mkdtempSync(join(tmpdir(), "staycourse-bench-"))
const file = join(folder, "plan.json")
writeFileSync(file, writeDocument(largePlan(20)))

const check = (...files: string[]): void => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["build/staycourse.js", "check", "--format", "json", ...files],
    {
      maxBuffer: 2 ** 30,
    },
  )
  if (status === 2 || status === null) throw new Error(String(stderr))
}

// C3: a whole process, from start to exit, beside a Node that does nothing.
const goals = [
  { what: "one plan of 20 stages, s", files: [file], goal: 0.35 },
  { what: "500 such plans in one call, s", files: new Array(500).fill(file), goal: 3 },
]
const empty = Array.from({ length: ROUNDS }, () => timed(1, () => spawnSync(process.execPath, ["-e", "0"])) / 1000)
console.log(`Node that does nothing, s: ${spread(empty)}`)
for (const { what, files, goal } of goals) {
  const rounds = Array.from({ length: ROUNDS }, () => timed(1, () => check(...files)) / 1000)
  const times = median(rounds) / median(empty)
  console.log(
    `${what}: ${spread(rounds)} · ${times.toFixed(1)}× · goal ${goal} ${median(rounds) <= goal ? "met" : "MISSED"}`,
  )
}
rmSync(folder, { recursive: true })
