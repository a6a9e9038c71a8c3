import { daysBetween, longDay } from "../../plan/calendar"
import { HALF_YEAR_DAYS, type Reckoning } from "../../plan/reckoning"
import { counted } from "../words"
import {
  currentTerms,
  type Fact,
  header,
  holders,
  isChiefExecutive,
  isRecent,
  type Question,
  shown,
  subjects,
  told,
} from "./fact"

/** The chief executive owns it: what we will become for customers, as a transformation. */
export const ownership: readonly Question[] = [
  {
    q: 1,
    claims: "Says what we will become for customers, and keeps saying it",
    facts: (reckoning) => [ambition(reckoning), repeated(reckoning), sponsored(reckoning)],
    key: ["SPON006", "SPON001"],
    other: ["BEHV004", "SPON003"],
  },
  {
    q: 2,
    claims: "Commits to a transformation, not a handful of tactics",
    facts: (reckoning) => [linked(reckoning), functions(reckoning), groups(reckoning), lasting(reckoning)],
    key: ["STAG002", "BEHV001", "PACE003"],
    other: ["BEHV003", "SPON006"],
  },
]

const AMBITION = "a dated ambition by the chief executive that names a customer metric"

function ambition(reckoning: Reckoning): Fact {
  const { plan } = reckoning
  const { ambition: stated } = plan.plan
  if (!stated) return told(AMBITION, false, false, "No ambition is written down")
  const customers = plan.metrics.filter(({ id, tier }) => stated.metricIds.includes(id) && tier !== "financial")
  const isTheirs = isChiefExecutive(plan, stated.authorId)
  const said = [stated.statedOn, ...stated.reaffirmedOn].filter((day) => day <= reckoning.asOf).sort()
  const isFresh = isRecent(said.at(-1), reckoning)
  const says = !isTheirs
    ? "The ambition is not the chief executive's own"
    : customers.length === 0
      ? "The ambition names no customer metric"
      : isFresh
        ? `Ambition said on ${longDay(said.at(-1) ?? stated.statedOn)}`
        : "The ambition has not been said within a year"
  const at = [header(reckoning), ...subjects("metrics", customers)]
  return told(AMBITION, isTheirs && customers.length > 0 && isFresh, stated.evidence !== undefined, says, at)
}

/** So often in a year is "constantly": our convention. */
const REPETITIONS = 2

function repeated(reckoning: Reckoning): Fact {
  const stated = reckoning.plan.plan.ambition
  const times = (stated?.reaffirmedOn ?? []).filter((day) => isRecent(day, reckoning)).length
  const says = `Repeated ${counted(times, "time")} in the last year`
  const asks = `the ambition repeated at least ${REPETITIONS} times within a year`
  return told(asks, times >= REPETITIONS, stated?.evidence !== undefined, says, [header(reckoning)])
}

function sponsored(reckoning: Reckoning): Fact {
  const terms = currentTerms(reckoning, "sponsor")
  const [first] = holders(reckoning.plan, terms)
  const says = first ? `${first.name} is the sponsor` : "Nobody is the sponsor today"
  return shown("a sponsor whose term covers today", terms.length > 0, says, subjects("roleTerms", terms))
}

const LINKED = 3

function linked(reckoning: Reckoning): Fact {
  const chains = chainsOf(reckoning)
  const found = chains
    .filter((chain) => chain.length >= LINKED && chain.some((id) => reckoning.stages.get(id)?.kind === "embed"))
    .sort((a, b) => b.length - a.length)[0]
  const longest = Math.max(0, ...chains.map(({ length }) => length))
  const says = found
    ? `${counted(found.length, "linked stage")}, one of which makes it stick`
    : longest >= LINKED
      ? `${counted(longest, "linked stage")}, none of which makes it stick`
      : `At most ${counted(longest, "stage")} linked`
  const asks = `at least ${LINKED} stages that wait for one another, one of them to embed the change`
  return shown(
    asks,
    found !== undefined,
    says,
    (found ?? []).map((id) => ({ collection: "stages", id }) as const),
  )
}

/** Stages that hang together by dependencies, each group in the plan's order. */
function chainsOf({ stages, dependencies }: Reckoning): string[][] {
  const root = new Map([...stages.keys()].map((id) => [id, id]))
  const find = (id: string): string => {
    let at = id
    while (root.get(at) !== at) at = root.get(at) as string
    root.set(id, at)
    return at
  }
  for (const { fromId, toId } of dependencies) root.set(find(fromId), find(toId))
  const chains = new Map<string, string[]>()
  for (const id of stages.keys()) chains.set(find(id), [...(chains.get(find(id)) ?? []), id])
  return [...chains.values()]
}

function functions({ stages }: Reckoning): Fact {
  const named = new Set([...stages.values()].flatMap((stage) => stage.functions))
  const at = subjects(
    "stages",
    [...stages.values()].filter((stage) => stage.functions.length > 0),
  )
  return shown("at least two functions at work", named.size >= 2, `${counted(named.size, "function")} at work`, at)
}

function groups({ plan }: Reckoning): Fact {
  const changing = new Set(plan.behaviours.map(({ groupId }) => groupId))
  const says = `Behaviour changes for ${counted(changing.size, "group")}`
  return shown(
    "behaviour that changes for at least two groups",
    changing.size >= 2,
    says,
    subjects("behaviours", plan.behaviours),
  )
}

/** A stage that is short, leads nowhere and changes nobody's behaviour is a one-off. At most half the need may sit there. */
function lasting({ plan, stages, dependencies, costOfStage }: Reckoning): Fact {
  const hasSuccessor = new Set(dependencies.map(({ fromId }) => fromId))
  const changes = new Set(plan.behaviours.flatMap(({ stageId }) => stageId ?? []))
  let [all, once] = [0, 0]
  for (const stage of stages.values()) {
    const need = costOfStage(stage.id)
    all += need
    if (daysBetween(stage.start, stage.end) < HALF_YEAR_DAYS && !hasSuccessor.has(stage.id) && !changes.has(stage.id))
      once += need
  }
  const says = all > 0 ? `${Math.floor((100 * once) / all)}% of the money in one-off work` : "No stage has a price"
  return shown("at most half of the money in one-off work", all > 0 && once * 2 <= all, says)
}
