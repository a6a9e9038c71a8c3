import { longDay, toDay } from "../../plan/calendar"
import type { Day } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import { evaluationsOf } from "../evaluations"
import { firingTriggers } from "../patience/kill-triggers"
import { laterMoney } from "../patience/later-money"
import { pledgeParts } from "../patience/pledge-parts"
import { listed } from "../words"
import { currentTerms, type Fact, header, holders, isRecent, type Question, shown, subjects, told } from "./fact"

/** Patience is real: the five years are accepted, and kept up with the board. */
export const staying: readonly Question[] = [
  {
    q: 9,
    claims: "Accepts about five years, without results at once",
    facts: (reckoning) => [
      signedByChief(reckoning),
      firstVerdict(reckoning),
      noEarlyStop(reckoning),
      patientMoney(reckoning),
    ],
    key: ["PACE001", "PACE002", "PACE005", "PACE003"],
    other: ["PACE006", "PACE004", "PACE007", "FUND002", "FUND005"],
  },
  {
    q: 10,
    claims: "Will keep that patience with the board",
    facts: (reckoning) => [
      signedByBoard(reckoning),
      reaffirmed(reckoning),
      succession(reckoning),
      boardKnows(reckoning),
    ],
    key: ["PACE007", "SPON004", "PACE005"],
    other: ["PACE006", "PACE002", "SPON001"],
  },
]

function signedByChief(reckoning: Reckoning): Fact {
  const { ceo, isEvidenced } = pledgeParts(reckoning)
  const on = reckoning.plan.plan.pledge?.ceoRatifiedOn
  const says =
    ceo && on
      ? `The chief executive signed the pledge on ${longDay(on)}`
      : "The chief executive has not signed a pledge"
  return told("a pledge of patience signed by the chief executive", ceo, isEvidenced, says, [header(reckoning)])
}

/** The first financial verdict, or the day before which nothing is stopped, must leave the metrics their time. */
function firstVerdict(reckoning: Reckoning): Fact {
  const { firstFinancial, isEvidenced } = pledgeParts(reckoning)
  const { pledge } = reckoning.plan.plan
  const verdict = pledge?.firstFinancialVerdict ?? pledge?.noKillBefore
  const isHeld = verdict !== undefined && (firstFinancial === undefined || verdict >= firstFinancial)
  const says =
    verdict === undefined
      ? "No day is agreed for the first verdict"
      : isHeld
        ? `First verdict on ${longDay(verdict)}`
        : `The first verdict, ${longDay(verdict)}, comes before ${longDay(firstFinancial as Day)}, the earliest credible day`
  return told("a first verdict no earlier than results can show", isHeld, isEvidenced, says, [header(reckoning)])
}

function noEarlyStop(reckoning: Reckoning): Fact {
  const early = firingTriggers(reckoning)
  const isJudged = evaluationsOf(reckoning.plan).length > 0
  const says =
    early.length > 0
      ? "A stop is agreed for too early a day"
      : isJudged
        ? "Nothing stops the work early"
        : "Nothing says yet how the work is judged"
  return shown(
    "nothing that stops the work before results can show",
    isJudged && early.length === 0,
    says,
    subjects("triggers", reckoning.plan.triggers),
  )
}

/** At least half of later need must be decided: the same line as the check of money decided year by year. */
function patientMoney(reckoning: Reckoning): Fact {
  const { need, paid } = laterMoney(reckoning)
  const isPriced = reckoning.ledger.total > 0
  const says =
    need > 0
      ? `${Math.floor((100 * paid) / need)}% of the need beyond a year is decided`
      : "No need is planned beyond a year"
  return shown(
    "money decided for more than a year ahead",
    isPriced && paid * 2 >= need,
    says,
    subjects("funding", reckoning.plan.funding),
  )
}

function signedByBoard(reckoning: Reckoning): Fact {
  const { board, isEvidenced } = pledgeParts(reckoning)
  const on = reckoning.plan.plan.pledge?.boardRatifiedOn
  const says = board && on ? `The board signed the pledge on ${longDay(on)}` : "The board has not signed a pledge"
  return told("a pledge of patience signed by the board", board, isEvidenced, says, [header(reckoning)])
}

function reaffirmed(reckoning: Reckoning): Fact {
  const parts = pledgeParts(reckoning)
  const says = parts.lastAffirmed ? `Last affirmed on ${longDay(parts.lastAffirmed)}` : "Never affirmed by both"
  return told("the pledge affirmed within a year", parts.reaffirmed, parts.isEvidenced, says, [header(reckoning)])
}

function succession(reckoning: Reckoning): Fact {
  const { plan, until } = reckoning
  const leaders = holders(plan, [...currentTerms(reckoning, "sponsor"), ...currentTerms(reckoning, "champion")])
  const horizon = toDay(until)
  const open = leaders.filter(
    ({ successorId, expectedEnd }) => successorId === undefined && (expectedEnd === undefined || expectedEnd < horizon),
  )
  const says =
    leaders.length === 0
      ? "Neither sponsor nor champion is named"
      : open.length > 0
        ? `No successor is named for ${listed(open.map(({ name }) => name))}`
        : "Succession is settled for sponsor and champion"
  const asks = "a successor for the sponsor and the champion"
  return shown(
    asks,
    leaders.length > 0 && open.length === 0,
    says,
    subjects("people", open.length > 0 ? open : leaders),
  )
}

/** That the board was shown how long results take: told so within a year, or an approval of a baseline that shows it. */
function boardKnows(reckoning: Reckoning): Fact {
  const { plan, asOf } = reckoning
  const boards = new Set(plan.forums.filter(({ kind }) => kind === "board").map(({ id }) => id))
  const approvals = plan.decisions.filter(
    ({ subject, outcome, date, forumId }) =>
      subject.kind === "baseline" &&
      outcome.startsWith("approve") &&
      date <= asOf &&
      forumId !== undefined &&
      boards.has(forumId),
  )
  const informed = plan.expectations.filter(
    ({ audience, toldOn, contradictedBy }) => /board/i.test(audience) && isRecent(toldOn, reckoning) && !contradictedBy,
  )
  const says =
    approvals.length > 0
      ? "The board approved the plan with its patience windows"
      : informed.length > 0
        ? "The board was told when to expect what"
        : "Nothing shows that the board knows when to expect what"
  const at = [...subjects("decisions", approvals), ...subjects("expectations", informed)]
  return told("a board paper that shows how long results take", at.length > 0, approvals.length > 0, says, at)
}
