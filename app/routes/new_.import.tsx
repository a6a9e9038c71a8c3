import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { type ClientActionFunctionArgs, useActionData, useLoaderData } from "@remix-run/react"
import { useEffect, useRef } from "react"
import { accessTo } from "../../db/memberships.server"
import type { Db } from "../../db/open.server"
import { planVersion } from "../../db/plans.server"
import { PageFrame } from "../page-frame"
import type { Actor } from "../plan/actor"
import { dayIn } from "../plan/calendar"
import { groupDigits } from "../plan/money"
import { sayLeftOut, sayProblem } from "../plan/problem"
import { requireActor } from "../session.server"
import { habitsOf } from "../start/habits"
import { readImport, type Understood } from "../start/import-form.server"
import { ImportForms } from "../start/import-forms"
import { readPromise } from "../start/new-plan-terms"
import { storePlan } from "../start/store-plan.server"
import { answerOrNone, UnansweredNote } from "../start/unanswered"
import { FilePreview } from "../start/understood-file"
import { RowsPreview } from "../start/understood-rows"
import { readUpload, TooLarge } from "../start/upload.server"
import "../start/start.css"

export { unlessSent as shouldRevalidate } from "../start/revalidation"

export const meta: MetaFunction = () => [{ title: "Import a plan · Staycourse" }]

export async function loader({ request }: LoaderFunctionArgs) {
  const promise = readPromise(new URL(request.url).searchParams.get("promise"))
  return { today: dayIn("UTC", Date.now()), ...(promise && { promise }) }
}

type Answer = Understood | { unanswered: true }

export async function action(asked: ActionFunctionArgs) {
  const actor = requireActor(asked)
  const { request, context } = asked
  const { db } = context
  let form: FormData
  try {
    form = await readUpload(request)
  } catch (fault) {
    if (!(fault instanceof TooLarge)) throw fault
    return data<Answer>(tooLarge(fault), 413)
  }
  // Whoever sits at the machine could put the file into the database as well.
  const isTrusted = actor.via === "local"
  const read = await readImport(form, habitsOf(request.headers.get("Accept-Language")), isTrusted)
  if ("shown" in read) {
    const { shown } = read
    const isThere = shown.kind === "file" && (await isKnown(db, actor, shown.strip.id))
    return data<Answer>(isThere ? { ...shown, isThere } : shown, shown.kind === "refused" ? 422 : 200)
  }
  const stored = await storePlan(db, read.plan, actor)
  if ("id" in stored) return redirect(`/plans/${stored.id}/course`)
  const problems = stored.problems.map(sayProblem)
  const says = "This plan cannot be stored. Nothing was changed."
  const leftOut = sayLeftOut(stored)
  return data<Answer>({ kind: "refused", says, problems, ...(leftOut && { leftOut }) }, 422)
}

/** Whether there is such a plan, for somebody who may know it. */
async function isKnown(db: Db, actor: Actor, planId: string): Promise<boolean> {
  return (await planVersion(db, planId)) !== undefined && (await accessTo(db, actor, planId)) !== undefined
}

function tooLarge({ bytes }: TooLarge): Understood {
  const megabytes = groupDigits(Math.round(bytes / 1024 / 1024))
  const says = `This file is too large: it has ${megabytes} MiB, and a plan may have 32. Nothing was stored.`
  return { kind: "refused", says, problems: [] }
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOrNone(() => serverAction<typeof action>())

export default function Import() {
  const { today, promise } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as Answer | undefined
  const top = useRef<HTMLDivElement>(null)
  // What was sent is answered at the top of the page, which may be out of sight.
  useEffect(() => {
    if (answer) top.current?.focus()
  }, [answer])
  return (
    <PageFrame ground="paper">
      <div className="import-page" ref={top} tabIndex={-1}>
        <Shown answer={answer} today={today} promise={promise} />
      </div>
    </PageFrame>
  )
}

function Shown({ answer, today, promise }: { answer?: Answer; today: string; promise?: string }) {
  if (!answer) return <ImportForms promise={promise} />
  if ("unanswered" in answer) {
    return (
      <>
        <UnansweredNote />
        <ImportForms promise={promise} />
      </>
    )
  }
  if (answer.kind === "file") return <FilePreview understood={answer} />
  if (answer.kind === "rows") return <RowsPreview key={answer.seen} understood={answer} today={today} />
  return <ImportForms promise={answer.promise ?? promise} refused={answer} />
}
