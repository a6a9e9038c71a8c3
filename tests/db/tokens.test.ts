import { expect, test } from "vitest"
import { createToken, listTokens, revokeToken, tokenOfSecret } from "../../db/tokens.server"
import { onBothDatabases } from "../support/database"

const NOON = "2026-11-21T12:00:00.000Z"
const later = (seconds: number) => new Date(Date.parse(NOON) + seconds * 1000).toISOString()

onBothDatabases(({ freshDatabase }) => {
  test("a token is known by its secret, of which only the hash is stored", async () => {
    const db = await freshDatabase()
    const terms = { userId: "ana", name: "Cash curve", scopes: ["write", "read"] as const }
    const { id, secret } = await createToken(db, terms, NOON)
    expect(secret).toMatch(/^sc_pat_[\w-]{43}$/)
    expect(await tokenOfSecret(db, secret, NOON)).toMatchObject({ id, userId: "ana", scopes: ["read", "write"] })
    expect(await tokenOfSecret(db, `${secret.slice(0, -1)}~`, NOON)).toBeUndefined()
    const rows = await db.selectFrom("api_token").selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(secret.slice("sc_pat_".length))
  })

  test("a token ends when its time is over, or at once when it is revoked", async () => {
    const db = await freshDatabase()
    const terms = { userId: "ana", name: "Cash curve", scopes: ["read"] as const, expiresAt: later(60) }
    const { id, secret } = await createToken(db, terms, NOON)
    expect(await tokenOfSecret(db, secret, later(59))).toMatchObject({ id })
    expect(await tokenOfSecret(db, secret, later(60))).toBeUndefined()
    expect(await revokeToken(db, id, "ben", later(1))).toBe(false)
    expect(await tokenOfSecret(db, secret, later(2))).toMatchObject({ id })
    expect(await revokeToken(db, id, "ana", later(3))).toBe(true)
    expect(await tokenOfSecret(db, secret, later(4))).toBeUndefined()
    expect(await revokeToken(db, id, "ana", later(5))).toBe(false)
  })

  test("when a token was last used is written at most once a minute", async () => {
    const db = await freshDatabase()
    const { secret } = await createToken(db, { userId: "ana", name: "Cash curve", scopes: ["read"] }, NOON)
    const usedAt = async () => (await listTokens(db, "ana"))[0]?.lastUsedAt
    expect(await usedAt()).toBeUndefined()
    for (const [seconds, noted] of [
      [1, 1],
      [60, 1],
      [61, 61],
    ] as const) {
      await tokenOfSecret(db, secret, later(seconds))
      expect(await usedAt()).toBe(later(noted))
    }
    expect(await listTokens(db, "ben")).toEqual([])
  })
})
