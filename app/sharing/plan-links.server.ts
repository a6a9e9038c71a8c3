import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import {
  createShareLink,
  LONGEST_LINK_DAYS,
  listShareLinks,
  revokeShareLink,
  type ShareLink,
  USUAL_LINK_DAYS,
} from "../../db/share-links.server"
import { textOf } from "../accounts/read-account.server"
import { sayMoment } from "../accounts/say-session"
import type { Actor } from "../plan/actor"
import { Refusal } from "../plan/refusal"

type Asked = Pick<LoaderFunctionArgs, "request" | "context">

const DAY_MS = 24 * 60 * 60 * 1000

/** The links of a plan that still lead somewhere, and how many no longer do. */
export async function linksFor({ context: { db } }: Asked, planId: string) {
  const now = new Date().toISOString()
  const all = await listShareLinks(db, planId)
  const works = ({ revokedAt, expiresAt }: ShareLink) => revokedAt === undefined && expiresAt > now
  const links = all.filter(works).map(({ id, label, showsAmounts, expiresAt, lastUsedAt }) => ({
    ...{ id, label, showsAmounts, until: sayMoment(expiresAt) },
    ...(lastUsedAt !== undefined && { lastUsed: sayMoment(lastUsedAt) }),
  }))
  return { links, ended: all.length - links.length, days: USUAL_LINK_DAYS, most: LONGEST_LINK_DAYS }
}

/** What came of a form about links. The link itself is shown once. */
export type LinksAnswer = {
  about: "make" | "end"
  made?: { link: string; label: string }
  done?: string
  faults?: { form?: string; label?: string; days?: string }
  typed?: { label: string; days: string; showsAmounts: boolean }
}

/** Does what a form about links asks for. */
export async function changeLinks(
  { request, context }: ActionFunctionArgs,
  planId: string,
  actor: Actor,
): Promise<LinksAnswer & { status?: number }> {
  const form = await request.formData()
  const { db } = context
  const at = new Date().toISOString()
  const about = textOf(form, "intent") === "end" ? "end" : "make"
  try {
    if (about === "end") {
      await revokeShareLink(db, planId, textOf(form, "link"), actor, at)
      return { about, done: "The link no longer works." }
    }
    const typed = { label: textOf(form, "label"), days: textOf(form, "days"), showsAmounts: form.has("amounts") }
    const days = /^\d{1,4}$/.test(typed.days) ? Number(typed.days) : 0
    const faults = {
      ...((typed.label === "" || typed.label.length > 200) && { label: "Say in a few words who the link is for." }),
      ...((days < 1 || days > LONGEST_LINK_DAYS) && { days: `Write a number of days from 1 to ${LONGEST_LINK_DAYS}.` }),
    }
    if (faults.label || faults.days) return { about, status: 422, faults, typed }
    const expiresAt = new Date(Date.parse(at) + days * DAY_MS).toISOString()
    const terms = { label: typed.label, expiresAt, showsAmounts: typed.showsAmounts }
    const { secret } = await createShareLink(db, planId, terms, actor, at)
    return { about, made: { link: new URL(`/shared/${secret}`, context.accounts.origin()).href, label: typed.label } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { about, status: error.code === "not-allowed" ? 403 : 409, faults: { form: error.message } }
  }
}
