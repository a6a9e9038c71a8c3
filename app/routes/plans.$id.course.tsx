import { type ActionFunctionArgs, data, redirect } from "@remix-run/node"
import {
  type ClientActionFunctionArgs,
  isRouteErrorResponse,
  type ShouldRevalidateFunctionArgs,
  useActionData,
  useOutletContext,
  useSearchParams,
} from "@remix-run/react"
import { useCallback, useEffect, useMemo, useRef } from "react"
import * as z from "zod"
import { withItsEdits } from "../../db/journal.server"
import { changePlan } from "../../db/plans.server"
import { firstNeeded } from "../first-needed"
import { Change } from "../plan/change"
import type { Plan } from "../plan/plan"
import { sayPath } from "../plan/problem"
import { Refusal } from "../plan/refusal"
import { mayChange } from "../plan/roles"
import { requirePlan } from "../session.server"
import { standing } from "../standing.server"
import { type CourseAddress, readAddress, writeAddress } from "../ui/address"
import { CoursePage, type PlanInHand } from "../ui/course-page"
import { readForm } from "../ui/form-change"
import type { Answer } from "../ui/outbox"
import { RefusalNote } from "../ui/refusal-note"
import { SelectedLater } from "../ui/selected-later"
import type { PageHandle } from "./plans.$id"

const Sending = z.strictObject({ change: Change, version: z.int().min(1) })

export async function action(asked: ActionFunctionArgs) {
  const { actor, access, ...stored } = await requirePlan(asked, "read")
  const { request, params, context } = asked
  const { db } = context
  const id = params.id as string
  const isScripted = request.headers.get("content-type")?.startsWith("application/json") ?? false
  const sending = Sending.safeParse(isScripted ? await readJson(request) : await readPlain(request, stored))
  if (!sending.success) return data<Answer>({ kind: "malformed", problems: problemsOf(sending.error) }, 422)
  const { change, version } = sending.data
  const at = new Date().toISOString()
  const asker = { actor, access, at }
  const refused = async ({ code, message: sentence, conflict }: Refusal, status: number) => {
    const refusal = { code, sentence, ...(conflict && { conflict }) }
    return data<Answer>({ kind: "refused", refusal, ...(await standing(db, id, version, asker)) }, status)
  }
  if (!mayChange(access, await withItsEdits(db, id, change, actor.id))) {
    return refused(new Refusal("not-allowed", NOT_YOURS), 403)
  }
  try {
    const { edits } = await changePlan(db, id, change, actor.id, at, actor)
    if (!isScripted) return redirect(pathOf(request))
    return data<Answer>({
      kind: "saved",
      ...(await standing(db, id, version, asker)),
      isNothing: edits.length === 0,
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refused(error, 409)
  }
}

const NOT_YOURS = "Your role in this plan does not let you change this. Ask an admin of the plan."

/** The same page, so that reloading it does not send the form again. */
function pathOf(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return `${pathname}${search}`
}

/** What was sent; undefined, which no change is, where it is no JSON. */
async function readJson(request: Request): Promise<unknown> {
  return request.json().catch(() => undefined)
}

async function readPlain(request: Request, { plan, version }: { plan: Plan; version: number }): Promise<unknown> {
  return { change: readForm(new URLSearchParams(await request.text()), plan), version }
}

function problemsOf({ issues }: z.ZodError): { path: string; expected: string }[] {
  return issues.map(({ path, message }) => ({ path: sayPath(path as (string | number)[]), expected: message }))
}

/** A change that gets no answer is not lost: it stays on the page, which offers to try again. */
export async function clientAction({ serverAction }: ClientActionFunctionArgs): Promise<Answer> {
  try {
    return (await serverAction<typeof action>()) as Answer
  } catch (error) {
    return { kind: "unanswered", because: isRouteErrorResponse(error) ? error.data?.sentence : undefined }
  }
}

export const shouldRevalidate = (_: ShouldRevalidateFunctionArgs) => false

export const handle: PageHandle = {
  skips: [
    ["course", "Skip to the Course"],
    ["problems", "Skip to Problems"],
    ["inspector", "Skip to the inspector"],
  ],
}

if (typeof document !== "undefined" && readAddress(new URLSearchParams(location.search)).selection) {
  firstNeeded.push(SelectedLater.fetch())
}

export default function CourseRoute() {
  const inHand = useOutletContext<PlanInHand>()
  const [search, setSearch] = useSearchParams()
  const answer = useActionData<typeof action>()
  const address = useMemo(() => readAddress(search), [search])
  // What the page was last asked for, which the address shows only a moment later.
  const asked = useRef(search)
  useEffect(() => {
    asked.current = search
  }, [search])
  const set = useRef(setSearch)
  set.current = setSearch
  const onAddress = useCallback((change: Partial<CourseAddress>, how: "push" | "replace") => {
    asked.current = writeAddress(asked.current, change)
    set.current(asked.current, { replace: how === "replace", preventScrollReset: true })
  }, [])
  return (
    <>
      <PlainAnswer answer={answer as Answer | undefined} />
      <CoursePage inHand={inHand} address={address} onAddress={onAddress} />
    </>
  )
}

/** What came of a form that was sent without scripts. */
function PlainAnswer({ answer }: { answer: Answer | undefined }) {
  if (answer?.kind === "refused") return <RefusalNote says={answer.refusal.sentence} />
  if (answer?.kind !== "malformed") return null
  return <RefusalNote says={answer.problems.map(({ path, expected }) => `${path}: expected ${expected}`).join("; ")} />
}
