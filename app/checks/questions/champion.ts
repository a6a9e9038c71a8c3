import type { Person, RoleTerm } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import { counted, listed } from "../words"
import { currentTerms, type Fact, holders, type Question, shown, subjects, told } from "./fact"
import { meetings } from "./meetings"

/** The champion has standing and time. */
export const champion: readonly Question[] = [
  {
    q: 3,
    claims: "The work is not laid on an overfull plate",
    facts: (reckoning) => [knownPlates(reckoning), backFill(reckoning)],
    key: ["LOAD002", "LOAD001"],
    other: ["LOAD003"],
  },
  {
    q: 4,
    claims: "The champion is an officer, with real support",
    facts: (reckoning) => [officer(reckoning), reportsTo(reckoning), mandate(reckoning), meets(reckoning)],
    key: ["SPON002", "LOAD002"],
    other: ["SPON005"],
  },
]

/** The longest that a champion and a sponsor may go without meeting: a month. */
const MONTH_DAYS = 31

function knownPlates(reckoning: Reckoning): Fact {
  const { plan, stages } = reckoning
  const champions = holders(plan, currentTerms(reckoning, "champion"))
  const owners = [...stages.values()].flatMap(({ ownerId }) => ownerId ?? [])
  const asked = new Set([...champions.map(({ id }) => id), ...owners])
  const assigned = new Set(plan.assignments.flatMap(({ resourceId }) => resourceId ?? []))
  const known = new Set(
    plan.resources
      .filter(({ id, bauFte, dedicated }) => assigned.has(id) && (bauFte !== undefined || dedicated === true))
      .flatMap(({ personId }) => personId ?? []),
  )
  const unknown = plan.people.filter(({ id }) => asked.has(id) && !known.has(id))
  const unowned = [...stages.values()].filter(({ ownerId }) => ownerId === undefined).length
  const isHeld = champions.length > 0 && stages.size > 0 && unowned === 0 && unknown.length === 0
  const says =
    champions.length === 0
      ? "Nobody is the champion today"
      : unowned > 0
        ? `${counted(unowned, "stage")} without an owner`
        : unknown.length > 0
          ? `Nobody knows how full the week of ${listed(unknown.map(({ name }) => name))} is`
          : "Day job and share of the work are known for all who lead"
  const asks = "the day job and the share of this work, for the champion and each stage's owner"
  return shown(asks, isHeld, says, subjects("people", unknown.length > 0 ? unknown : champions))
}

/** A person who gives more of the week than this leaves work behind that somebody else must do. */
const MOVED_FTE = 0.2

function backFill({ plan, stages }: Reckoning): Fact {
  const asks = "back-fill paid for where somebody gives more than a day a week"
  const living = plan.assignments.filter(({ stageId, resourceId }) => stages.has(stageId) && resourceId !== undefined)
  const moved = plan.resources.filter((resource) => {
    const own = living.filter(({ resourceId }) => resourceId === resource.id)
    return resource.kind === "person" && !resource.dedicated && own.some(({ fte }) => fte > MOVED_FTE)
  })
  const open = moved.filter(
    ({ id, paidBy }) =>
      paidBy !== "plan" && living.some((each) => each.resourceId === id && each.fte > MOVED_FTE && !each.absorbedBy),
  )
  const says =
    living.length === 0
      ? "Nobody is assigned yet"
      : open.length > 0
        ? `No back-fill for ${listed(open.map(({ name }) => name))}`
        : "Back-fill is paid for wherever people leave their day job"
  return shown(
    asks,
    living.length > 0 && open.length === 0,
    says,
    subjects("resources", open.length > 0 ? open : moved),
  )
}

function officer(reckoning: Reckoning): Fact {
  const people = championsOf(reckoning)
  const [first] = people
  const isHeld = people.length > 0 && people.every(({ isOfficer }) => isOfficer === true)
  const says = !first
    ? "Nobody is the champion today"
    : isHeld
      ? `${first.name} is an officer of the company`
      : first.isOfficer === false
        ? `${first.name} is not an officer of the company`
        : `Nobody has said whether ${first.name} is an officer of the company`
  return shown("a champion who is an officer of the company", isHeld, says, subjects("people", people))
}

function reportsTo(reckoning: Reckoning): Fact {
  const people = championsOf(reckoning)
  const above = reckoning.plan.people.find(({ id }) => id === people[0]?.reportsToId)
  const isHeld = people.length > 0 && people.every(({ reportsToId }) => reportsToId !== undefined)
  const says = above ? `Reports to ${above.name}` : "Nobody has said whom the champion reports to"
  return shown("whom the champion reports to", isHeld, says, subjects("people", people))
}

function mandate(reckoning: Reckoning): Fact {
  const { plan, asOf } = reckoning
  const terms = currentTerms(reckoning, "champion")
  const accepted = terms.filter(({ mandate: given }) => given?.acceptedOn !== undefined && given.acceptedOn <= asOf)
  const isDecided = (term: RoleTerm): boolean =>
    plan.decisions.some(
      ({ subject, outcome, forumId, date }) =>
        subject.kind === "role" &&
        (subject.id === term.id || subject.id === term.personId) &&
        outcome.startsWith("approve") &&
        forumId !== undefined &&
        date <= asOf,
    )
  const isHeld = terms.length > 0 && accepted.length === terms.length
  const says = isHeld ? "The champion's mandate was accepted" : "The champion's mandate has not been accepted"
  const asks = "a mandate for the champion that a forum accepted"
  return told(asks, isHeld, accepted.every(isDecided), says, subjects("roleTerms", terms))
}

function meets(reckoning: Reckoning): Fact {
  const asks = "a meeting of sponsor and champion at least once a month"
  return meetings(reckoning, asks, MONTH_DAYS)
}

const championsOf = (reckoning: Reckoning): Person[] => holders(reckoning.plan, currentTerms(reckoning, "champion"))
