import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { Door } from "../accounts/door"
import { passwordOf, textOf } from "../accounts/read-account.server"
import { safePath } from "../accounts/safe-path"
import { confirm } from "../accounts/sign-in.server"
import { requireActor } from "../session.server"
import { PlainText } from "../start/plain-field"

export const meta: MetaFunction = () => [{ title: "Is it you? · Staycourse" }]

export async function loader(asked: LoaderFunctionArgs) {
  const actor = requireActor(asked)
  const { present, accounts } = asked.context
  const to = safePath(new URL(asked.request.url).searchParams.get("to"))
  if (!present) throw redirect(to)
  const company = present.session.provider && accounts.company ? accounts.company.name : undefined
  return { to, name: actor.name, hasSecondFactor: present.user.hasSecondFactor, company }
}

export async function action(asked: ActionFunctionArgs) {
  const form = await asked.request.formData()
  const answer = await confirm(asked, {
    password: passwordOf(form).slice(0, 1_000),
    code: textOf(form, "code").slice(0, 40),
  })
  if (answer === true) return redirect(safePath(textOf(form, "to")))
  const { says, status, wait } = answer
  return data({ says }, { status, ...(wait && { headers: { "Retry-After": String(wait) } }) })
}

export default function Confirm() {
  const { to, name, hasSecondFactor, company } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Door
      says={`Is it still you, ${name}?`}
      lead="What comes next matters to others, so we ask again. Then not for ten minutes."
      refused={answer?.says}
    >
      {company ? (
        <div className="door-others">
          <p>
            <a className="button is-main" href={`/sign-in/company?again&to=${encodeURIComponent(to)}`}>
              Go on with {company}
            </a>
          </p>
        </div>
      ) : (
        <form method="post" className="account-form">
          <input type="hidden" name="to" value={to} />
          <PlainText label="Password" name="password" type="password" completes="current-password" longest={1_000} />
          {hasSecondFactor ? (
            <PlainText
              label="Code from your app"
              name="code"
              completes="one-time-code"
              inputMode="numeric"
              longest={40}
            />
          ) : null}
          <button type="submit" className="button is-main">
            Go on
          </button>
        </form>
      )}
    </Door>
  )
}
