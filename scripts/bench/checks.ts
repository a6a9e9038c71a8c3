import { runChecks } from "../../app/checks/run"
import { largePlan } from "./large-plan"
import { plainPass } from "./plain-objects"
import { median, ROUNDS, spread, timed } from "./rounds"

/** Milliseconds allowed for all checks and indices, by number of stages. */
const GOALS = { 20: 1, 1000: 10, 10000: 120 }

// C1: all checks and indices, a full run, beside the plain pass over the same plan in the same round.
console.log("All checks and indices, full run in Node, ms: median (least–most), and ratio to the plain pass")
for (const [stages, goal] of Object.entries(GOALS)) {
  const plan = largePlan(Number(stages))
  const times = Math.max(3, Math.round(2_000 / Number(stages)))
  timed(times * 3, () => runChecks(plan))
  timed(times * 3, () => plainPass(plan))
  const rounds = Array.from({ length: ROUNDS }, () => ({
    checks: timed(times, () => runChecks(plan)),
    plain: timed(times, () => plainPass(plan)),
  }))
  const checks = rounds.map((round) => round.checks)
  const ratio = median(rounds.map((round) => round.checks / round.plain))
  const plain = spread(
    rounds.map((round) => round.plain),
    3,
  )
  console.log(
    `${stages.padStart(6)} stages: ${spread(checks)} · plain ${plain} · ${ratio.toFixed(1)}× · goal ${goal} ms ${median(checks) <= goal ? "met" : "MISSED"}`,
  )
}
console.log(`memory in use: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`)
