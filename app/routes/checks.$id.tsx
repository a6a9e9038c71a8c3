import { data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { isRouteErrorResponse, Link, useLoaderData, useRouteError } from "@remix-run/react"
import { RuleArticle } from "../catalogue/rule-article"
import { shownRule } from "../catalogue/shown-rule"
import { findRule, nearestRule } from "../checks/find-rule"
import { ALL_CHECKS } from "../checks/index"
import { PageFrame } from "../page-frame"
import "../catalogue/catalogue.css"

/** A word that names no check, and the check that is perhaps meant. */
type Missing = { wanted: string; near?: { id: string; title: string } }

export const meta: MetaFunction<typeof loader> = ({ data: rule }) => [
  { title: `${rule ? `${rule.id} ${rule.title}` : "No such check"} · Staycourse` },
]

export async function loader({ params }: LoaderFunctionArgs) {
  const wanted = (params.id as string).slice(0, 100)
  const check = findRule(ALL_CHECKS, wanted)
  if (!check) {
    const near = nearestRule(ALL_CHECKS, wanted)
    throw data<Missing>({ wanted, ...(near && { near: { id: near.id, title: near.title } }) }, 404)
  }
  if (check.id !== wanted) throw redirect(`/checks/${check.id}`)
  return shownRule(check, ALL_CHECKS)
}

export default function Rule() {
  const rule = useLoaderData<typeof loader>()
  return (
    <PageFrame>
      <div className="catalogue-page">
        <RuleArticle key={rule.id} rule={rule} />
      </div>
    </PageFrame>
  )
}

export function ErrorBoundary() {
  const error = useRouteError()
  const missing = isRouteErrorResponse(error) && error.status === 404 ? (error.data as Missing) : undefined
  if (!missing) return <Unshown />
  const { wanted, near } = missing
  return (
    <PageFrame>
      <div className="catalogue-page">
        <h1>There is no check “{wanted}”</h1>
        <p className="catalogue-lead">
          {near ? (
            <>
              Did you mean <Link to={`/checks/${near.id}`}>{near.id}</Link>, “{near.title}”?{" "}
            </>
          ) : null}
          <Link to="/checks">See all checks</Link>
        </p>
      </div>
    </PageFrame>
  )
}

function Unshown() {
  return (
    <PageFrame>
      <div className="catalogue-page">
        <h1>This check could not be shown</h1>
        <p className="catalogue-lead">
          Something went wrong on our side. We are sorry. <Link to="/checks">See all checks</Link>
        </p>
      </div>
    </PageFrame>
  )
}
