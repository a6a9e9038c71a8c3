import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { changePeople, type PeopleAnswer, peopleFor } from "../accounts/people.server"
import { PeopleSections } from "../accounts/people-sections"
import { sayPeople } from "../accounts/say-people"
import { PageFrame } from "../page-frame"
import { requireActor, requireProof } from "../session.server"
import "../accounts/accounts.css"

export const meta: MetaFunction = () => [{ title: "People · Staycourse" }]

export async function loader(asked: LoaderFunctionArgs) {
  const actor = requireActor(asked)
  if (actor.via === "local") throw redirect("/set-up")
  if (!actor.isAdmin) throw data(null, 404)
  requireProof(asked)
  return peopleFor(asked, actor)
}

export async function action(asked: ActionFunctionArgs) {
  const actor = requireActor(asked)
  if (actor.via === "local") throw redirect("/set-up")
  if (!actor.isAdmin) throw data(null, 404)
  requireProof(asked)
  const { status, ...answer } = await changePeople(asked, actor)
  return data<PeopleAnswer>(answer, { status })
}

export default function People() {
  const loaded = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as PeopleAnswer | undefined
  return (
    <PageFrame>
      <div className="account-page">
        <h1>{sayPeople(loaded.people.length, loaded.invited.length)}</h1>
        <PeopleSections {...loaded} answer={answer} />
      </div>
    </PageFrame>
  )
}
