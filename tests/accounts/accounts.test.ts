import { describe, expect, test } from "vitest"
import { waitToTry } from "../../app/accounts/limits.server"
import { sketch } from "../../app/plan/sketch"
import { action as account, loader as accountPage } from "../../app/routes/account"
import { action as secondFactor } from "../../app/routes/account_.second-factor"
import { action as confirmAction } from "../../app/routes/confirm"
import { action as join, loader as joinPage } from "../../app/routes/join.$token"
import { action as people, loader as peoplePage } from "../../app/routes/people"
import { loader as planPage } from "../../app/routes/plans.$id"
import { action as reset, loader as resetPage } from "../../app/routes/reset.($token)"
import { action as setUp, loader as setUpPage } from "../../app/routes/set-up.($token)"
import { action as signIn } from "../../app/routes/sign-in"
import { action as code } from "../../app/routes/sign-in_.code"
import { action as signOut } from "../../app/routes/sign-out"
import { makeLink } from "../../db/access-links.server"
import { listDeeds } from "../../db/audit.server"
import { findMember, putMember } from "../../db/memberships.server"
import { createPlan } from "../../db/plans.server"
import { listSessions } from "../../db/sessions.server"
import { findUserByEmail, listUsers } from "../../db/users.server"
import { onBothDatabases } from "../support/database"
import { accountsFor } from "../support/route"
import { totp } from "../support/totp"
import { Visitor } from "../support/visitor"

const NOON = "2026-11-22T12:00:00.000Z"
const MIRA = { name: "Mira Okafor", email: "mira@saltmarsh.example", password: "grey heron over the marsh" }
const BEN = { name: "Ben Adeyemi", email: "ben@saltmarsh.example", password: "nine lanterns on the quay" }

const PLAN = sketch({ plan: { id: "a", name: "Alpha" } })

