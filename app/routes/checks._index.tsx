import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { Form, Link, useLoaderData, useSubmit } from "@remix-run/react"
import { catalogueSentence, findRules, GROUPINGS, readGrouping } from "../catalogue/found-rules"
import { RuleList } from "../catalogue/rule-list"
import { ALL_CHECKS, CATALOGUE_VERSION } from "../checks/index"
import { PageFrame } from "../page-frame"
import "../catalogue/catalogue.css"

export const meta: MetaFunction = () => [{ title: "Checks · Staycourse" }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  const search = (searchParams.get("q") ?? "").slice(0, 200)
  const grouping = readGrouping(searchParams.get("by"))
  const groups = findRules(ALL_CHECKS, search, grouping)
  return { search, grouping, groups, sentence: catalogueSentence(groups, search), version: CATALOGUE_VERSION }
}

export default function Checks() {
  const { search, grouping, groups, sentence, version } = useLoaderData<typeof loader>()
  const submit = useSubmit()
  return (
    <PageFrame>
      <div className="catalogue-page">
        <h1 aria-live="polite">{sentence}</h1>
        <p className="catalogue-lead">
          Each says what it looks for, why, on what authority, and what would settle it. Catalogue {version}.
        </p>
        <Form
          className="catalogue-search"
          role="search"
          onChange={(event) => submit(event.currentTarget, { replace: true, preventScrollReset: true })}
        >
          <label className="field">
            <span className="field-label">Look for</span>
            <input className="control" type="search" name="q" defaultValue={search} placeholder="sponsor, lapse, NPS" />
          </label>
          <label className="field">
            <span className="field-label">In the order of</span>
            <select className="control" name="by" defaultValue={grouping}>
              {GROUPINGS.map(([each, words]) => (
                <option key={each} value={each}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="button">
            Look
          </button>
        </Form>
        {groups.length > 0 ? (
          <RuleList groups={groups} />
        ) : (
          <p>
            Try one word, such as “money” or “owner”. <Link to="/checks">See all checks</Link>
          </p>
        )}
      </div>
    </PageFrame>
  )
}
