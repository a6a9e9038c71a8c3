import { addDays, addMonths } from "../../app/plan/calendar"
import type { Day, Plan } from "../../app/plan/plan"
import { type Sketch, sketch } from "../../app/plan/sketch"

const START = "2027-01-01" as Day
const KINDS = ["prepare", "listen", "design", "pilot", "rollout", "embed"] as const

type List<Name extends keyof Sketch> = NonNullable<Sketch[Name]>

/**
 * A five-year plan of so many stages, each with costs, an assignment and a dependency, and with the people, money, metrics
 * and promises that go with them. The same count gives the same plan: a multiplicative sequence stands in for chance.
 */
export function largePlan(stageCount: number): Plan {
  let state = 12345
  const upTo = (limit: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const stages: List<"stages"> = []
  const costs: List<"costs"> = []
  const assignments: List<"assignments"> = []
  const dependencies: List<"dependencies"> = []
  const pools = Math.max(4, Math.ceil(stageCount / 50))
  for (let n = 0; n < stageCount; n++) {
    const id = `stage-${n + 1}`
    const kind = KINDS[upTo(KINDS.length)]
    const start = addMonths(START, upTo(48))
    const end = addMonths(start, 3 + upTo(9))
    stages.push({ id, name: `Stage ${n + 1}`, kind, start, end, order: n + 1, functions: [] })
    costs.push({ id: `cost-${n + 1}`, stageId: id, start, end, amount: 50_000 + upTo(400_000), tag: "change" })
    if (kind === "rollout") {
      const run = { start: end, end: addDays(end, 365) }
      costs.push({ id: `run-${n + 1}`, stageId: id, kind: "run", ...run, amount: 20_000 })
    }
    assignments.push({
      id: `assignment-${n + 1}`,
      resourceId: `pool-${1 + upTo(pools)}`,
      stageId: id,
      fte: 1 + upTo(4),
    })
    if (n > 0) {
      const before = stages[upTo(n)]
      if (before?.end !== undefined && before.end <= start) {
        dependencies.push({ id: `dependency-${n}`, fromId: before.id, toId: id })
      }
    }
  }
  const metricCount = Math.max(5, Math.ceil(stageCount / 20))
  const metrics: List<"metrics"> = []
  const targets: List<"targets"> = []
  const contributions: List<"contributions"> = []
  const readings: List<"readings"> = []
  for (let m = 0; m < metricCount; m++) {
    const id = `metric-${m + 1}`
    const isLeading = m % 2 === 0
    metrics.push({
      id,
      name: `Metric ${m + 1}`,
      tier: isLeading ? "operational" : "behaviour",
      role: isLeading ? "leading" : "lagging",
      baseline: { value: 50, date: "2026-12-01" },
      ownerId: "owner",
      forumId: "forum",
      drivenByIds: isLeading ? [] : [`metric-${m}`],
    })
    for (let each = 0; each < 3; each++) {
      contributions.push({ id: `contribution-${m}-${each}`, metricId: id, stageId: `stage-${1 + upTo(stageCount)}` })
      targets.push({ id: `target-${m}-${each}`, metricId: id, date: `${2029 + each}-12-31`, value: 60 + each * 5 })
    }
    for (let each = 0; each < 12; each++) {
      readings.push({ id: `reading-${m}-${each}`, metricId: id, date: addMonths(START, each), value: 50 + each })
    }
  }
  const total = costs.reduce((sum, { amount = 0 }) => sum + amount, 0)
  const yes = { status: "committed" as const, decidedOn: "2026-11-01", evidence: "minutes" }
  return sketch({
    plan: { id: "large", name: `A plan of ${stageCount} stages`, status: "running", asOf: "2028-01-01" },
    stages,
    costs,
    assignments,
    dependencies,
    resources: Array.from({ length: pools }, (_, n) => ({
      id: `pool-${n + 1}`,
      name: `Pool ${n + 1}`,
      kind: "pool" as const,
      capacityFte: 40,
      bauFte: 10,
      annualCost: 60_000,
    })),
    people: [
      { id: "chief", level: "ceo" },
      { id: "champion", isOfficer: true, reportsToId: "chief" },
      { id: "owner", level: "manager" },
    ],
    roleTerms: [{ personId: "chief" }, { role: "champion", personId: "champion" }],
    forums: [{ id: "forum" }],
    funding: [
      { id: "first", amount: Math.floor(total * 0.5), availableFrom: "2027-01-01", ...yes },
      { id: "second", amount: Math.floor(total * 0.4), availableFrom: "2029-01-01", expiresOn: "2031-01-01", ...yes },
      {
        id: "tagged",
        amount: Math.floor(total * 0.2),
        availableFrom: "2028-01-01",
        restrictedTo: { tags: ["change"] },
        ...yes,
      },
      {
        id: "asked",
        amount: Math.floor(total * 0.5),
        status: "requested",
        availableFrom: "2029-06-01",
        decisionDue: "2028-09-01",
      },
    ],
    metrics,
    targets,
    contributions,
    readings,
    triggers: [{ metricId: "metric-1", firstEvaluation: "2030-01-01", minConsecutive: 2, consequence: "pause" }],
  })
}
