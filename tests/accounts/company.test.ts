import { once } from "node:events"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import Provider, { type ClientMetadata } from "oidc-provider"
import { expect, onTestFinished, test } from "vitest"
import { openCompany } from "../../app/accounts/company.server"
import { sketch } from "../../app/plan/sketch"
import { action as people } from "../../app/routes/people"
import { action as setUp } from "../../app/routes/set-up.($token)"
import { loader as signInPage } from "../../app/routes/sign-in"
import { loader as leave } from "../../app/routes/sign-in_.company"
import { loader as back } from "../../app/routes/sign-in_.company_.back"
import { findMember } from "../../db/memberships.server"
import { migrate } from "../../db/migrate.server"
import { openDatabase } from "../../db/open.server"
import { createPlan } from "../../db/plans.server"
import { findUserByEmail, listUsers } from "../../db/users.server"
import { freshFolder } from "../support/database"
import { accountsFor } from "../support/route"
import { Visitor } from "../support/visitor"

const NOON = "2026-11-22T12:00:00.000Z"
const MIRA = { name: "Mira Okafor", email: "mira@saltmarsh.example", password: "grey heron over the marsh" }
const BACK = "http://127.0.0.1:3000/sign-in/company/back"

type Person = { name: string; email: string; email_verified: boolean; roles?: string[] }

const CLIENT: ClientMetadata = {
  ...{ client_id: "staycourse", client_secret: "a secret that the provider gave", redirect_uris: [BACK] },
  ...{ grant_types: ["authorization_code"], response_types: ["code"] },
}

/** Keeps the provider from telling the console that it is made for a test. */
function hush(): void {
  for (const level of ["warn", "info"] as const) {
    const say = console[level]
    console[level] = (...words: unknown[]) => {
      if (!String(words[0]).includes("oidc-provider")) say(...words)
    }
  }
}

