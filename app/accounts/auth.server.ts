import { createHash } from "node:crypto"
import { kyselyAdapter } from "@better-auth/kysely-adapter"
import { type BetterAuthOptions, betterAuth } from "better-auth"
import { createAuthEndpoint } from "better-auth/api"
import { setSessionCookie } from "better-auth/cookies"
import { twoFactor } from "better-auth/plugins/two-factor"
import * as z from "zod"
import type { Db } from "../../db/open.server"
import { hashOfToken } from "../../db/sessions.server"
import { lifetimeFor } from "./lifetimes.server"
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "./passwords.server"

/** Where an answer of the library learns who asks; made by us, never taken from a request. */
export const ADDRESS_HEADER = "x-staycourse-address"

/** What sessions are made with. */
export type AuthTerms = {
  /** The address people type, without a path. */
  origin: string
  isHttps: boolean
  /** Derived for sessions alone. */
  secret: string
}

const SESSION_COOKIE = "staycourse"

/** Holds what somebody has proved so far, until they send their code. */
export const CODE_COOKIE = "staycourse-code"

/** The name of a cookie, of the one that holds a session where no other is named. */
export function cookieName(isHttps: boolean, name = SESSION_COOKIE): string {
  return isHttps ? `__Host-${name}` : name
}

/** The library that keeps passwords, second factors and sessions. No request reaches it but through our own pages. */
export function openAuth(db: Db, terms: AuthTerms) {
  return betterAuth(optionsOf(db, terms))
}

export type Auth = ReturnType<typeof openAuth>

function optionsOf(db: Db, { origin, isHttps, secret }: AuthTerms) {
  const cookie = (name: string) => ({ name: cookieName(isHttps, name), attributes: cookieTerms(isHttps) })
  return {
    appName: "Staycourse",
    baseURL: origin,
    basePath: "/no-such-path",
    secret,
    trustedOrigins: [origin],
    // Instants as text and yes as 1 on Postgres too, as in all our tables: so the terms of SQLite serve for both.
    database: (options: BetterAuthOptions) => withHashedTokens(kyselyAdapter(db, { type: "sqlite" })(options)),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      ...{ enabled: true, disableSignUp: true, autoSignIn: false, requireEmailVerification: false },
      ...{ minPasswordLength: SHORTEST_PASSWORD, maxPasswordLength: LONGEST_PASSWORD },
    },
    user: {
      modelName: "user_account",
      fields: { emailVerified: "email_verified", createdAt: "created_at", updatedAt: "updated_at" },
    },
    session: {
      modelName: "session",
      fields: {
        ...{ userId: "user_id", expiresAt: "expires_at", ipAddress: "ip_address", userAgent: "user_agent" },
        ...{ createdAt: "created_at", updatedAt: "updated_at" },
      },
      additionalFields: {
        lastSeenAt: { type: "date", fieldName: "last_seen_at", input: false, required: true },
        confirmedAt: { type: "date", fieldName: "confirmed_at", input: false, required: true },
        provider: { type: "string", input: false, required: false },
        idleSeconds: { type: "number", fieldName: "idle_seconds", input: false, required: true },
      },
      cookieCache: { enabled: false },
      disableSessionRefresh: true,
    },
    account: {
      modelName: "credential",
      fields: {
        ...{ userId: "user_id", providerId: "provider_id", accountId: "account_id" },
        ...{ accessToken: "access_token", refreshToken: "refresh_token", idToken: "id_token" },
        ...{ accessTokenExpiresAt: "access_token_expires_at", refreshTokenExpiresAt: "refresh_token_expires_at" },
        ...{ createdAt: "created_at", updatedAt: "updated_at" },
      },
      accountLinking: { enabled: false },
    },
    verification: {
      modelName: "verification",
      fields: { expiresAt: "expires_at", createdAt: "created_at", updatedAt: "updated_at" },
      storeIdentifier: "hashed",
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session: { userId: string }) => {
            const now = new Date()
            const { hours, idleSeconds } = await lifetimeFor(db, session.userId)
            const expiresAt = new Date(now.getTime() + hours * 3_600_000)
            return { data: { ...session, expiresAt, lastSeenAt: now, confirmedAt: now, idleSeconds } }
          },
        },
      },
    },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: "staycourse",
      cookies: {
        session_token: cookie(SESSION_COOKIE),
        two_factor: cookie(CODE_COOKIE),
        trust_device: cookie("staycourse-known"),
        dont_remember: cookie("staycourse-brief"),
      },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { validateSchema: false },
    },
    plugins: [
      twoFactor({
        issuer: "Staycourse",
        allowPasswordless: true,
        schema: {
          user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
          twoFactor: {
            modelName: "two_factor",
            fields: {
              ...{ userId: "user_id", backupCodes: "backup_codes", lockedUntil: "locked_until" },
              failedVerificationCount: "failed_verification_count",
            },
          },
        },
        backupCodeOptions: { storeBackupCodes: { encrypt: hashCodes, decrypt: async (hashes) => hashes } },
      }),
      companySignIn,
    ],
  } satisfies BetterAuthOptions
}

