import { expect, test } from "vitest"
import type { Actor } from "../../app/plan/actor"
import { action as changePeople, loader as peoplePage } from "../../app/routes/plans.$id.people"
import { action as changeLinks, loader as linksPage } from "../../app/routes/plans.$id.share"
import { loader as sharedPage } from "../../app/routes/shared._index"
import { loader as exchange } from "../../app/routes/shared.$token"
import { readChecked } from "../../app/sent-plan"
import type { LinksAnswer } from "../../app/sharing/plan-links.server"
import type { MembersAnswer, membersFor } from "../../app/sharing/plan-people.server"
import { listDeeds } from "../../db/audit.server"
import { accessTo, findMember, listMembers, putMember } from "../../db/memberships.server"
import type { Db } from "../../db/open.server"
import { createUser } from "../../db/users.server"
import { NOON, person, storeBoardPlan } from "../support/board-plan"
import { onBothDatabases } from "../support/database"
import { answerOf, called, visit } from "../support/route"

const PLAN = { id: "harbour" }

type Fields = Record<string, string | string[]>

function formOf(fields: Fields): URLSearchParams {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) form.append(name, each)
  return form
}

onBothDatabases(({ freshDatabase }) => {
  async function withPlan(): Promise<Db> {
    const db = await freshDatabase()
    await storeBoardPlan(db)
    return db
  }

  const inside = (db: Db, by: Actor) => ({
    ask: (path: string, loader: (args: never) => unknown) =>
      answerOf(() => loader(called(db, visit(path), PLAN, by) as never)),
    send: (path: string, action: (args: never) => unknown, fields: Fields) =>
      answerOf(() => action(called(db, visit(path, { method: "POST", body: formOf(fields) }), PLAN, by) as never)),
  })

  const local = { id: "local", name: "You", via: "local", isAdmin: true } as const

  test("only an admin of the plan says who belongs to it, and never of themselves", async () => {
    const db = await withPlan()
    for (const id of ["sam", "bea", "cco", "vic"]) {
      expect((await inside(db, person(id)).ask("/plans/harbour/people", peoplePage)).status).toBe(403)
    }
    expect((await inside(db, person("eve")).ask("/plans/harbour/people", peoplePage)).status).toBe(404)
    const { data } = await inside(db, local).ask("/plans/harbour/people", peoplePage)
    const { members } = data as Awaited<ReturnType<typeof membersFor>>
    expect(members.find(({ userId }) => userId === "bea")).toMatchObject({ said: "Board", person: "Dana" })

    const { id } = await createUser(db, { name: "Nia", email: "nia@example.com" }, NOON)
    const by = inside(db, local)
    const path = "/plans/harbour/people"
    const unknown = await by.send(path, changePeople, { intent: "add", email: "who@example.com", role: "board" })
    expect([unknown.status, (unknown.data as MembersAnswer).faults?.email]).toEqual([422, expect.any(String)])
    await by.send(path, changePeople, {
      intent: "add",
      email: "Nia@example.com",
      role: ["cco", "viewer"],
      person: "erik",
    })
    expect(await findMember(db, "harbour", id)).toMatchObject({
      ...{ roles: ["cco", "viewer"], hidesAmounts: true, personId: "erik" },
    })
    const blind = await by.send(path, changePeople, { intent: "change", user: id, role: "board" })
    expect([blind.status, (blind.data as MembersAnswer).faults?.form]).toEqual([409, expect.stringMatching(/must see/)])
    await by.send(path, changePeople, { intent: "take-out", user: id })
    expect(await findMember(db, "harbour", id)).toBeUndefined()
    expect((await listDeeds(db)).map(({ action }) => action)).toEqual(["member-removed", "member-changed"])
  })

  test("a plan keeps an admin, also when two take each other away at once", async () => {
    const db = await withPlan()
    const { grant, takeAway } = await import("../../db/memberships.server")
    const [ann, amy] = [person("ann"), person("amy")]
    await expect(grant(db, "harbour", { userId: "ann", roles: ["viewer"] }, ann, NOON)).rejects.toMatchObject({
      code: "not-allowed",
    })
    await putMember(db, "harbour", { userId: "amy", roles: ["admin"] }, "ann", NOON)
    const outcomes = await Promise.allSettled([
      takeAway(db, "harbour", "amy", ann, NOON),
      takeAway(db, "harbour", "ann", amy, NOON),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const admins = (await listMembers(db, "harbour")).filter(({ roles }) => roles.includes("admin"))
    expect(admins).toHaveLength(1)
    await expect(takeAway(db, "harbour", admins[0]?.userId as string, local, NOON)).rejects.toMatchObject({
      code: "not-now",
    })
  })

  test("an administrator of the installation looks after plans that belong to nobody, and into no other", async () => {
    const db = await withPlan()
    const root = { ...person("root"), isAdmin: true }
    expect(await accessTo(db, root, "harbour")).toBeUndefined()
    await db.deleteFrom("membership").execute()
    expect((await accessTo(db, root, "harbour"))?.roles).toEqual(["admin"])
    expect(await accessTo(db, person("sam"), "harbour")).toBeUndefined()
  })

  async function made(db: Db, fields: Fields = {}): Promise<string> {
    const form = { intent: "make", label: "Press", days: "30", ...fields }
    const { data } = await inside(db, person("sam")).send("/plans/harbour/share", changeLinks, form)
    return (data as LinksAnswer).made?.link.split("/shared/")[1] ?? ""
  }

  const follow = (db: Db, token: string) =>
    answerOf(() => exchange({ ...called(db, visit(`/shared/${token}`), {}, null), params: { token } } as never))

  const read = (db: Db, secret: string) =>
    answerOf(() =>
      sharedPage(
        called(db, visit("/shared", { headers: { Cookie: `staycourse-shared=${secret}` } }), {}, null) as never,
      ),
    )

  test("a link leads to the Course without its secret in the address, and shows amounts only where it says so", async () => {
    const db = await withPlan()
    expect((await inside(db, person("bea")).ask("/plans/harbour/share", linksPage)).status).toBe(403)
    const secret = await made(db)
    const exchanged = (await exchange({
      ...called(db, visit(`/shared/${secret}`), {}, null),
      params: { token: secret },
    } as never)) as Response
    expect([exchanged.status, exchanged.headers.get("Location")]).toEqual([303, "/shared"])
    expect(exchanged.headers.get("Set-Cookie")).toMatch(/Path=\/shared; HttpOnly; SameSite=Lax/)
    const shown = (await read(db, secret)).data as { text: string; name: string }
    expect(shown.name).toBe("Harbour")
    expect(shown.text).not.toContain("4000000")
    const { plan, report } = readChecked(shown.text)
    expect([plan.stages.length, plan.funding, plan.forums, report.findings]).toEqual([2, [], [], []])
    expect(plan.plan).not.toHaveProperty("pledge")
    expect(plan.plan.costsNotPublic).toBe(true)
    expect(plan.metrics.map(({ definition }) => definition)).toEqual([""])
    const open = (await read(db, await made(db, { amounts: "on" }))).data as { text: string }
    expect(open.text).toContain("4000000")
    const row = await db.selectFrom("share_link").select(["hash", "last_used_at"]).execute()
    expect(row.some(({ hash }) => hash.includes(secret))).toBe(false)
    expect(row.every(({ last_used_at }) => last_used_at !== null)).toBe(true)
  })

  test("a link that was ended, is over or never was answers alike, and at once", async () => {
    const db = await withPlan()
    const secret = await made(db)
    const { data } = await inside(db, person("sam")).ask("/plans/harbour/share", linksPage)
    const [link] = (data as { links: { id: string }[] }).links
    await inside(db, person("sam")).send("/plans/harbour/share", changeLinks, { intent: "end", link: link?.id ?? "" })
    const over = await made(db)
    await db
      .updateTable("share_link")
      .set({ expires_at: "2020-01-01T00:00:00.000Z" })
      .where("revoked_at", "is", null)
      .execute()
    for (const token of [secret, over, "sc_share_unknown", "x"]) {
      expect(await follow(db, token)).toEqual({ status: 404, data: null })
      expect(await read(db, token)).toEqual({ status: 404, data: null })
    }
    expect(await answerOf(() => sharedPage(called(db, visit("/shared"), {}, null) as never))).toEqual({
      ...{ status: 404, data: null },
    })
  })

  test("what a form about links gets wrong is said beside its field", async () => {
    const db = await withPlan()
    const form = { intent: "make", label: "", days: "0" }
    const { status, data } = await inside(db, person("sam")).send("/plans/harbour/share", changeLinks, form)
    expect(status).toBe(422)
    expect(Object.keys((data as LinksAnswer).faults ?? {})).toEqual(["label", "days"])
  })
})
