import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { Door } from "../accounts/door"
import { textOf } from "../accounts/read-account.server"
import { safePath } from "../accounts/safe-path"
import { signInWithCode } from "../accounts/sign-in.server"
import { PlainText } from "../start/plain-field"

export const meta: MetaFunction = () => [{ title: "Your code · Staycourse" }]

export async function loader({ request, context: { actor } }: LoaderFunctionArgs) {
  const to = safePath(new URL(request.url).searchParams.get("to"))
  if (actor) throw redirect(to)
  return { to }
}

export async function action(asked: ActionFunctionArgs) {
  const form = await asked.request.formData()
  const answer = await signInWithCode(asked, textOf(form, "code").slice(0, 40))
  if ("says" in answer) {
    const { says, status, wait } = answer
    return data({ says }, { status, ...(wait && { headers: { "Retry-After": String(wait) } }) })
  }
  return redirect(safePath(textOf(form, "to")), { headers: answer.headers })
}

export default function Code() {
  const { to } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Door says="Enter your code" lead="The six figures that the app on your phone shows for Staycourse.">
      <form method="post" className="account-form">
        <input type="hidden" name="to" value={to} />
        <PlainText
          label="Code"
          name="code"
          completes="one-time-code"
          longest={40}
          fault={answer?.says}
          hint="Without your phone, use one of your recovery codes."
        />
        <button type="submit" className="button is-main">
          Go on
        </button>
      </form>
      <div className="door-others">
        <p>
          <a href={`/sign-in?to=${encodeURIComponent(to)}`}>Sign in as somebody else</a>
        </p>
      </div>
    </Door>
  )
}