/** An identity provider of the test's own, which lets in whoever is `there` without asking. */
async function provider(people: Record<string, Person>) {
  hush()
  const there = { id: "" }
  const web = createServer()
  web.listen(0, "127.0.0.1")
  await once(web, "listening")
  const { port } = web.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const oidc = new Provider(issuer, {
    clients: [CLIENT],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "roles"] },
    pkce: { required: () => true },
    findAccount: (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/let-in/${uid}` },
    cookies: { keys: ["for tests alone"] },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: "staycourse", accountId: ctx.oidc.session?.accountId })
      grant.addOIDCScope("openid email profile")
      await grant.save()
      return grant
    },
  })
  const answer = oidc.callback()
  const listener: RequestListener = (request, response) => {
    if (!request.url?.startsWith("/let-in/")) return answer(request, response)
    return oidc.interactionFinished(request, response, { login: { accountId: there.id } })
  }
  web.on("request", listener)
  onTestFinished(() => {
    web.closeAllConnections()
    web.close()
  })
  return { issuer, there }
}

/** Follows a browser through the provider, until it is sent back to us; gives the path that it is sent to. */
async function through(address: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = address
  for (let hops = 0; hops < 8; hops++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ")
    const response = await fetch(url, { redirect: "manual", headers: { cookie } })
    for (const each of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(each) ?? []
      cookies.set(name, value)
    }
    const to = new URL(response.headers.get("location") ?? "", url)
    if (to.href.startsWith(BACK)) return to.pathname + to.search
    url = to.href
  }
  throw new Error(`the provider did not send anybody back from ${url}`)
}

async function begun({
  rolesClaim,
  people: known = {},
}: {
  rolesClaim?: string
  people?: Record<string, Person>
} = {}) {
  const { issuer, there } = await provider(known)
  const db = openDatabase({ folder: freshFolder() })
  onTestFinished(() => db.destroy())
  await migrate(db)
  const terms = {
    issuer: new URL(issuer),
    clientId: "staycourse",
    clientSecret: CLIENT.client_secret,
    name: "Saltmarsh",
  }
  const company = openCompany({ ...terms, ...(rolesClaim && { rolesClaim }) })
  accountsFor(db, { require2fa: "none", company })
  await createPlan(db, sketch({ plan: { id: "a", name: "Alpha" } }), "local", NOON)
  const mira = new Visitor(db)
  await mira.fill(setUp, "/set-up", MIRA)
  /** Where somebody ends who signs in as a person of the company. */
  const come = async (id: string, visitor = new Visitor(db)) => {
    there.id = id
    const away = await visitor.look(leave, "/sign-in/company?to=%2Fchecks")
    const path = await through(away.to ?? "")
    const { to } = await visitor.look(back, path)
    return { to, path, visitor }
  }
  return { db, mira, come }
}

const MIRA_THERE: Person = { name: "Mira O.", email: "Mira@saltmarsh.example", email_verified: true }

test("who has an account with the same address, surely theirs, comes in and is led back", async () => {
  const { db, come } = await begun({ people: { m1: MIRA_THERE } })
  const { to, visitor } = await come("m1")
  expect(to).toBe("/checks")
  const session = await db.selectFrom("session").selectAll().where("provider", "is not", null).executeTakeFirstOrThrow()
  expect(session.user_id).toBe((await findUserByEmail(db, MIRA.email))?.id)
  expect(visitor.cookies.has("staycourse-company")).toBe(false)
  expect((await come("m1")).to).toBe("/checks")
  expect(await listUsers(db)).toHaveLength(1)
})

test("an address that the company has not made sure of opens nobody's account", async () => {
  const { db, come } = await begun({ people: { eve: { ...MIRA_THERE, email_verified: false } } })
  expect((await come("eve")).to).toBe("/sign-in?company=unknown")
  expect(await db.selectFrom("credential").selectAll().where("provider_id", "!=", "credential").execute()).toEqual([])
})

test("who is neither invited nor named by the company gets no account; who is invited does", async () => {
  const ben: Person = { name: "Ben Adeyemi", email: "ben@saltmarsh.example", email_verified: true }
  const { db, mira, come } = await begun({ people: { ben } })
  expect((await come("ben")).to).toBe("/sign-in?company=unknown")
  expect(await listUsers(db)).toHaveLength(1)
  await mira.fill(people, "/people", { intent: "invite", email: "Ben@saltmarsh.example", plan: "a", role: ["cco"] })
  expect((await come("ben")).to).toBe("/checks")
  const user = await findUserByEmail(db, ben.email)
  expect(user).toMatchObject({ name: "Ben Adeyemi", isAdmin: false })
  expect(await findMember(db, "a", user?.id ?? "")).toMatchObject({ roles: ["cco"] })
})

test("the roles claim makes accounts, gives roles on plans, and takes back what it gave", async () => {
  const ben: Person = {
    ...{ name: "Ben Adeyemi", email: "ben@saltmarsh.example", email_verified: true },
    roles: ["a:board", "nowhere:admin", "coffee"],
  }
  const eve: Person = { name: "Eve", email: "eve@saltmarsh.example", email_verified: true, roles: ["coffee"] }
  const { db, come } = await begun({ rolesClaim: "roles", people: { ben, eve } })
  expect((await come("eve")).to).toBe("/sign-in?company=unknown")
  expect((await come("ben")).to).toBe("/checks")
  const { id } = (await findUserByEmail(db, ben.email)) ?? { id: "" }
  expect(await findMember(db, "a", id)).toMatchObject({ roles: ["board"], grantedBy: "company" })
  ben.roles = ["admin", "a:cco", "a:viewer"]
  await come("ben")
  expect(await findMember(db, "a", id)).toMatchObject({ roles: ["cco", "viewer"] })
  expect((await findUserByEmail(db, ben.email))?.isAdmin).toBe(true)
  ben.roles = []
  await come("ben")
  expect(await findMember(db, "a", id)).toBeUndefined()
  expect((await findUserByEmail(db, ben.email))?.isAdmin).toBe(false)
})

test("a disabled account stays shut, whatever the company says", async () => {
  const { db, come } = await begun({ people: { m1: MIRA_THERE } })
  await come("m1")
  await db.updateTable("user_account").set({ disabled_at: NOON }).execute()
  expect((await come("m1")).to).toBe("/sign-in?company=unknown")
})

test("an answer counts for the browser that asked for it, and once", async () => {
  const { db, come } = await begun({ people: { m1: MIRA_THERE } })
  const { path } = await come("m1")
  const other = new Visitor(db)
  expect((await other.look(back, path)).to).toBe("/sign-in?company=too-late")
  await other.look(leave, "/sign-in/company")
  expect((await other.look(back, path)).to).toBe("/sign-in?company=refused")
  expect([...other.cookies.keys()]).toEqual(["staycourse-company"])
  const forged = new Visitor(db)
  forged.cookies.set("staycourse-company", `${Buffer.from('{"state":"s","to":"/"}').toString("base64url")}.AAAA`)
  expect((await forged.look(back, "/sign-in/company/back?code=c&state=s")).to).toBe("/sign-in?company=too-late")
})

test("while the provider is away people are told, and once it is back they come in without a restart", async () => {
  const db = openDatabase({ folder: freshFolder() })
  onTestFinished(() => db.destroy())
  await migrate(db)
  const web = createServer((_request, response) => response.writeHead(503).end())
  web.listen(0, "127.0.0.1")
  await once(web, "listening")
  const { port } = web.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const company = openCompany({ issuer: new URL(issuer), clientId: "staycourse", name: "Saltmarsh" })
  accountsFor(db, { require2fa: "none", company })
  await new Visitor(db).fill(setUp, "/set-up", MIRA)
  const visitor = new Visitor(db)
  const away = await visitor.look(leave, "/sign-in/company?to=%2Fchecks")
  expect(away.to).toBe("/sign-in?company=unreachable&to=%2Fchecks")
  expect((await visitor.look(signInPage, away.to ?? "")).data).toMatchObject({
    company: "Saltmarsh",
    refused: "There is no answer from Saltmarsh at the moment. Try again shortly, or use a password.",
  })
  hush()
  web.removeAllListeners("request")
  web.on("request", new Provider(issuer, { clients: [CLIENT] }).callback())
  onTestFinished(() => {
    web.closeAllConnections()
    web.close()
  })
  expect((await visitor.look(leave, "/sign-in/company")).to).toMatch(new RegExp(`^${issuer}/auth\\?`))
})
