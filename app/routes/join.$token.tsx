import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { isRouteErrorResponse, useActionData, useLoaderData, useRouteError } from "@remix-run/react"
import { listPlanNames } from "../../db/plan-names.server"
import { findUser } from "../../db/users.server"
import { AccountFields } from "../accounts/account-form"
import { Door } from "../accounts/door"
import { join, linkOf } from "../accounts/joining.server"
import { waitToLook } from "../accounts/limits.server"
import { type Faults, readAccount } from "../accounts/read-account.server"
import { sayRoles } from "../accounts/role-words"
import { startSession } from "../accounts/sign-in.server"
import { Refusal } from "../plan/refusal"

export const meta: MetaFunction = () => [{ title: "Join · Staycourse" }, { name: "robots", content: "noindex" }]

type Asked = Pick<LoaderFunctionArgs, "params" | "context">

async function invitationOf({ params, context: { db, accounts, address } }: Asked) {
  if ((await waitToLook(db, { address, hasLimits: accounts.hasLimits })) !== undefined) throw data(null, 429)
  const link = await linkOf(db, "invitation", params.token as string)
  if (!link) throw data(null, 404)
  return link
}

export async function loader(asked: LoaderFunctionArgs) {
  const { db } = asked.context
  const { email, grants, isAdmin, createdBy } = await invitationOf(asked)
  const names = new Map((await listPlanNames(db)).map(({ id, name }) => [id, name]))
  const inviter = createdBy === undefined ? undefined : await findUser(db, createdBy)
  return {
    email,
    isAdmin,
    by: inviter?.name,
    plans: grants.flatMap(({ planId, roles }) => {
      const name = names.get(planId)
      return name === undefined ? [] : { name, roles: sayRoles(roles) }
    }),
  }
}

type Answer = { faults: Faults; name: string; email: string }

export async function action(asked: ActionFunctionArgs) {
  const invitation = await invitationOf(asked)
  const form = await asked.request.formData()
  const read = readAccount(form, { email: invitation.email })
  const typed = { name: String(form.get("name") ?? ""), email: invitation.email ?? String(form.get("email") ?? "") }
  if ("faults" in read) return data<Answer>({ faults: read.faults, ...typed }, 422)
  try {
    const user = await join(asked, invitation, read.account)
    return redirect("/", { headers: await startSession(asked, user.id) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return data<Answer>({ faults: { form: error.message }, ...typed }, 409)
  }
}

export default function Join() {
  const { email, by, plans, isAdmin } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as Answer | undefined
  const parts = plans.map(({ name, roles }) => `“${name}” as ${roles}`)
  return (
    <Door
      says={by ? `${by} invites you to Staycourse` : "You are invited to Staycourse"}
      lead={
        <>
          {parts.length > 0 ? `You join ${parts.join(", ")}. ` : null}
          {isAdmin ? "You become an administrator. " : null}
          Choose a password, and you are in.
        </>
      }
      refused={answer?.faults.form}
    >
      <form method="post" className="account-form">
        <AccountFields
          faults={answer?.faults}
          name={answer?.name}
          email={answer?.email ?? email}
          isSettled={email !== undefined}
        />
        <button type="submit" className="button is-main">
          Join
        </button>
      </form>
    </Door>
  )
}

export function ErrorBoundary() {
  const error = useRouteError()
  if (isRouteErrorResponse(error) && error.status === 429) {
    return <Door says="Too many tries" lead="Wait a minute and open the link again." />
  }
  return (
    <Door
      says="This link no longer works"
      lead="An invitation works once and for three days. Ask whoever invited you for another."
    >
      <div className="door-others">
        <p>
          <a href="/sign-in">Sign in</a>
        </p>
      </div>
    </Door>
  )
}
