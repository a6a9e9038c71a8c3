import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { Link, useLoaderData } from "@remix-run/react"
import { accessByPlan } from "../../db/memberships.server"
import type { Db } from "../../db/open.server"
import { listPlanNames } from "../../db/plan-names.server"
import { loadPlan } from "../../db/plans.server"
import { PageFrame } from "../page-frame"
import { dayIn, toNumber } from "../plan/calendar"
import { planOn } from "../plan/plan-on"
import type { Access } from "../plan/roles"
import { sharedCalendar } from "../portfolio/calendar-years"
import { Portfolio, PortfolioLegend } from "../portfolio/portfolio"
import { type Strip, stripOf, type UnreadableStrip } from "../portfolio/strip"
import { portfolioSentence, together } from "../portfolio/together"
import { seenPlan } from "../seen-plan.server"
import { requireActor } from "../session.server"

export const meta: MetaFunction = () => [{ title: "Plans · Staycourse" }]

export async function loader(asked: LoaderFunctionArgs) {
  const actor = requireActor(asked)
  const { db, reportFault } = asked.context
  const [listed, access] = [await listPlanNames(db), await accessByPlan(db, actor)]
  const names = listed.filter(({ id }) => access.has(id))
  if (names.length === 0) throw redirect("/new")
  const now = Date.now()
  const strips: (Strip | UnreadableStrip)[] = []
  for (const { id, name } of names) {
    try {
      const strip = await readStrip(db, id, access.get(id) as Access, now)
      if (strip) strips.push(strip)
    } catch (fault) {
      reportFault(fault)
      strips.push({ id, name, isUnreadable: true })
    }
  }
  const read = strips.flatMap((strip) => ("isUnreadable" in strip ? [] : strip))
  return {
    strips,
    sums: together(read),
    calendar: sharedCalendar(read, toNumber(dayIn("UTC", now))),
    sentence: portfolioSentence(
      strips.length,
      read.reduce((sum, strip) => sum + strip.decisionsDue, 0),
    ),
  }
}

/** A plan as it stands today; undefined where it was removed since it was listed. */
async function readStrip(db: Db, id: string, access: Access, now: number): Promise<Strip | undefined> {
  const stored = await loadPlan(db, id)
  return stored && stripOf(planOn(seenPlan(stored.plan, access), dayIn(stored.plan.plan.timeZone, now)))
}

export default function Plans() {
  const { strips, sums, calendar, sentence } = useLoaderData<typeof loader>()
  return (
    <PageFrame
      ground="paper"
      action={
        <div className="top-bar-action">
          <Link className="button" to="/new/import">
            Import
          </Link>
          <Link className="button is-main" to="/new">
            New plan
          </Link>
        </div>
      }
    >
      <div className="portfolio-page">
        <div className="portfolio-intro">
          <div>
            <h1>{sentence}</h1>
            <p>
              {strips.length === 1
                ? "On the calendar, with what happens next."
                : "All on one calendar, so you can see where they ask for the same years."}
            </p>
          </div>
          <PortfolioLegend />
        </div>
        <Portfolio strips={strips} sums={sums} calendar={calendar} />
      </div>
    </PageFrame>
  )
}
