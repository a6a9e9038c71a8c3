import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { requirePlan } from "../session.server"
import { changeLinks, type LinksAnswer, linksFor } from "../sharing/plan-links.server"
import { PlanLinksSections } from "../sharing/plan-links-sections"
import type { PageHandle } from "./plans.$id"
import "../accounts/accounts.css"

export async function loader(asked: LoaderFunctionArgs) {
  const { plan } = await requirePlan(asked, "share")
  return linksFor(asked, plan.plan.id)
}

export async function action(asked: ActionFunctionArgs) {
  const { actor, plan } = await requirePlan(asked, "share")
  const { status, ...answer } = await changeLinks(asked, plan.plan.id, actor)
  return data<LinksAnswer>(answer, { status })
}

export const handle: PageHandle = { skips: [["page", "Skip to the page"]] }

export default function SharePlan() {
  const loaded = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as LinksAnswer | undefined
  const { length } = loaded.links
  return (
    <main id="page" tabIndex={-1} className="account-page">
      <h1>
        {length === 0 ? "No link leads here" : length === 1 ? "One link leads here" : `${length} links lead here`}
      </h1>
      <PlanLinksSections {...loaded} answer={answer} />
    </main>
  )
}
