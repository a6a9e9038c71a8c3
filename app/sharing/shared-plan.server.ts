import type { LoaderFunctionArgs } from "@remix-run/node"
import { data } from "@remix-run/node"
import { accessTo } from "../../db/memberships.server"
import { loadPlan } from "../../db/plans.server"
import { linkOfSecret, readerBy, type ShareLink } from "../../db/share-links.server"
import { readCookie } from "../accounts/accounts.server"
import { sayWait, waitToLook } from "../accounts/limits.server"
import { reckonAndCheck } from "../checks/run"
import { dayIn } from "../plan/calendar"
import { COLLECTION_NAMES, type CollectionName, emptyPlan } from "../plan/collections"
import type { Plan } from "../plan/plan"
import { planOn } from "../plan/plan-on"
import { seenPlan } from "../seen-plan.server"
import { type Checked, writeChecked } from "../sent-plan"

type Asked = Pick<LoaderFunctionArgs, "request" | "context">

/** What the Course draws. Nothing else of a plan goes out by a link: no minutes, no promises of persons, no dissent. */
const SHOWN: readonly CollectionName[] = [
  ...(["workstreams", "stages", "dependencies", "gates", "withdrawals"] as const),
  ...(["costs", "funding", "fundingEvents"] as const),
  ...(["people", "resources", "capacities", "assignments", "groups", "behaviours"] as const),
  ...(["touchpoints", "metrics", "contributions", "targets", "readings"] as const),
]

/** Fields of the plan itself that go out by a link. */
const SHOWN_OF_PLAN = [
  ...(["id", "name", "organisation", "kind", "status", "currency", "priceBasis", "fiscalYearStartMonth"] as const),
  ...(["start", "horizonEnd", "asOf", "asOfMode", "timeZone", "costsNotPublic", "promiseTest", "config"] as const),
]

/** A plan as readers by a link see it, judged by nobody: what the Course draws, with amounts where the link shows them. */
function drawnFor(plan: Plan, showsAmounts: boolean, now: number): Checked {
  const seen = planOn(seenPlan(plan, { seesAmounts: showsAmounts }), dayIn(plan.plan.timeZone, now))
  const header = Object.fromEntries(
    SHOWN_OF_PLAN.flatMap((field) => (seen.plan[field] === undefined ? [] : [[field, seen.plan[field]]])),
  ) as Plan["plan"]
  const shown = { ...emptyPlan({ ...header, config: {} }) } as Plan
  for (const name of COLLECTION_NAMES) if (SHOWN.includes(name)) Object.assign(shown, { [name]: bare(name, seen) })
  const { report } = reckonAndCheck(shown)
  return { plan: shown, report: { ...report, findings: [], toFillIn: [], notChecked: [] } }
}

/** Records without prose that was meant for those who belong to the plan, and without what they would refer to. */
function bare(name: CollectionName, plan: Plan): object[] {
  const hidden = HIDDEN_FIELDS[name]
  const records: readonly object[] = plan[name]
  if (name === "stages") return plan.stages.map(withoutProse)
  if (name === "metrics") return plan.metrics.map(({ forumId: _, ...metric }) => ({ ...metric, definition: "" }))
  if (!hidden) return [...records]
  return records.map((record) =>
    Object.fromEntries(Object.entries(record).filter(([field]) => !hidden.includes(field))),
  )
}

/** A stage as it is drawn: what is written about it may name sums and people. */
function withoutProse({ why: _, expect: __, notYet: ___, process: ____, ...stage }: Plan["stages"][number]) {
  return { ...stage, powers: [], skills: [] }
}

const HIDDEN_FIELDS: Partial<Record<CollectionName, readonly string[]>> = {
  gates: ["forumId", "customerEvidence"],
  people: ["reportsToId", "tenureStart", "expectedEnd", "successorId", "handoverFrom"],
  readings: ["note", "recordedById", "evidence"],
}

const COOKIE = "staycourse-shared"

/** Puts the secret of a link where the browser alone keeps it, for these pages and until the link is over. */
export function cookieFor(secret: string, { expiresAt }: ShareLink, { accounts }: Asked["context"]): string {
  const seconds = Math.max(1, Math.floor((Date.parse(expiresAt) - Date.now()) / 1000))
  const secure = accounts.isHttps ? "; Secure" : ""
  return `${COOKIE}=${secret}; Max-Age=${seconds}; Path=/shared; HttpOnly; SameSite=Lax${secure}`
}

/** The same answer for a link that never was, is over, was ended, or leads to a plan that is gone. */
const nothing = () => data(null, 404)

/** The link behind a secret, while it may be used. Throws 404 for all others alike, and 429 for who tries too often. */
export async function linkBehind(secret: string | undefined, { context }: Asked): Promise<ShareLink> {
  const { db, address, accounts } = context
  const seconds = await waitToLook(db, { address, hasLimits: accounts.hasLimits })
  if (seconds !== undefined) {
    throw data({ sentence: sayWait(seconds) }, { status: 429, headers: { "Retry-After": String(seconds) } })
  }
  const link = secret === undefined ? undefined : await linkOfSecret(db, secret, new Date().toISOString())
  if (!link) throw nothing()
  return link
}

/** What a reader by a link is shown: the plan as a text for the page, its name, and until when. */
export async function sharedPlan(asked: Asked) {
  const { request, context } = asked
  const link = await linkBehind(readCookie(request.headers.get("Cookie"), COOKIE), asked)
  const access = await accessTo(context.db, readerBy(link), link.planId)
  const stored = access && (await loadPlan(context.db, link.planId))
  if (!stored) throw nothing()
  const { plan, report } = drawnOnce(stored.plan, access.seesAmounts)
  return {
    ...{ name: plan.plan.name, organisation: plan.plan.organisation, asOf: plan.plan.asOf },
    ...{ text: writeChecked(plan, report), showsAmounts: access.seesAmounts },
  }
}

const drawn = new WeakMap<Plan, Map<string, Checked>>()

function drawnOnce(plan: Plan, showsAmounts: boolean): Checked {
  const key = `${dayIn(plan.plan.timeZone, Date.now())} ${showsAmounts}`
  const known = drawn.get(plan)?.get(key)
  if (known) return known
  const made = drawnFor(plan, showsAmounts, Date.now())
  drawn.set(plan, new Map(drawn.get(plan)).set(key, made))
  return made
}
