import { type Answer, answersOf } from "../checks/answers"
import { isMoneyRule } from "../checks/money-rules"
import { QUESTIONS } from "../checks/questions/index"
import { reckonAndCheck } from "../checks/run"
import { hasHappened } from "../plan/cover"
import type { Plan } from "../plan/plan"
import type { Commitment } from "./commitment-page"
import { promises, reviews, settlements } from "./outcomes"
import { commitmentSentence, type PastVerdicts, sayProgress, shownAnswers } from "./shown-answers"

/** The questions with a key rule that is about money. */
const TURNING_ON_MONEY: ReadonlySet<number> = new Set(
  QUESTIONS.filter(({ key }) => key.some(isMoneyRule)).map(({ q }) => q),
)

/** The most approvals shown, the newest ones. */
const MOST_PAST = 4

/**
 * What the page of the twelve questions shows of a plan on its asOf. Where amounts are not for the reader, the questions
 * that turn on money are left out: without its money a plan would seem to have none.
 */
export function commitmentOf(plan: Plan, seesAmounts = true): Commitment {
  const { asOf } = plan.plan
  const isFor = ({ q }: { q: number }): boolean => seesAmounts || !TURNING_ON_MONEY.has(q)
  const answers = answersTo(plan).filter(isFor)
  const past = pastVerdicts(plan).map((each) => ({ ...each, verdicts: each.verdicts.filter(isFor) }))
  const last = past.at(-1)
  return {
    sentence: commitmentSentence(answers),
    ...(!seesAmounts && { leftOut: [...TURNING_ON_MONEY] }),
    pairs: shownAnswers(plan, answers),
    past,
    ...(last && { progress: sayProgress(answers, last) }),
    promises: promises(plan, asOf),
    reviews: reviews(plan, asOf),
    settlements: settlements(plan, asOf),
  }
}

function answersTo(plan: Plan): Answer[] {
  const { reckoning, report } = reckonAndCheck(plan)
  return answersOf(reckoning, report)
}

/** Each approved plan is judged on the day of its approval, by what it said then. */
function pastVerdicts({ plan, history }: Plan): PastVerdicts[] {
  return (history?.baselines ?? [])
    .filter(({ approvedOn }) => hasHappened(approvedOn, plan.asOf))
    .slice(-MOST_PAST)
    .map(({ number, approvedOn, plan: approved }) => {
      const judged = { ...approved, plan: { ...approved.plan, asOf: approvedOn } }
      return { number, approvedOn, verdicts: answersTo(judged).map(({ q, verdict }) => ({ q, verdict })) }
    })
}
