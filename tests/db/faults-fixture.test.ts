import { readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { type FaultsFixture, plantFaultsFixture } from "../../db/faults-fixture.server"
import { linkOfSecret } from "../../db/share-links.server"
import { verifyDatabase } from "../../db/verify.server"
import { run } from "../../scripts/staycourse"
import { freshFolder, onBothDatabases } from "../support/database"
import { sender } from "../support/programs"

const TRANCHE = { kind: "funding", id: "main-funding" }

onBothDatabases(({ freshDatabase, freshLocation }) => {
  async function planted() {
    const db = await freshDatabase()
    const fixture = await plantFaultsFixture(db, new Date().toISOString())
    const by = (name: keyof FaultsFixture["users"]) => sender(db, fixture.users[name].token)
    return { db, fixture, by }
  }

  test("every token does at once what its account may, and nothing else", async () => {
    const { db, fixture, by } = await planted()
    const { main, foreign } = fixture.plans
    for (const [name, { id }] of Object.entries(fixture.users)) {
      const me = await by(name as "admin")("GET /me")
      expect([name, me.status]).toEqual([name, 200])
      expect(JSON.stringify(me.body)).toContain(id)
      const mine = name === "outsider" ? foreign : main
      const plans = JSON.stringify((await by(name as "admin")("GET /plans")).body)
      expect(plans).toContain(mine.canary)
      expect(plans).not.toContain((mine === main ? foreign : main).canary)
    }
    const stage = `/plans/${main.id}/stages/${main.stage}`
    const etag = (await by("strategy")(`GET ${stage}`)).headers.get("etag") as string
    const rename = { body: { name: "Hear customers" }, headers: { "If-Match": etag } }
    expect((await by("outsider")(`PATCH ${stage}`, rename)).status).toBe(404)
    expect((await by("board")(`PATCH ${stage}`, rename)).status).toBe(403)
    expect((await by("cco")(`PATCH ${stage}`, rename)).status).toBe(403)
    expect((await by("strategy2")(`PATCH ${stage}`, rename)).status).toBe(200)
    expect((await by("strategy")(`PATCH ${stage}`, rename)).status).toBe(412)
    const reading = { metricId: "main-metrics", date: "2026-11-20", value: 4 }
    expect((await by("cco")(`POST /plans/${main.id}/readings`, { body: reading })).status).toBe(201)

    const decisions = `POST /plans/${main.id}/submissions/${main.submission}/decisions`
    const body = { subject: TRANCHE, outcome: "approve", contentHash: main.contentHash }
    for (const name of ["strategy", "strategy2", "cco", "admin"] as const) {
      const answer = await by(name)(decisions, { body, headers: { "Idempotency-Key": `by-${name}` } })
      expect([name, answer.status]).toEqual([name, 403])
    }
    const decided = await by("board")(decisions, { body, headers: { "Idempotency-Key": "by-board" } })
    expect([decided.status, decided.body]).toMatchObject([
      201,
      { subject: TRANCHE, amount: 4_700_000, currency: "GBP" },
    ])
    const line = await by("board")(`GET /plans/${main.id}/funding/main-funding`)
    expect(line.body).toMatchObject({ status: "committed" })
    expect(JSON.stringify(line.body)).toContain('"approved"')

    for (const secret of [fixture.revokedToken, fixture.expiredToken]) {
      expect((await sender(db, secret)("GET /me")).status).toBe(401)
    }
    const link = await linkOfSecret(db, fixture.share.token, new Date().toISOString())
    expect(link).toMatchObject({ planId: main.id, showsAmounts: false })
    expect(await verifyDatabase(db)).toMatchObject({ faults: [] })
  })

  test("it is planted from the command line into an empty place, once", async () => {
    const location = await freshLocation()
    const file = join(freshFolder(), "tokens.json")
    const env =
      "folder" in location
        ? { STAYCOURSE_DATA: location.folder }
        : { DATABASE_URL: location.url, STAYCOURSE_DATA: freshFolder() }
    const said: string[] = []
    const to = { write: (text: string) => said.push(text) } as never
    const io = { stdin: process.stdin, stdout: to, stderr: to, env, home: freshFolder(), colour: false }
    const seed = (out: string) => run(["seed", "--fixture", "faults", "--tokens-out", out], io)
    expect([await seed(file), said.join("")]).toEqual([0, expect.stringContaining("Six accounts and two plans")])
    const written = JSON.parse(readFileSync(file, "utf8")) as FaultsFixture
    expect(Object.keys(written)).toEqual(["users", "plans", "revokedToken", "expiredToken", "share"])
    expect(Object.keys(written.users)).toEqual(["admin", "strategy", "strategy2", "board", "cco", "outsider"])
    expect(Object.keys(written.plans.main)).toEqual(["id", "canary", "stage", "funding", "submission", "contentHash"])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const second = join(freshFolder(), "again.json")
    expect(await seed(second)).toBe(2)
    expect(() => statSync(second)).toThrow("ENOENT")
  })
})
