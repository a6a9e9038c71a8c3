import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { type TokenAnswer, TokenSections } from "../accounts/token-sections"
import { changeTokens, shownTokens } from "../accounts/tokens.server"
import { PageFrame } from "../page-frame"
import { requireActor, requireProof } from "../session.server"
import "../accounts/accounts.css"

export const meta: MetaFunction = () => [{ title: "Tokens · Staycourse" }]

export async function loader(asked: LoaderFunctionArgs) {
  const actor = requireActor(asked)
  requireProof(asked)
  return { tokens: await shownTokens(asked.context.db, actor, new Date().toISOString()) }
}

export async function action(asked: ActionFunctionArgs) {
  const actor = requireActor(asked)
  requireProof(asked)
  const { request, context } = asked
  const { status, ...answer } = await changeTokens(
    context.db,
    actor,
    await request.formData(),
    context.accounts.origin(),
    new Date().toISOString(),
  )
  return data<TokenAnswer>(answer, status)
}

export default function Tokens() {
  const { tokens } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as TokenAnswer | undefined
  return (
    <PageFrame>
      <div className="account-page">
        <h1>Tokens for your programs</h1>
        <p className="door-lead">
          Finance can read the cash curve, a survey can push its readings. <a href="/help/api">What programs can do</a>
        </p>
        <TokenSections tokens={tokens} answer={answer} />
      </div>
    </PageFrame>
  )
}
