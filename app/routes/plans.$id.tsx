import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import {
  isRouteErrorResponse,
  Link,
  NavLink,
  Outlet,
  type ShouldRevalidateFunctionArgs,
  useLoaderData,
  useMatches,
  useNavigation,
  useParams,
  useRouteError,
} from "@remix-run/react"
import { useMemo } from "react"
import { reachOf } from "../../db/journal.server"
import { useAccountTabs } from "../accounts/account-tabs"
import { LocalNote } from "../accounts/local-note"
import { Apology } from "../apology"
import { type LoadedPlan, useKeptPlan } from "../kept-plan"
import { dayIn } from "../plan/calendar"
import { planOn } from "../plan/plan-on"
import { type Checked, readChecked, writeChecked } from "../sent-plan"
import { requirePlan } from "../session.server"
import { drawPlan } from "../timeline/judge"
import { sayReach } from "../ui/change-words"
import { Mark, TopBar } from "../ui/top-bar"

/** What the page is loaded with, the plan and its report as a text. */
type SentPlan = Omit<LoadedPlan, keyof Checked> & { name: string; text: string }

export async function loader(asked: LoaderFunctionArgs): Promise<SentPlan> {
  const { actor, access, plan, version } = await requirePlan(asked, "read")
  const reach = sayReach(await reachOf(asked.context.db, plan.plan.id, actor.id), plan)
  const today = dayIn(plan.plan.timeZone, Date.now())
  const { report } = drawPlan(planOn(plan, today))
  return { name: plan.plan.name, text: writeChecked(plan, report), version, today, reach, deeds: access.deeds }
}

/** Changes are answered with their edits, and what is selected stands in the address alone: neither reads the plan again. */
export function shouldRevalidate({
  currentParams,
  nextParams,
  formMethod,
  currentUrl,
  nextUrl,
}: ShouldRevalidateFunctionArgs) {
  if (currentParams.id !== nextParams.id) return true
  return formMethod === undefined && currentUrl.href === nextUrl.href
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded, error }) => {
  if (loaded) return [{ title: `${loaded.name} · Staycourse` }]
  const isMissing = isRouteErrorResponse(error) && error.status === 404
  return [{ title: `${isMissing ? "No such plan" : "This plan could not be read"} · Staycourse` }]
}

/** What a page of a plan tells the frame around it: the parts that the keyboard can skip to, by id, and the words. */
export type PageHandle = { skips?: readonly (readonly [to: string, says: string])[] }

export default function PlanPages() {
  const { id } = useParams()
  return <OnePlan key={id} />
}

function OnePlan() {
  const sent = useLoaderData<typeof loader>()
  const loaded = useMemo((): LoadedPlan => ({ ...sent, ...readChecked(sent.text) }), [sent])
  const { id } = loaded.plan.plan
  const inHand = useKeptPlan(loaded, `/plans/${id}/course`)
  const { state } = useNavigation()
  const accountTabs = useAccountTabs({ isOfPlan: true })
  const { skips } = (useMatches().at(-1)?.handle ?? {}) as PageHandle
  const { plan } = inHand.hoped ?? inHand.stored
  return (
    <div className="app">
      {skips?.map(([to, says]) => (
        <a key={to} className="skip-link" href={`#${to}`}>
          {says}
        </a>
      ))}
      <TopBar
        home={<Home />}
        plan={plan}
        pages={[
          <NavLink key="course" className="tab" to="course">
            Course
          </NavLink>,
          <NavLink key="commitment" className="tab" to="commitment">
            Commitment
          </NavLink>,
          <NavLink key="settings" className="tab" to="settings">
            Settings
          </NavLink>,
          <Link key="checks" className="tab" to="/checks">
            Checks
          </Link>,
          loaded.deeds.includes("manage-members") ? (
            <NavLink key="people" className="tab" to="people">
              People
            </NavLink>
          ) : null,
          loaded.deeds.includes("share") ? (
            <NavLink key="share" className="tab" to="share">
              Share
            </NavLink>
          ) : null,
          ...accountTabs,
        ]}
      />
      <LocalNote />
      <div className="waiting" data-waiting={state === "loading" || undefined} />
      <Outlet context={inHand} />
    </div>
  )
}

const Home = () => (
  <Link className="brand" to="/">
    <Mark />
  </Link>
)

export function ErrorBoundary() {
  const error = useRouteError()
  const { id } = useParams()
  const isMissing = isRouteErrorResponse(error) && error.status === 404
  const told: { requestId?: string; sentence?: string } = isRouteErrorResponse(error) ? (error.data ?? {}) : {}
  return (
    <div className="app">
      <TopBar home={<Home />} />
      <main className="page">
        {isMissing ? (
          <>
            <h1>There is no plan at this address.</h1>
            <p>
              It may have been removed, or the address is not quite right. <Link to="/">See all plans</Link>
            </p>
          </>
        ) : (
          <Apology
            says={told.sentence ? "This could not be stored." : "Could not read this plan. Nothing was changed."}
            requestId={told.requestId}
          >
            {told.sentence ? `${told.sentence} ` : null}
            <a href={`/plans/${id}/course`}>Try again</a>, or <Link to="/">see all plans</Link>.
          </Apology>
        )}
      </main>
    </div>
  )
}
