import { COLLECTION_WORDS } from "./collections"
import type { Gate, Plan, Pledge } from "./plan"

/**
 * A plan that comes from elsewhere, without what somebody there is said to have approved: decisions, committed money,
 * passed gates, ratified promises and approved versions; and a sentence about each kind of thing that was left out.
 */
export function withoutApprovals(plan: Plan): { plan: Plan; warnings: string[] } {
  const warnings: string[] = []
  const warn = (count: number, one: string, many: string): void => {
    if (count > 0) warnings.push(count === 1 ? one : many.replace("#", String(count)))
  }
  const { history, ...bare } = plan
  const { baselines = [] } = history ?? {}
  const committed = plan.funding.filter(({ status, decidedOn }) => status === "committed" || decidedOn !== undefined)
  const passed = plan.gates.filter(({ decision, decidedOn }) => decision !== undefined || decidedOn !== undefined)
  const isApproved = plan.plan.status === "approved"
  const { pledge } = plan.plan
  const isRatified = pledge?.ceoRatifiedOn !== undefined || pledge?.boardRatifiedOn !== undefined
  const [, decisions] = COLLECTION_WORDS.decisions
  warn(
    committed.length,
    "One funding line arrives as requested: nobody here has decided on it.",
    "# funding lines arrive as requested: nobody here has decided on them.",
  )
  warn(
    plan.decisions.length,
    "One decision was left out: it was not made here.",
    `# ${decisions} were left out: they were not made here.`,
  )
  warn(
    passed.length,
    "One gate arrives undecided: nobody here has let it pass.",
    "# gates arrive undecided: nobody here has let them pass.",
  )
  warn(
    baselines.length,
    "One approved version of the plan was left out.",
    "# approved versions of the plan were left out.",
  )
  if (isApproved) warnings.push("The plan arrives as a draft: nobody here has approved it.")
  if (isRatified) warnings.push("The pledge arrives without the days on which it was ratified.")
  if (warnings.length === 0) return { plan: bare, warnings }
  return {
    plan: {
      ...bare,
      plan: {
        ...plan.plan,
        ...(isApproved && { status: "draft" as const }),
        ...(pledge && isRatified && { pledge: unratified(pledge) }),
      },
      funding: plan.funding.map((line) => {
        const { decidedOn: _, ...undecided } = line
        return line.status === "committed" ? { ...undecided, status: "requested" as const } : undecided
      }),
      gates: plan.gates.map(undecidedGate),
      decisions: [],
      actions: plan.actions.map(({ decisionId: _, ...action }) => action),
      forecasts: plan.forecasts.filter(({ subject }) => subject.collection !== "decisions"),
      checkIns: plan.checkIns.filter(({ subject }) => subject.collection !== "decisions"),
    },
    warnings,
  }
}

function undecidedGate({ decision: _, decidedOn: __, ...gate }: Gate): Gate {
  return gate
}

function unratified({ ceoRatifiedOn: _, boardRatifiedOn: __, ...pledge }: Pledge): Pledge {
  return pledge
}
