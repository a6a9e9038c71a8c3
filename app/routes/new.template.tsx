import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { type ClientActionFunctionArgs, Form, Link, useActionData, useLoaderData } from "@remix-run/react"
import { dayIn } from "../plan/calendar"
import { idFromName } from "../plan/id-from-name"
import { fiveYearTemplate } from "../plan/template"
import { requireActor } from "../session.server"
import { habitsOf } from "../start/habits"
import { readPromise, readTerms, type TermFaults, USUAL_NAME, usualStart } from "../start/new-plan-terms"
import { ownTimeZone, storePlan } from "../start/store-plan.server"
import { TemplateContents } from "../start/template-contents"
import { CountingFields, NamingFields, StartFields } from "../start/terms-fields"
import { answerOrNone, UnansweredNote } from "../start/unanswered"

export { unlessSent as shouldRevalidate } from "../start/revalidation"

export async function loader({ request }: LoaderFunctionArgs) {
  const today = dayIn(ownTimeZone(), Date.now())
  const habits = habitsOf(request.headers.get("Accept-Language"))
  return {
    today,
    given: { name: USUAL_NAME, ...habits, start: usualStart(today, habits.fiscalYearStartMonth) },
    promise: readPromise(new URL(request.url).searchParams.get("promise")),
  }
}

type Answer = { faults: TermFaults; unanswered?: undefined } | { unanswered: true; faults?: undefined }

export async function action(asked: ActionFunctionArgs) {
  const actor = requireActor(asked)
  const { request, context } = asked
  const timeZone = ownTimeZone()
  const today = dayIn(timeZone, Date.now())
  const read = readTerms(await request.formData(), { start: today, today })
  if ("faults" in read) return data<Answer>({ faults: read.faults }, 422)
  const { name } = read.terms
  const plan = fiveYearTemplate({ ...read.terms, id: idFromName(name, "plan"), asOf: today, timeZone })
  const stored = await storePlan(context.db, plan, actor)
  if ("problems" in stored) {
    const [problem] = stored.problems
    return data<Answer>({ faults: { name: `This cannot be stored: expected ${problem?.expected}.` } }, 422)
  }
  return redirect(`/plans/${stored.id}/course`)
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOrNone(() => serverAction<typeof action>())

export default function TemplateTerms() {
  const { given, today } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as Answer | undefined
  const faults = answer?.faults
  return (
    <div className="template">
      <Form id="new-plan" method="post" className="template-form">
        <h2>The five-year template, on your calendar</h2>
        <p>Everything here can be changed later.</p>
        {answer?.unanswered ? <UnansweredNote /> : null}
        <NamingFields given={{ ...given, today }} faults={faults} />
        <StartFields given={{ ...given, today }} faults={faults} />
        <CountingFields given={{ ...given, today }} faults={faults} />
        <div className="form-ends">
          <button type="submit" className="button is-main is-large">
            Create the plan
          </button>
          <Link to="/new" className="button is-quiet is-large">
            Back
          </Link>
        </div>
      </Form>
      <TemplateContents />
    </div>
  )
}
