import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { listSessions } from "../../db/sessions.server"
import { findUser, passwordHashOf, type User } from "../../db/users.server"
import { AccountSections } from "../accounts/account-sections"
import { type AccountAnswer, changeAccount } from "../accounts/change-account.server"
import { sayBrowser, sayMoment } from "../accounts/say-session"
import { countRecoveryCodes } from "../accounts/second-factor.server"
import { PageFrame } from "../page-frame"
import { requireActor } from "../session.server"
import "../accounts/accounts.css"

export const meta: MetaFunction = () => [{ title: "Your account · Staycourse" }]

export async function loader(asked: LoaderFunctionArgs) {
  const { id } = requireActor(asked)
  const { db, present } = asked.context
  const user = present && (await findUser(db, id))
  if (!user) throw redirect("/set-up")
  const at = new Date().toISOString()
  const sessions = await listSessions(db, id, at)
  return {
    ...shown(user),
    hasPassword: (await passwordHashOf(db, id)) !== undefined,
    codesLeft: user.hasSecondFactor ? await countRecoveryCodes(db, id) : 0,
    sessions: sessions.map((session) => ({
      id: session.id,
      isThis: session.id === present.session.id,
      browser: sayBrowser(session.browser),
      seen: `${sayMoment(session.lastSeenAt)}${session.address ? ` from ${session.address}` : ""}`,
    })),
  }
}

const shown = ({ name, email, isAdmin, hasSecondFactor }: User) => ({ name, email, isAdmin, hasSecondFactor })

export async function action(asked: ActionFunctionArgs) {
  const actor = requireActor(asked)
  const { present } = asked.context
  if (!present) throw redirect("/set-up")
  const { to, headers, status, ...answer } = await changeAccount(asked, actor, present)
  if (to) return redirect(to, headers && { headers })
  return data<AccountAnswer>(answer, { status, ...(headers && { headers }) })
}

export default function Account() {
  const account = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as AccountAnswer | undefined
  return (
    <PageFrame>
      <div className="account-page">
        <h1>You are signed in as {account.name}</h1>
        <p className="door-lead">
          {account.email}
          {account.isAdmin ? ", administrator" : ""}
        </p>
        <AccountSections account={account} answer={answer} />
        <section>
          <h2>Programs</h2>
          <p>
            A program shows a token instead of a password. <a href="/account/tokens">See and make tokens</a>
          </p>
        </section>
      </div>
    </PageFrame>
  )
}
