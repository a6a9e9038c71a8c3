import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Link, useActionData, useLoaderData, useOutletContext } from "@remix-run/react"
import { changePlan } from "../../db/plans.server"
import { commitmentOf } from "../commitment/commitment-of"
import { CommitmentPage } from "../commitment/commitment-page"
import { DeclareForm } from "../commitment/declare-form"
import type { Trace } from "../commitment/shown-answers"
import { dayIn } from "../plan/calendar"
import { Change } from "../plan/change"
import { takeId } from "../plan/id-from-name"
import { planOn } from "../plan/plan-on"
import { Refusal } from "../plan/refusal"
import { mayChange } from "../plan/roles"
import { requirePlan } from "../session.server"
import { writeAddress } from "../ui/address"
import type { PlanInHand } from "../ui/course-page"
import { RefusalNote } from "../ui/refusal-note"
import type { PageHandle } from "./plans.$id"

export async function loader(asked: LoaderFunctionArgs) {
  const { plan, access } = await requirePlan(asked, "read")
  const judged = planOn(plan, dayIn(plan.plan.timeZone, Date.now()))
  return {
    commitment: commitmentOf(judged, access.seesAmounts),
    mayDeclare: mayChange(access, { kind: "add", collection: "answers", record: {} as never }),
    leaders: plan.people
      .filter(({ level }) => level === "ceo" || level === "executive")
      .map(({ id, name }) => ({ id, name })),
    asOf: judged.plan.asOf,
  }
}

/** Writes down what a leader declares. The answer of the plan itself is worked out and cannot be written. */
export async function action(asked: ActionFunctionArgs) {
  const { actor, access, plan } = await requirePlan(asked, "draft")
  const form = await asked.request.formData()
  const [question, declared, byId, date] = ["question", "declared", "byId", "date"].map((name) => form.get(name))
  const note = String(form.get("note") ?? "").trim()
  const id = takeId(`question-${String(question)}-${String(date)}`, new Set(plan.answers.map((answer) => answer.id)))
  const record = { id, question: Number(question), declared, byId, date, ...(note !== "" && { note }) }
  const change = Change.safeParse({ kind: "add", collection: "answers", record })
  if (!change.success) {
    const expected = change.error.issues.map(({ path, message }) => `${String(path.at(-1))}: expected ${message}`)
    return data({ says: `This was not written down. ${expected.join("; ")}` }, 422)
  }
  if (!mayChange(access, change.data)) throw data(null, 403)
  try {
    await changePlan(asked.context.db, plan.plan.id, change.data, actor.id, new Date().toISOString())
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return data({ says: error.message }, 409)
  }
  return redirect(new URL(asked.request.url).pathname)
}

export const handle: PageHandle = { skips: [["commitment", "Skip to the answers"]] }

export default function CommitmentRoute() {
  const { commitment, leaders, asOf, mayDeclare } = useLoaderData<typeof loader>()
  const { stored } = useOutletContext<PlanInHand>()
  const answer = useActionData<typeof action>()
  const { id } = stored.plan
  return (
    <>
      {answer ? <RefusalNote says={answer.says} /> : null}
      <CommitmentPage
        commitment={commitment}
        link={(trace) => <TraceLink plan={id} trace={trace} />}
        declare={mayDeclare ? ({ q }) => <DeclareForm question={q} people={leaders} today={asOf} /> : undefined}
      />
    </>
  )
}

function TraceLink({ plan, trace }: { plan: string; trace: Trace }) {
  if (!trace.at) return <Link to={`/plans/${plan}/course`}>{trace.text}</Link>
  return (
    <Link to={`/plans/${plan}/course?${writeAddress(new URLSearchParams(), { selection: trace.at }).toString()}`}>
      {trace.text}
    </Link>
  )
}
