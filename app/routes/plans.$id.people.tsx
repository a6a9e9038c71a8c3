import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { requirePlan } from "../session.server"
import { changeMembers, type MembersAnswer, membersFor } from "../sharing/plan-people.server"
import { PlanPeopleSections } from "../sharing/plan-people-sections"
import type { PageHandle } from "./plans.$id"
import "../accounts/accounts.css"

export async function loader(asked: LoaderFunctionArgs) {
  const { actor, plan } = await requirePlan(asked, "manage-members")
  return membersFor(asked, plan, actor)
}

export async function action(asked: ActionFunctionArgs) {
  const { actor, plan } = await requirePlan(asked, "manage-members")
  const { status, ...answer } = await changeMembers(asked, plan.plan.id, actor)
  return data<MembersAnswer>(answer, { status })
}

export const handle: PageHandle = { skips: [["page", "Skip to the page"]] }

export default function PlanPeople() {
  const loaded = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as MembersAnswer | undefined
  const { length } = loaded.members
  return (
    <main id="page" tabIndex={-1} className="account-page">
      <h1>{length === 1 ? "One person belongs to this plan" : `${length} people belong to this plan`}</h1>
      <PlanPeopleSections {...loaded} answer={answer} />
    </main>
  )
}
