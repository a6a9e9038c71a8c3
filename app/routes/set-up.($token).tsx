import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { AccessLink } from "../../db/access-links.server"
import { AccountFields } from "../accounts/account-form"
import { Door } from "../accounts/door"
import { linkOf, setUp } from "../accounts/joining.server"
import { waitToLook } from "../accounts/limits.server"
import { type Faults, readAccount } from "../accounts/read-account.server"
import { startSession } from "../accounts/sign-in.server"
import { Refusal } from "../plan/refusal"

export const meta: MetaFunction = () => [{ title: "The first account · Staycourse" }]

type Asked = Pick<LoaderFunctionArgs, "params" | "context">

/** The link that lets in, or that none is needed. Throws 404 where somebody has an account, or without a link that works. */
async function mayBegin({ params, context }: Asked): Promise<AccessLink | undefined> {
  const { db, accounts, address } = context
  if (await accounts.haveBegun()) throw redirect("/sign-in")
  if (accounts.isLocalOnly) return undefined
  if ((await waitToLook(db, { address, hasLimits: accounts.hasLimits })) !== undefined) throw data(null, 429)
  const link = params.token === undefined ? undefined : await linkOf(db, "set-up", params.token)
  if (!link) throw data(null, 404)
  return link
}

export async function loader(asked: LoaderFunctionArgs) {
  await mayBegin(asked)
  return { isLocal: asked.context.accounts.isLocalOnly }
}

type Answer = { faults: Faults; name: string; email: string }

export async function action(asked: ActionFunctionArgs) {
  const link = await mayBegin(asked)
  const form = await asked.request.formData()
  const read = readAccount(form)
  const typed = { name: String(form.get("name") ?? ""), email: String(form.get("email") ?? "") }
  if ("faults" in read) return data<Answer>({ faults: read.faults, ...typed }, 422)
  try {
    const user = await setUp(asked, read.account, link)
    return redirect("/", { headers: await startSession(asked, user.id) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return data<Answer>({ faults: { form: error.message }, ...typed }, 409)
  }
}

export default function SetUp() {
  const { isLocal } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as Answer | undefined
  return (
    <Door
      says="Make the first account"
      lead={
        isLocal
          ? "You become the administrator and keep every plan that is here. From then on people sign in, and you can invite others."
          : "You become the administrator, and then invite the others."
      }
      refused={answer?.faults.form}
    >
      <form method="post" className="account-form">
        <AccountFields faults={answer?.faults} name={answer?.name} email={answer?.email} />
        <button type="submit" className="button is-main">
          Make the account
        </button>
      </form>
    </Door>
  )
}
