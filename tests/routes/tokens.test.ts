import { expect, test } from "vitest"
import type { TokenAnswer } from "../../app/accounts/token-sections"
import { LOCAL_ACTOR } from "../../app/plan/actor"
import { action, loader } from "../../app/routes/account_.tokens"
import { listDeeds } from "../../db/audit.server"
import type { Db } from "../../db/open.server"
import { onBothDatabases } from "../support/database"
import { sender } from "../support/programs"
import { answerOf, called, visit } from "../support/route"

const PATH = "/account/tokens"

async function fill(db: Db, fields: [name: string, value: string][]) {
  const request = visit(PATH, { method: "POST", body: new URLSearchParams(fields) })
  const { status, data } = await answerOf(() => action(called(db, request)))
  return { status, answer: data as TokenAnswer }
}

async function shown(db: Db): Promise<{ name: string; may: string; state: string; isOver: boolean; id: string }[]> {
  const { data } = await answerOf(() => loader(called(db, visit(PATH))))
  return (data as { tokens: never[] }).tokens
}

onBothDatabases(({ freshDatabase }) => {
  test("a token is made, shown once with a command that works, and revoked", async () => {
    const db = await freshDatabase()
    const { status, answer } = await fill(db, [
      ["intent", "make"],
      ["name", "Cash curve"],
      ["scope", "read"],
      ["days", "30"],
    ])
    expect(status).toBe(200)
    const { secret, curl } = answer.made as NonNullable<TokenAnswer["made"]>
    const [, told, path] = /^curl -H "Authorization: Bearer (\S+)" \S+?\/api\/v1(\S+)$/.exec(curl) ?? []
    expect(told).toBe(secret)
    const send = sender(db, secret, LOCAL_ACTOR)
    expect((await send(`GET ${path}`)).status).toBe(200)
    expect((await send("POST /plans", { body: {} })).status).toBe(403)
    const [token] = await shown(db)
    expect(token).toMatchObject({ name: "Cash curve", may: "Reads", isOver: false })
    expect(JSON.stringify(token)).not.toContain(secret)
    const revoked = await fill(db, [
      ["intent", "revoke"],
      ["token", token?.id ?? ""],
    ])
    expect(revoked.answer.revoked).toBe("“Cash curve” opens nothing any more.")
    expect((await send(`GET ${path}`)).status).toBe(401)
    expect((await listDeeds(db)).map((deed) => deed.action)).toEqual(["token-revoked", "token-made"])
  })

  test("a token without a name or a use is not made, and what was typed stays", async () => {
    const db = await freshDatabase()
    const { status, answer } = await fill(db, [
      ["intent", "make"],
      ["name", " "],
      ["days", "30"],
    ])
    expect([status, answer]).toEqual([
      422,
      {
        faults: { name: "Say what it is for.", scopes: "Choose at least one." },
        given: { name: "", scopes: [], days: 30 },
      },
    ])
    expect(await shown(db)).toEqual([])
  })
})
