import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { isRouteErrorResponse, useActionData, useLoaderData, useRouteError } from "@remix-run/react"
import { findUser } from "../../db/users.server"
import { NewPassword } from "../accounts/account-form"
import { Door } from "../accounts/door"
import { linkOf, reset, sendReset } from "../accounts/joining.server"
import { sayWait, waitToLook, waitToTry } from "../accounts/limits.server"
import { faultOfPassword } from "../accounts/passwords.server"
import { faultOfEmail, passwordOf, textOf } from "../accounts/read-account.server"
import { Refusal } from "../plan/refusal"
import { PlainText } from "../start/plain-field"

export const meta: MetaFunction = () => [{ title: "New password · Staycourse" }, { name: "robots", content: "noindex" }]

type Asked = Pick<LoaderFunctionArgs, "context">

async function linkAndUser({ context: { db, accounts, address } }: Asked, token: string) {
  if ((await waitToLook(db, { address, hasLimits: accounts.hasLimits })) !== undefined) throw data(null, 429)
  const link = await linkOf(db, "reset", token)
  const user = link?.userId === undefined ? undefined : await findUser(db, link.userId)
  if (!link || !user) throw data(null, 404)
  return { link, user }
}

export async function loader(asked: LoaderFunctionArgs) {
  const { token } = asked.params
  if (token === undefined) return { hasPost: asked.context.accounts.post !== undefined }
  const { user } = await linkAndUser(asked, token)
  return { email: user.email }
}

type Answer = { fault?: string; email?: string; isSent?: boolean }

export async function action(asked: ActionFunctionArgs) {
  const { token } = asked.params
  const form = await asked.request.formData()
  return token === undefined ? askForLink(asked, form) : choose(asked, form, token)
}

async function askForLink(asked: ActionFunctionArgs, form: FormData) {
  const { db, accounts, address } = asked.context
  const email = textOf(form, "email").slice(0, 254)
  const fault = faultOfEmail(email)
  if (fault) return data<Answer>({ fault, email }, 422)
  const terms = { account: `reset ${email.toLowerCase()}`, address, hasLimits: accounts.hasLimits }
  const wait = await waitToTry(db, terms)
  if (wait !== undefined) {
    return data<Answer>({ fault: sayWait(wait), email }, { status: 429, headers: { "Retry-After": String(wait) } })
  }
  // Not waited for: how long it takes would tell whether there is such an account.
  sendReset(asked, email).catch(asked.context.reportFault)
  return data<Answer>({ isSent: true, email })
}

async function choose(asked: ActionFunctionArgs, form: FormData, token: string) {
  const { link, user } = await linkAndUser(asked, token)
  const password = passwordOf(form)
  const fault = faultOfPassword(password, [user.name, user.email])
  if (fault) return data<Answer>({ fault }, 422)
  try {
    await reset(asked, link, password)
    return redirect("/sign-in?new")
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return data<Answer>({ fault: error.message }, 409)
  }
}

export default function Reset() {
  const loaded = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as Answer | undefined
  if (loaded.email !== undefined) return <Choose email={loaded.email} fault={answer?.fault} />
  if (answer?.isSent) {
    return (
      <Door
        says="Look into your mail"
        lead={`If ${answer.email} has an account, a link is on its way there. It works once, within an hour.`}
      />
    )
  }
  if (!loaded.hasPost) {
    return (
      <Door
        says="Ask an administrator for a link"
        lead="This Staycourse sends no mail. An administrator can make you a link to choose a new password by."
      >
        <BackToSignIn />
      </Door>
    )
  }
  return (
    <Door says="Get a link for a new password" lead="It comes by mail, and works once within an hour.">
      <form method="post" className="account-form">
        <PlainText
          label="E-mail address"
          name="email"
          type="email"
          completes="username"
          longest={254}
          value={answer?.email}
          fault={answer?.fault}
        />
        <button type="submit" className="button is-main">
          Send the link
        </button>
      </form>
      <BackToSignIn />
    </Door>
  )
}

function Choose({ email, fault }: { email: string; fault?: string }) {
  return (
    <Door says="Choose a new password" lead="Everybody who is signed in with the old one is signed out.">
      <form method="post" className="account-form">
        <PlainText label="E-mail address" name="email" type="email" completes="username" value={email} isReadOnly />
        <NewPassword label="New password" fault={fault} />
        <button type="submit" className="button is-main">
          Change the password
        </button>
      </form>
    </Door>
  )
}

const BackToSignIn = () => (
  <div className="door-others">
    <p>
      <a href="/sign-in">Back to signing in</a>
    </p>
  </div>
)

export function ErrorBoundary() {
  const error = useRouteError()
  if (isRouteErrorResponse(error) && error.status === 429) {
    return <Door says="Too many tries" lead="Wait a minute and open the link again." />
  }
  return (
    <Door
      says="This link no longer works"
      lead="A link for a new password works once and for a short time. Get another."
    >
      <BackToSignIn />
    </Door>
  )
}
