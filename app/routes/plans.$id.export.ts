import { data, type LoaderFunctionArgs } from "@remix-run/node"
import { seenBy } from "../api/visible-plan.server"
import { answersOf } from "../checks/answers"
import { CATALOGUE, CATALOGUE_VERSION } from "../checks/index"
import { reckonAndCheck } from "../checks/run"
import type { CheckedPlan } from "../exchange/checked-plan"
import { paperReport } from "../exchange/report-blocks"
import { writeHtml } from "../exchange/report-html"
import { writeMarkdown } from "../exchange/report-markdown"
import { writeSarif } from "../exchange/sarif"
import { dayIn } from "../plan/calendar"
import { writeDocument } from "../plan/document"
import { planOn } from "../plan/plan-on"
import { requirePlan } from "../session.server"

/** Each file that a plan can be taken along as: its type, the end of its name, and how it is written. */
const FORMATS: Readonly<Record<string, { type: string; end: string; write: (checked: CheckedPlan) => string }>> = {
  json: { type: "application/json", end: "json", write: ({ plan }) => writeDocument(plan) },
  html: { type: "text/html; charset=utf-8", end: "html", write: (checked) => writeHtml([paperReport(checked)]) },
  markdown: {
    type: "text/markdown; charset=utf-8",
    end: "md",
    write: (checked) => writeMarkdown([paperReport(checked)]),
  },
  sarif: {
    type: "application/sarif+json",
    end: "sarif",
    write: (checked) => writeSarif([checked], { catalogue: CATALOGUE, version: CATALOGUE_VERSION }),
  },
}

/** A plan as a file, as far as the reader may see it. What the checks say of money is for who may see amounts. */
export async function loader(asked: LoaderFunctionArgs) {
  const { plan, access } = await requirePlan(asked, "export")
  const name = new URL(asked.request.url).searchParams.get("format") ?? "json"
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined
  if (!format || (name !== "json" && !access.seesAmounts)) throw data(null, 404)
  const judged = planOn(seenBy({ access }, plan), dayIn(plan.plan.timeZone, Date.now()))
  const { reckoning, report } = reckonAndCheck(judged)
  const body = format.write({ plan: judged, report, answers: answersOf(reckoning, report) })
  return new Response(body, {
    headers: {
      "Content-Type": format.type,
      "Content-Disposition": `attachment; filename="${plan.plan.id}.${format.end}"`,
      "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    },
  })
}