onBothDatabases(({ freshDatabase }) => {
  /** A database with a plan and its first account, signed in. Nobody has to show a second factor. */
  async function begun(require2fa: "none" | "deciders" | "all" = "none") {
    const db = await freshDatabase()
    accountsFor(db, { require2fa })
    await createPlan(db, PLAN, "local", NOON)
    const mira = new Visitor(db)
    expect(await mira.fill(setUp, "/set-up", MIRA)).toMatchObject({ status: 302, to: "/" })
    return { db, mira }
  }

  /** The secret at the end of a link that an administrator was shown. */
  async function invited(mira: Visitor, fields: Record<string, string | string[]> = {}): Promise<string> {
    const form = { intent: "invite", email: BEN.email, plan: "a", role: ["board"], ...fields }
    const { status, data } = await mira.fill(people, "/people", form)
    expect([status, data]).toMatchObject([200, { handed: { email: form.email } }])
    return secretIn((data as { handed: { link: string } }).handed.link)
  }

  async function withBen(require2fa?: "none" | "deciders" | "all") {
    const { db, mira } = await begun(require2fa)
    const token = await invited(mira)
    const ben = new Visitor(db)
    expect(await ben.fill(join, `/join/${token}`, BEN, { token })).toMatchObject({ status: 302, to: "/" })
    const user = await findUserByEmail(db, BEN.email)
    if (!user) throw new Error("Ben did not join")
    return { db, mira, ben, benId: user.id }
  }

  const seesPlan = async (visitor: Visitor) => {
    const { status, to } = await visitor.look(planPage, "/plans/a/course", { id: "a" })
    return to ?? status
  }

  describe("the first account", () => {
    test("while there is none, whoever sits here reads every plan", async () => {
      const db = await freshDatabase()
      await createPlan(db, PLAN, "local", NOON)
      expect(await seesPlan(new Visitor(db))).toBe(200)
    })

    test("ends that: it is the administrator's, and keeps the plans", async () => {
      const { db, mira } = await begun()
      expect(await seesPlan(mira)).toBe(200)
      expect(await seesPlan(new Visitor(db))).toBe("/sign-in?to=%2Fplans%2Fa%2Fcourse")
      const [user] = await listUsers(db)
      expect(user).toMatchObject({ name: "Mira Okafor", email: MIRA.email, isAdmin: true })
      expect(await findMember(db, "a", user?.id ?? "")).toMatchObject({ roles: ["admin"] })
    })

    test("is made once, also by two who try at the same moment", async () => {
      const db = await freshDatabase()
      accountsFor(db)
      const answers = await Promise.all([MIRA, BEN].map((who) => new Visitor(db).fill(setUp, "/set-up", who)))
      expect(answers.map(({ status }) => status).sort()).toEqual([302, 409])
      expect(await listUsers(db)).toHaveLength(1)
      expect(await new Visitor(db).look(setUpPage, "/set-up")).toMatchObject({ to: "/sign-in" })
    })

    test("says at each field what is wrong", async () => {
      const db = await freshDatabase()
      const { status, data } = await new Visitor(db).fill(setUp, "/set-up", {
        name: " ",
        email: "mira",
        password: "short",
      })
      expect(status).toBe(422)
      expect(data).toMatchObject({ faults: { name: /./, email: /./, password: /at least 12/ } as never, email: "mira" })
      expect(await listUsers(db)).toEqual([])
    })

    test("takes the terminal's link where others can reach us, and only that", async () => {
      const db = await freshDatabase()
      accountsFor(db, { isLocalOnly: false })
      const { secret } = await makeLink(db, { kind: "set-up", hours: 24 }, new Date().toISOString())
      const mira = new Visitor(db)
      expect(await seesPlan(mira)).toMatch(/^\/sign-in/)
      expect((await mira.look(setUpPage, "/set-up")).status).toBe(404)
      expect((await mira.fill(setUp, "/set-up/guessed", MIRA, { token: "guessed" })).status).toBe(404)
      expect((await mira.fill(setUp, `/set-up/${secret}`, MIRA, { token: secret })).to).toBe("/")
      expect((await mira.look(setUpPage, `/set-up/${secret}`, { token: secret })).to).toBe("/sign-in")
    })
  })

  describe("signing in", () => {
    test("takes address and password, leads back, and gives a session of its own", async () => {
      const { db } = await begun()
      const mira = new Visitor(db)
      mira.cookies.set("staycourse", "fixed.by-somebody-else")
      const fields = { email: " MIRA@saltmarsh.example", password: MIRA.password, to: "/plans/a/course" }
      expect(await mira.fill(signIn, "/sign-in", fields)).toEqual({ status: 302, data: null, to: "/plans/a/course" })
      const first = mira.cookies.get("staycourse")
      expect(first).not.toContain("fixed")
      await mira.fill(signIn, "/sign-in", fields)
      expect(mira.cookies.get("staycourse")).not.toBe(first)
      const old = new Visitor(db)
      old.cookies.set("staycourse", first ?? "")
      expect(await seesPlan(old)).toMatch(/^\/sign-in/)
      expect(await seesPlan(mira)).toBe(200)
    })

    test("says the same whether the address or the password is wrong", async () => {
      const { db } = await begun()
      const wrong = await new Visitor(db).fill(signIn, "/sign-in", {
        email: MIRA.email,
        password: "not the one at all",
      })
      const unknown = await new Visitor(db).fill(signIn, "/sign-in", {
        email: BEN.email,
        password: "not the one at all",
      })
      expect([wrong.status, unknown.status]).toEqual([401, 401])
      expect((wrong.data as { says: string }).says).toBe("The address or the password is not right.")
      expect((unknown.data as { says: string }).says).toBe((wrong.data as { says: string }).says)
      expect((await listDeeds(db)).map(({ action }) => action).slice(0, 2)).toEqual([
        "sign-in-refused",
        "sign-in-refused",
      ])
    })

    test("five tries a minute for an account, wherever they come from, then a wait", async () => {
      const db = await freshDatabase()
      accountsFor(db, { hasLimits: true })
      await new Visitor(db).fill(setUp, "/set-up", MIRA)
      const waits: (number | undefined)[] = []
      for (let each = 0; each < 6; each++) {
        waits.push(await waitToTry(db, { account: MIRA.email, address: `10.0.0.${each}`, hasLimits: true }))
      }
      expect(waits.map((wait) => wait !== undefined)).toEqual([false, false, false, false, false, true])
      const { status, data } = await new Visitor(db, "10.0.0.9").fill(signIn, "/sign-in", MIRA)
      expect([status, data]).toMatchObject([
        429,
        { says: expect.stringMatching(/^That was too often.* Wait \d+ seconds/) },
      ])
    })

    test("twenty tries a minute from one address, whichever accounts they are for", async () => {
      const db = await freshDatabase()
      const waits: (number | undefined)[] = []
      for (let each = 0; each < 22; each++) {
        waits.push(await waitToTry(db, { account: `somebody ${each}`, address: "10.0.0.1", hasLimits: true }))
      }
      expect(waits.map((wait) => wait !== undefined)).toEqual([...Array(20).fill(false), true, true])
    })

    test("a cookie that was tampered with opens nothing", async () => {
      const { db, mira } = await begun()
      const [token = "", signature = ""] = decodeURIComponent(mira.cookies.get("staycourse") ?? "").split(".")
      for (const value of [
        token,
        `${token}.`,
        `${token}.${signature.slice(0, -3)}AA=`,
        `${token}x.${signature}`,
        "%",
      ]) {
        const thief = new Visitor(db)
        thief.cookies.set("staycourse", value === "%" ? value : encodeURIComponent(value))
        expect([value, await seesPlan(thief)]).toEqual([value, "/sign-in?to=%2Fplans%2Fa%2Fcourse"])
      }
    })

    test("signing out ends the session, not only the cookie", async () => {
      const { db, mira } = await begun()
      const cookie = mira.cookies.get("staycourse") ?? ""
      expect((await mira.fill(signOut, "/sign-out", {})).to).toBe("/sign-in")
      expect(mira.cookies.size).toBe(0)
      mira.cookies.set("staycourse", cookie)
      expect(await seesPlan(mira)).toMatch(/^\/sign-in/)
      expect((await db.selectFrom("session").selectAll().execute()).length).toBe(0)
    })

    test("a session is kept as a hash, and an administrator's lasts half a day and an hour without a request", async () => {
      const { db, mira } = await begun()
      const row = await db.selectFrom("session").selectAll().executeTakeFirstOrThrow()
      const [token = ""] = decodeURIComponent(mira.cookies.get("staycourse") ?? "").split(".")
      expect(JSON.stringify(row)).not.toContain(token)
      expect(row.idle_seconds).toBe(3_600)
      expect(Date.parse(row.expires_at) - Date.parse(row.created_at)).toBeLessThanOrEqual(12 * 3_600_000)
      const later = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
      await db
        .updateTable("session")
        .set({ last_seen_at: later(59) })
        .execute()
      expect(await seesPlan(mira)).toBe(200)
      await db
        .updateTable("session")
        .set({ last_seen_at: later(61) })
        .execute()
      expect(await seesPlan(mira)).toMatch(/^\/sign-in/)
      await db
        .updateTable("session")
        .set({ last_seen_at: later(0), expires_at: later(0) })
        .execute()
      expect(await seesPlan(mira)).toMatch(/^\/sign-in/)
    })
  })

  describe("an invitation", () => {
    test("lets one person in, as what they were invited to be", async () => {
      const { db, mira, ben, benId } = await withBen()
      expect(await seesPlan(ben)).toBe(200)
      expect(await findMember(db, "a", benId)).toMatchObject({ roles: ["board"] })
      expect((await findUserByEmail(db, BEN.email))?.isAdmin).toBe(false)
      expect((await mira.look(peoplePage, "/people")).data).toMatchObject({
        people: [
          { name: "Ben Adeyemi", plans: ["Alpha: Board"] },
          { name: "Mira Okafor", isYou: true },
        ],
        invited: [],
      })
    })

    test("works once, and not once it is withdrawn, sent again or three days old", async () => {
      const { db, mira } = await begun()
      const status = async (token: string) => (await new Visitor(db).look(joinPage, `/join/${token}`, { token })).status
      const first = await invited(mira)
      expect(await status(first)).toBe(200)
      const { id } = await db.selectFrom("access_link").select("id").executeTakeFirstOrThrow()
      const again = await mira.fill(people, "/people", { intent: "invite-again", invitation: id })
      const second = secretIn((again.data as { handed: { link: string } }).handed.link)
      expect([await status(first), await status(second)]).toEqual([404, 200])
      await db.updateTable("access_link").set({ expires_at: "2026-01-01T00:00:00.000Z" }).execute()
      expect(await status(second)).toBe(404)
      const third = await invited(mira)
      const rows = await db.selectFrom("access_link").selectAll().orderBy("created_at", "desc").execute()
      await mira.fill(people, "/people", { intent: "withdraw", invitation: rows[0]?.id ?? "" })
      expect(await status(third)).toBe(404)
      const fourth = await invited(mira)
      await new Visitor(db).fill(join, `/join/${fourth}`, BEN, { token: fourth })
      expect(await status(fourth)).toBe(404)
      expect(JSON.stringify(rows)).not.toContain(third)
    })

    test("cannot be used for another address", async () => {
      const { db, mira } = await begun()
      const token = await invited(mira)
      const other = { ...BEN, email: "eve@elsewhere.example" }
      await new Visitor(db).fill(join, `/join/${token}`, other, { token })
      expect((await listUsers(db)).map(({ email }) => email)).toEqual([BEN.email, MIRA.email])
    })

    test("is not for somebody who has an account, and gives no plan that is not the inviter's", async () => {
      const { mira, db } = await withBen()
      await createPlan(db, sketch({ plan: { id: "b", name: "Foreign" } }), "x", NOON)
      await putMember(
        db,
        "b",
        { userId: (await findUserByEmail(db, BEN.email))?.id ?? "", roles: ["admin"] },
        "x",
        NOON,
      )
      const taken = await mira.fill(people, "/people", { intent: "invite", email: BEN.email, plan: "a", role: "board" })
      expect([taken.status, taken.data]).toMatchObject([409, { faults: { email: expect.stringMatching(/already/) } }])
      const form = { intent: "invite", email: "eve@elsewhere.example", plan: "b", role: "admin" }
      expect((await mira.fill(people, "/people", form)).status).toBe(422)
    })
  })

  describe("looking after accounts", () => {
    test("whoever is disabled is out on the very next request, and cannot come back", async () => {
      const { db, mira, ben, benId } = await withBen()
      expect(await seesPlan(ben)).toBe(200)
      expect((await mira.fill(people, "/people", { intent: "disable", user: benId })).status).toBe(200)
      expect(await seesPlan(ben)).toMatch(/^\/sign-in/)
      expect((await new Visitor(db).fill(signIn, "/sign-in", BEN)).status).toBe(401)
      await mira.fill(people, "/people", { intent: "enable", user: benId })
      expect(await seesPlan(ben)).toMatch(/^\/sign-in/)
      expect((await new Visitor(db).fill(signIn, "/sign-in", BEN)).status).toBe(302)
    })

    test("nobody disables or demotes themselves, and the last administrator stays one", async () => {
      const { db, mira, benId } = await withBen()
      const miraId = (await findUserByEmail(db, MIRA.email))?.id ?? ""
      for (const intent of ["disable", "take-admin"]) {
        expect((await mira.fill(people, "/people", { intent, user: miraId })).status).toBe(409)
      }
      expect((await mira.fill(people, "/people", { intent: "make-admin", user: benId })).status).toBe(200)
      const ben = new Visitor(db)
      await ben.fill(signIn, "/sign-in", BEN)
      expect((await ben.fill(people, "/people", { intent: "take-admin", user: miraId })).status).toBe(200)
      expect((await listUsers(db)).filter(({ isAdmin }) => isAdmin).map(({ name }) => name)).toEqual(["Ben Adeyemi"])
    })

    test("another role ends the sessions of who gets it", async () => {
      const { mira, ben, benId } = await withBen()
      await mira.fill(people, "/people", { intent: "make-admin", user: benId })
      expect(await seesPlan(ben)).toMatch(/^\/sign-in/)
    })

    test("the page is for administrators alone", async () => {
      const { ben } = await withBen()
      expect((await ben.look(peoplePage, "/people")).status).toBe(404)
      expect((await ben.fill(people, "/people", { intent: "invite", email: "eve@elsewhere.example" })).status).toBe(404)
    })

    test("after ten minutes it asks again who is there", async () => {
      const { db, mira } = await begun()
      expect((await mira.look(peoplePage, "/people")).status).toBe(200)
      const past = new Date(Date.now() - 11 * 60_000).toISOString()
      await db.updateTable("session").set({ confirmed_at: past }).execute()
      expect((await mira.look(peoplePage, "/people")).to).toBe("/confirm?to=%2Fpeople")
      expect((await mira.fill(people, "/people", { intent: "invite", email: BEN.email })).to).toBe(
        "/confirm?to=%2Fpeople",
      )
      const wrong = await mira.fill(confirmAction, "/confirm", { password: "not the one at all", to: "/people" })
      expect(wrong.status).toBe(401)
      expect((await mira.fill(confirmAction, "/confirm", { password: MIRA.password, to: "/people" })).to).toBe(
        "/people",
      )
      expect((await mira.look(peoplePage, "/people")).status).toBe(200)
    })
  })

  describe("a password", () => {
    test("is changed by who knows it, and everybody else with it is out", async () => {
      const { db, mira } = await begun()
      const elsewhere = new Visitor(db)
      await elsewhere.fill(signIn, "/sign-in", MIRA)
      const change = { intent: "password", current: "not the one at all", password: "seven boats in the fog" }
      expect((await mira.fill(account, "/account", change)).status).toBe(422)
      expect(
        (await mira.fill(account, "/account", { ...change, current: MIRA.password, password: "short" })).status,
      ).toBe(422)
      expect(await seesPlan(elsewhere)).toBe(200)
      expect((await mira.fill(account, "/account", { ...change, current: MIRA.password })).status).toBe(200)
      expect([await seesPlan(mira), await seesPlan(elsewhere)]).toEqual([200, "/sign-in?to=%2Fplans%2Fa%2Fcourse"])
      expect((await new Visitor(db).fill(signIn, "/sign-in", MIRA)).status).toBe(401)
      expect((await new Visitor(db).fill(signIn, "/sign-in", { ...MIRA, password: change.password })).status).toBe(302)
    })

    test("is chosen anew by a link that an administrator hands over, once", async () => {
      const { db, mira, ben, benId } = await withBen()
      const { data } = await mira.fill(people, "/people", { intent: "reset", user: benId })
      const token = secretIn((data as { handed: { link: string } }).handed.link)
      const visitor = new Visitor(db)
      expect((await visitor.look(resetPage, `/reset/${token}`, { token })).data).toEqual({ email: BEN.email })
      const form = { password: "seven boats in the fog" }
      expect((await visitor.fill(reset, `/reset/${token}`, { password: BEN.email }, { token })).status).toBe(422)
      expect((await visitor.fill(reset, `/reset/${token}`, form, { token })).to).toBe("/sign-in?new")
      expect(await seesPlan(ben)).toMatch(/^\/sign-in/)
      expect((await visitor.fill(reset, `/reset/${token}`, form, { token })).status).toBe(404)
      expect((await visitor.fill(signIn, "/sign-in", { ...BEN, ...form })).to).toBe("/")
    })
  })

  describe("sessions", () => {
    test("are listed, and ended one by one, elsewhere or everywhere", async () => {
      const { db, mira } = await begun()
      const { id } = (await findUserByEmail(db, MIRA.email)) ?? { id: "" }
      const [one, two] = [new Visitor(db), new Visitor(db)]
      for (const visitor of [one, two]) await visitor.fill(signIn, "/sign-in", MIRA)
      const { data } = await mira.look(accountPage, "/account")
      const { sessions } = data as { sessions: { id: string; isThis: boolean; browser: string }[] }
      expect(sessions.map(({ browser }) => browser)).toEqual(Array(3).fill("Firefox on Linux"))
      const other = sessions.find(({ isThis }) => !isThis)?.id ?? ""
      await mira.fill(account, "/account", { intent: "end-session", session: other })
      expect((await listSessions(db, id, new Date().toISOString())).map((session) => session.id)).not.toContain(other)
      await mira.fill(account, "/account", { intent: "end-others" })
      expect([await seesPlan(one), await seesPlan(two), await seesPlan(mira)].map(String)).toEqual([
        expect.stringMatching(/sign-in/),
        expect.stringMatching(/sign-in/),
        "200",
      ])
      expect((await mira.fill(account, "/account", { intent: "end-all" })).to).toBe("/sign-in")
      expect(await listSessions(db, id, new Date().toISOString())).toEqual([])
    })

    test("of others cannot be ended", async () => {
      const { db, mira, ben } = await withBen()
      const rows = await db.selectFrom("session").selectAll().execute()
      for (const { id } of rows) await ben.fill(account, "/account", { intent: "end-session", session: id })
      expect(await seesPlan(mira)).toBe(200)
    })
  })

  describe("a second factor", () => {
    async function added(visitor: Visitor, { password }: { password: string }) {
      const began = await visitor.fill(secondFactor, "/account/second-factor", { intent: "begin", password })
      const { setup } = began.data as { setup: { address: string; picture: string; typed: string } }
      expect(setup.picture).toMatch(/^data:image\/svg\+xml;base64,/)
      const wrong = await visitor.fill(secondFactor, "/account/second-factor", { code: "000000", setup: setup.address })
      expect([wrong.status, wrong.data]).toMatchObject([422, { setup: { address: setup.address } }])
      const form = { code: totp(setup.typed), setup: setup.address }
      const { data } = await visitor.fill(secondFactor, "/account/second-factor", form)
      return { codes: (data as { codes: string[] }).codes, secret: setup.typed }
    }

    test("is asked for after the password, and recovery codes work once", async () => {
      const { db, mira } = await begun()
      const { codes, secret } = await added(mira, MIRA)
      expect(codes).toHaveLength(10)
      expect(await seesPlan(mira)).toBe(200)
      const visitor = new Visitor(db)
      const to = "/plans/a/course"
      expect((await visitor.fill(signIn, "/sign-in", { ...MIRA, to })).to).toBe(
        "/sign-in/code?to=%2Fplans%2Fa%2Fcourse",
      )
      expect(await seesPlan(visitor)).toMatch(/^\/sign-in/)
      expect((await visitor.fill(code, "/sign-in/code", { code: "000000", to })).status).toBe(401)
      expect((await visitor.fill(code, "/sign-in/code", { code: totp(secret), to })).to).toBe(to)
      expect(await seesPlan(visitor)).toBe(200)
      const [first = ""] = codes
      const recover = async (typed: string) => {
        const lost = new Visitor(db)
        await lost.fill(signIn, "/sign-in", MIRA)
        return (await lost.fill(code, "/sign-in/code", { code: typed })).status
      }
      expect([await recover(first), await recover(first), await recover("aaaaa-aaaaa")]).toEqual([302, 401, 401])
      const stored = await db.selectFrom("two_factor").selectAll().executeTakeFirstOrThrow()
      for (const kept of [...codes, secret.replace(/ /g, "")]) expect(JSON.stringify(stored)).not.toContain(kept)
      expect(JSON.parse(stored.backup_codes)).toHaveLength(9)
    })

    test("is needed by whoever looks after accounts, before they do so", async () => {
      const { mira } = await begun("deciders")
      const away = "/account/second-factor?to=%2Fpeople"
      expect((await mira.look(peoplePage, "/people")).to).toBe(away)
      expect((await mira.fill(people, "/people", { intent: "invite", email: BEN.email })).to).toBe(away)
      expect(await seesPlan(mira)).toBe(200)
      await added(mira, MIRA)
      expect((await mira.look(peoplePage, "/people")).status).toBe(200)
    })

    test("is needed by all for everything, where that is asked", async () => {
      const { mira } = await begun("all")
      expect(await seesPlan(mira)).toBe("/account/second-factor?to=%2Fplans%2Fa%2Fcourse")
      expect((await mira.look(accountPage, "/account")).status).toBe(200)
      await added(mira, MIRA)
      expect(await seesPlan(mira)).toBe(200)
    })

    test("is asked for again with the password, and an administrator can take it away", async () => {
      const { db, mira, ben, benId } = await withBen()
      const { secret } = await added(ben, BEN)
      expect((await ben.fill(confirmAction, "/confirm", { password: BEN.password, code: "000000" })).status).toBe(401)
      const right = { password: BEN.password, code: totp(secret), to: "/account" }
      expect((await ben.fill(confirmAction, "/confirm", right)).to).toBe("/account")
      await mira.fill(people, "/people", { intent: "remove-second-factor", user: benId })
      expect(await seesPlan(ben)).toMatch(/^\/sign-in/)
      expect((await new Visitor(db).fill(signIn, "/sign-in", BEN)).to).toBe("/")
    })
  })
})

const secretIn = (link: string): string => link.split("/").at(-1) ?? ""
