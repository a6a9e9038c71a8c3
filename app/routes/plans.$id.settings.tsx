import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { changePlan } from "../../db/plans.server"
import { CATALOGUE } from "../checks/index"
import { Change } from "../plan/change"
import { sayPath } from "../plan/problem"
import { Refusal } from "../plan/refusal"
import { mayChange } from "../plan/roles"
import { requirePlan } from "../session.server"
import { PlanSettings } from "../settings/plan-settings"
import { changedFields } from "../settings/settings-form"
import { RefusalNote } from "../ui/refusal-note"
import type { PageHandle } from "./plans.$id"

export async function loader(asked: LoaderFunctionArgs) {
  const { plan, access } = await requirePlan(asked, "read")
  return {
    header: plan.plan,
    rules: CATALOGUE.map(({ id, title, severity }) => ({ id, title, severity })),
    mayEdit: mayChange(access, { kind: "edit-header", fields: {} }),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { actor, access, plan } = await requirePlan(asked, "draft")
  const form = await asked.request.formData()
  const { fields, was } = changedFields(form, plan.plan)
  const { pathname } = new URL(asked.request.url)
  if (Object.keys(fields).length === 0) return redirect(`${pathname}?saved=nothing`)
  const change = Change.safeParse({ kind: "edit-header", fields, was })
  if (!change.success) {
    const problems = change.error.issues.map(
      ({ path, message }) => `${sayPath(path.slice(1) as (string | number)[])}: expected ${message}`,
    )
    return data({ says: `Nothing was saved. ${problems.join("; ")}.` }, 422)
  }
  if (!mayChange(access, change.data)) throw data(null, 403)
  try {
    await changePlan(asked.context.db, plan.plan.id, change.data, actor.id, new Date().toISOString())
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return data({ says: error.message }, 409)
  }
  return redirect(`${pathname}?saved=yes`)
}

export const handle: PageHandle = { skips: [["settings", "Skip to the settings"]] }

const SAVED: Readonly<Record<string, string>> = {
  yes: "Saved.",
  nothing: "Nothing was different, so nothing was saved.",
}

const EXPORTS = [
  ["json", "The plan as a Staycourse file", "Everything in it; can be opened again, also elsewhere."],
  ["html", "What the checks say, as one page", "For people without Staycourse; prints well."],
  ["markdown", "What the checks say, as Markdown", "For a wiki or a repository."],
  ["sarif", "What the checks say, as SARIF", "For tools that gather findings."],
] as const

export default function Settings() {
  const { header, rules, mayEdit } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  return (
    <PlanSettings
      key={JSON.stringify(header)}
      header={header}
      rules={rules}
      mayEdit={mayEdit}
      saved={answer ? undefined : SAVED[search.get("saved") ?? ""]}
      exports={
        <ul className="settings-exports">
          {EXPORTS.map(([format, words, hint]) => (
            <li key={format}>
              <a href={`/plans/${header.id}/export?format=${format}`} download>
                {words}
              </a>
              . <span className="quiet">{hint}</span>
            </li>
          ))}
        </ul>
      }
    >
      {answer ? <RefusalNote says={answer.says} /> : null}
    </PlanSettings>
  )
}
