import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { Door } from "../accounts/door"
import { passwordOf, textOf } from "../accounts/read-account.server"
import { safePath } from "../accounts/safe-path"
import { signIn } from "../accounts/sign-in.server"
import { PlainText } from "../start/plain-field"

export const meta: MetaFunction = () => [{ title: "Sign in · Staycourse" }]

export async function loader({ request, context: { actor, accounts } }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  const to = safePath(searchParams.get("to"))
  if (actor) throw redirect(to)
  const { company } = accounts
  return {
    to,
    company: company?.name,
    refused: company && sayCompany(searchParams.get("company"), company.name),
    isNew: searchParams.has("new"),
  }
}

/** Why somebody came back from their company without being let in. */
function sayCompany(why: string | null, name: string): string | undefined {
  if (why === "unreachable")
    return `There is no answer from ${name} at the moment. Try again shortly, or use a password.`
  if (why === "unknown")
    return "Your company knows you, but nobody has invited you to Staycourse. Ask an administrator."
  if (why === "too-late") return "That took too long. Try again."
  if (why === "refused") return `Signing in with ${name} did not work. Try again, or ask an administrator.`
  return undefined
}

type Answer = { says: string; email: string }

export async function action(asked: ActionFunctionArgs) {
  const form = await asked.request.formData()
  const email = textOf(form, "email").slice(0, 254)
  const to = safePath(textOf(form, "to"))
  const answer = await signIn(asked, { email, password: passwordOf(form).slice(0, 1_000) })
  if ("says" in answer) {
    const { says, status, wait } = answer
    return data<Answer>({ says, email }, { status, ...(wait && { headers: { "Retry-After": String(wait) } }) })
  }
  const { headers, needsCode } = answer
  return redirect(needsCode ? `/sign-in/code?to=${encodeURIComponent(to)}` : to, { headers })
}

export default function SignIn() {
  const { to, company, refused, isNew } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as Answer | undefined
  return (
    <Door
      says="Sign in"
      lead={isNew ? "Your password is changed. Sign in with the new one." : undefined}
      refused={answer?.says ?? refused}
    >
      <form method="post" className="account-form">
        <input type="hidden" name="to" value={to} />
        <PlainText
          label="E-mail address"
          name="email"
          type="email"
          completes="username"
          value={answer?.email}
          longest={254}
        />
        <PlainText label="Password" name="password" type="password" completes="current-password" longest={1_000} />
        <button type="submit" className="button is-main">
          Sign in
        </button>
      </form>
      <div className="door-others">
        {company ? (
          <p>
            <a className="button" href={`/sign-in/company?to=${encodeURIComponent(to)}`}>
              Sign in with {company}
            </a>
          </p>
        ) : null}
        <p>
          <a href="/reset">Forgot your password?</a>
        </p>
      </div>
    </Door>
  )
}
