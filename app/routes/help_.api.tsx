import type { MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { ApiArticle } from "../api/api-article"
import { ROUTES } from "../api/routes.server"
import { tellApi } from "../api/told-api.server"
import { PageFrame } from "../page-frame"
import "../api/api-article.css"

export const meta: MetaFunction = () => [{ title: "What programs can do · Staycourse" }]

export const loader = () => tellApi(ROUTES)

export default function ApiHelp() {
  return (
    <PageFrame ground="paper">
      <ApiArticle api={useLoaderData<typeof loader>()} />
    </PageFrame>
  )
}