const cookieTerms = (isHttps: boolean) => ({ secure: isHttps, httpOnly: true, sameSite: "lax", path: "/" }) as const

/** Starts a session for somebody whom the company's identity provider has vouched for. Only our own code calls it. */
const companySignIn = {
  id: "company-sign-in",
  endpoints: {
    startSession: createAuthEndpoint.serverOnly(
      { method: "POST", body: z.object({ userId: z.string(), provider: z.string().nullable() }) },
      async (ctx) => {
        const { internalAdapter } = ctx.context
        const user = await internalAdapter.findUserById(ctx.body.userId)
        if (!user) throw new Error(`no account ${ctx.body.userId}`)
        const session = await internalAdapter.createSession(user.id, false, { provider: ctx.body.provider })
        await setSessionCookie(ctx, { session, user })
        return ctx.json({ id: session.id })
      },
    ),
  },
}

const HASHED = "sha256:"

/** A recovery code as it is kept and compared. */
export function hashOfCode(code: string): string {
  const tidy = code.replace(/[\s-]/g, "")
  return `${HASHED}${createHash("sha256").update(tidy).digest("hex")}`
}

// The library writes all codes again whenever one is used, and those are hashes by then.
async function hashCodes(list: string): Promise<string> {
  const codes = JSON.parse(list) as string[]
  return JSON.stringify(codes.map((code) => (code.startsWith(HASHED) ? code : hashOfCode(code))))
}

type Adapter = ReturnType<ReturnType<typeof kyselyAdapter>>
type Where = { field: string; value: unknown }

/** Keeps the hash of each session's token where the library would keep the token itself. */
function withHashedTokens(adapter: Adapter): Adapter {
  const isSession = ({ model }: { model: string }) => model === "session"
  const hashed = <Call extends { model: string; where?: Where[] }>(call: Call): Call => {
    if (!isSession(call) || !call.where) return call
    const hash = (value: unknown) =>
      Array.isArray(value) ? value.map(String).map(hashOfToken) : hashOfToken(String(value))
    return {
      ...call,
      where: call.where.map((each) => (each.field === "token" ? { ...each, value: hash(each.value) } : each)),
    }
  }
  /** What was found, with the token that it was found by. */
  const named = <Row>(call: { model: string; where?: Where[] }, row: Row): Row => {
    const by = isSession(call) && call.where?.find(({ field }) => field === "token")
    return by && row ? { ...row, token: by.value } : row
  }
  const wrapped: Adapter = {
    ...adapter,
    async create(call) {
      const { token } = call.data as { token?: unknown }
      if (!isSession(call) || typeof token !== "string") return adapter.create(call)
      const row = await adapter.create({ ...call, data: { ...call.data, token: hashOfToken(token) } })
      return { ...row, token } as never
    },
    findOne: async (call) => named(call, await adapter.findOne(hashed(call))) as never,
    findMany: (call) => adapter.findMany(hashed(call)),
    update: async (call) => named(call, await adapter.update(hashed(call))) as never,
    updateMany: (call) => adapter.updateMany(hashed(call)),
    delete: (call) => adapter.delete(hashed(call)),
    deleteMany: (call) => adapter.deleteMany(hashed(call)),
    transaction: (work) => work(wrapped),
  }
  return wrapped
}
