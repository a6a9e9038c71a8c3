import * as z from "zod"
import {
  createShareLink,
  LONGEST_LINK_DAYS,
  listShareLinks,
  revokeShareLink,
  type ShareLink,
  USUAL_LINK_DAYS,
} from "../../db/share-links.server"
import { Name } from "../plan/values"
import { etagOf } from "./etag"
import { linkTo, PAGE_QUERY, type PageAsked, pageOf } from "./page.server"
import { Problem } from "./problem.server"
import type { Asked, Reply, Route } from "./route.server"
import { instant, json, object, orNull, pageAnswer, text, whole, yesOrNo } from "./shown.server"
import { storing } from "./storing.server"
import { faultsOf, invalid } from "./write-record.server"

const DAYS = `a whole number of days from 1 to ${LONGEST_LINK_DAYS}`
const NewLink = z.strictObject({
  label: Name,
  days: z.int({ error: DAYS }).min(1, { error: DAYS }).max(LONGEST_LINK_DAYS, { error: DAYS }).default(USUAL_LINK_DAYS),
  showsAmounts: z.boolean({ error: "true or false" }).default(false),
})

const DAY_MS = 24 * 60 * 60 * 1000

const addressOf = ({ params }: Asked): string => `/api/v1/plans/${params.plan}/share-links`
const told = ({ planId: _, ...link }: ShareLink) => link
const versionOf = ({ revokedAt }: ShareLink): number => (revokedAt ? 2 : 1)

async function list(asked: Asked): Promise<Reply> {
  const all = (await listShareLinks(asked.db, asked.params.plan ?? "")).map(told)
  all.sort((one, other) => (one.id < other.id ? -1 : 1))
  const page = pageOf(all, asked.query as PageAsked, ({ id }) => [id])
  return { body: page, headers: linkTo(addressOf(asked), asked.query as PageAsked, page.next) }
}

async function found({ db, params }: Asked): Promise<ShareLink> {
  const link = (await listShareLinks(db, params.plan ?? "")).find(({ id }) => id === params.id)
  if (!link) throw new Problem("not-found", "The plan has no such link.")
  return link
}

async function one(asked: Asked): Promise<Reply> {
  const link = await found(asked)
  return { body: told(link), headers: { ETag: etagOf(link.id, versionOf(link)) } }
}

function add(asked: Asked): Promise<Reply> {
  const read = NewLink.safeParse(asked.body)
  if (!read.success) throw invalid(faultsOf(read.error))
  const { label, days, showsAmounts } = read.data
  const { actor, at, params } = asked
  const expiresAt = new Date(Date.parse(at) + days * DAY_MS).toISOString()
  return storing(asked, async (trx) => {
    const { link, secret } = await createShareLink(
      trx,
      params.plan ?? "",
      { label, expiresAt, showsAmounts },
      actor,
      at,
    )
    return {
      ...{ status: 201, headers: { Location: `${addressOf(asked)}/${link.id}`, ETag: etagOf(link.id, 1) } },
      ...{ body: { ...told(link), token: secret }, again: { ...told(link), token: null } },
    }
  })
}

function end(asked: Asked): Promise<Reply> {
  const { actor, at, params, expected } = asked
  return storing(asked, async (trx) => {
    const link = await found({ ...asked, db: trx })
    if (versionOf(link) !== expected) {
      throw new Problem("stale", "The link is not the version that If-Match names.", {
        headers: { ETag: etagOf(link.id, versionOf(link)) },
        also: { currentVersion: versionOf(link), current: told(link), changedFields: ["revokedAt"] },
      })
    }
    if (!link.revokedAt) await revokeShareLink(trx, params.plan ?? "", link.id, actor, at)
    return { status: 204 }
  })
}

const fields = {
  ...{ id: text, label: text, showsAmounts: yesOrNo, createdBy: text, createdAt: instant, expiresAt: instant },
  ...{ revokedAt: instant, lastUsedAt: instant },
}
const schema = object(fields, ["revokedAt", "lastUsedAt"])
const sharing = { who: "plan", deeds: ["read", "share"] } as const
const path = "/plans/{plan}/share-links"

/** Links for readers without an account. */
export const SHARE_ROUTES: readonly Route[] = [
  {
    ...{ method: "GET", path, name: "list-share-links", group: "share links", policy: sharing, query: PAGE_QUERY },
    summary: "The links to a plan, without their secrets",
    answers: [pageAnswer(schema, { items: [], next: null })],
    run: list,
  },
  {
    ...{ method: "POST", path, name: "add-share-link", group: "share links", policy: sharing },
    summary: "Make a link for readers",
    says: "Its secret is in this one answer and nowhere else. Amounts are hidden unless showsAmounts says otherwise.",
    body: json({
      schema: object({ label: text, days: whole, showsAmounts: yesOrNo }, ["days", "showsAmounts"]),
      example: { label: "For the works council", days: 30 },
    }),
    answers: [
      {
        ...{ status: 201, says: "The link, with its secret", headers: ["ETag", "Location"] },
        schema: object({ ...fields, token: orNull(text) }, ["revokedAt", "lastUsedAt"]),
      },
    ],
    run: add,
  },
  {
    ...{ method: "GET", path: `${path}/{id}`, name: "read-share-link", group: "share links", policy: sharing },
    summary: "One link, without its secret",
    answers: [{ status: 200, says: "The link", headers: ["ETag"], schema }],
    run: one,
  },
  {
    ...{ method: "DELETE", path: `${path}/{id}`, name: "end-share-link", group: "share links", policy: sharing },
    ...{ isConditional: true, summary: "End a link at once" },
    answers: [{ status: 204, says: "It opens nothing any more" }],
    run: end,
  },
]
