import { readFileSync } from "node:fs"
import { isIP } from "node:net"
import { join, resolve } from "node:path"
import * as z from "zod"

/** A setting that Staycourse cannot start with. The message names the variable and says what it may be. */
export class UnfitSetting extends Error {
  readonly forPeople = true
}

/** Addresses that only this machine can reach. */
export const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "::1"]

const Port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((port) => port <= 65_535)

const BaseUrl = z
  .url({ protocol: /^https?$/ })
  .transform((address) => new URL(address))
  .refine((url) => url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "")

const DatabaseUrl = z.url({ protocol: /^postgres(ql)?$/ })

const Addresses = z
  .string()
  .transform((list) => list.split(",").map((address) => address.trim()))
  .refine((addresses) => addresses.every(isAddressOrRange))

function isAddressOrRange(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/")
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

const Host = z.string().refine((host) => isIP(host) !== 0 || host === "localhost")

const MailServer = z.url({ protocol: /^smtps?$/ })

const Provider = z
  .url({ protocol: /^https?$/ })
  .transform((address) => new URL(address))
  // What a provider says decides who comes in, so nobody on the way may be able to change it.
  .refine((url) => url.protocol === "https:" || LOOPBACK.includes(url.hostname.replace(/^\[|\]$/g, "")))

const LEAST_SECRET_BYTES = 32

// What stands in examples, ours and those of the library that keeps the sessions.
const KNOWN_TO_ALL = /change.?me|better-auth-secret/i

const Secret = z.string().refine(isSecret)

/** Whether a text may be one that nobody else knows. */
function isSecret(text: string): boolean {
  return Buffer.byteLength(text) >= LEAST_SECRET_BYTES && !KNOWN_TO_ALL.test(text)
}

const Variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: Port.optional(),
  HOST: Host.default("127.0.0.1"),
  BASE_URL: BaseUrl.optional(),
  STAYCOURSE_DATA: z.string().optional(),
  DATABASE_URL: DatabaseUrl.optional(),
  STAYCOURSE_SECRET: Secret.optional(),
  STAYCOURSE_SECRET_FILE: z.string().optional(),
  TRUST_PROXY: Addresses.default([]),
  SMTP_URL: MailServer.optional(),
  SMTP_FROM: z.string().max(320).optional(),
  REQUIRE_2FA: z.enum(["none", "deciders", "all"]).default("deciders"),
  OIDC_ISSUER: Provider.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60).optional(),
  OIDC_ROLES_CLAIM: z.string().max(200).optional(),
  STAYCOURSE_RATE_LIMIT: z.enum(["on", "off"]).default("on"),
})

type Name = keyof z.infer<typeof Variables>

/** Every variable that Staycourse reads: what it must be, and what it is for. The documentation is held against this. */
export const VARIABLES: Record<Name, { expected: string; purpose: string }> = {
  NODE_ENV: {
    expected: "development, production or test",
    purpose: "production unless you work on Staycourse itself",
  },
  PORT: { expected: "a port number from 0 to 65535", purpose: "the port; otherwise 3000 or the next that is free" },
  HOST: {
    expected: "an address of this machine, such as 127.0.0.1 or 0.0.0.0",
    purpose: "which of this machine's addresses to answer on; otherwise 127.0.0.1, which nobody else can reach",
  },
  BASE_URL: {
    expected: "the address people type, such as https://staycourse.example.com, without a path",
    purpose: "the address people type, where it is not this machine's own; links in mails start with it",
  },
  STAYCOURSE_DATA: { expected: "a folder", purpose: "the data folder; otherwise `data` beside the program" },
  DATABASE_URL: {
    expected: "an address that starts with postgres://",
    purpose: "a Postgres server to store on, instead of the SQLite file in the data folder",
  },
  STAYCOURSE_SECRET: {
    expected: `a random text of at least ${LEAST_SECRET_BYTES} bytes, such as "openssl rand -base64 48" prints`,
    purpose: "what sessions and the journal's seals are made with; all servers on one database need the same",
  },
  STAYCOURSE_SECRET_FILE: {
    expected: `a file that holds a random text of at least ${LEAST_SECRET_BYTES} bytes`,
    purpose: "a file that holds the secret; without either, one is made in the data folder on the first start",
  },
  TRUST_PROXY: {
    expected: "the addresses of your proxies, separated by commas, such as 10.0.0.5,192.168.0.0/24",
    purpose: "the proxies whose word on who asks is believed, separated by commas",
  },
  SMTP_URL: {
    expected: "the address of a mail server, such as smtps://user:password@mail.example.com",
    purpose: "the mail server for invitations and resets; without one, their links are shown to copy",
  },
  SMTP_FROM: { expected: "a sender's address of at most 320 characters", purpose: "whom mails come from" },
  REQUIRE_2FA: {
    expected: "none, deciders or all",
    purpose: "who needs a second factor: whoever decides and administrators (otherwise), all, or none",
  },
  OIDC_ISSUER: {
    expected: "the https address of your identity provider",
    purpose: "your identity provider (OpenID Connect), to sign in with the company's accounts",
  },
  OIDC_CLIENT_ID: { expected: "the name that the provider knows Staycourse by", purpose: "Staycourse's name there" },
  OIDC_CLIENT_SECRET: {
    expected: "the secret that the provider gave Staycourse",
    purpose: "Staycourse's secret there",
  },
  OIDC_NAME: { expected: "a name of at most 60 characters", purpose: "what the button for signing in so says" },
  OIDC_ROLES_CLAIM: {
    expected: "the name of a claim of at most 200 characters",
    purpose: "the claim that says which roles somebody has, where the provider decides that",
  },
  STAYCOURSE_RATE_LIMIT: {
    expected: "on, or off where NODE_ENV is test",
    purpose: "`off` lifts the limits on how often one may ask, for tests alone",
  },
}

// What these hold is not to be repeated: messages end up in logs.
const UNSPOKEN = new Set<string>(["DATABASE_URL", "STAYCOURSE_SECRET", "SMTP_URL", "OIDC_CLIENT_SECRET"])

/** What the environment decides, read once when the process starts. */
export interface Settings {
  mode: "development" | "production" | "test"
  /** Absent where nobody asked for a port: then the next free one will do. */
  port?: number
  host: string
  baseUrl?: URL
  /** An absolute path. The SQLite file lies here, unless `databaseUrl` says where else to store. */
  dataFolder: string
  databaseUrl?: string
  /** What keys are derived from, where one is given; `secretOf` finds or makes it where not. */
  secret?: string
  /** Addresses whose `X-Forwarded-…` headers are believed. */
  trustedProxies: string[]
  mail?: { server: string; from?: string }
  /** Who must have a second factor. */
  require2fa: "none" | "deciders" | "all"
  identityProvider?: IdentityProvider
  /** Whether it is limited how often one may ask. */
  hasLimits: boolean
}

/** A company's own accounts, by OpenID Connect. */
export interface IdentityProvider {
  issuer: URL
  clientId: string
  clientSecret?: string
  name?: string
  rolesClaim?: string
}

/**
 * The settings that these environment variables make; one that is blank counts as absent.
 * `home` is the checkout, whose folder `data` is used where no other is named.
 * Throws UnfitSetting, which names the variable, where one of them cannot be used.
 */
export function readSettings(env: Record<string, string | undefined>, home: string): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const read = Variables.safeParse(given)
  if (!read.success) {
    const names = new Set(read.error.issues.map(({ path }) => path[0] as Name))
    throw new UnfitSetting([...names].map((name) => sentence(name, given[name])).join("\n"))
  }
  const found = read.data
  if (found.STAYCOURSE_RATE_LIMIT === "off" && found.NODE_ENV !== "test") {
    throw new UnfitSetting(sentence("STAYCOURSE_RATE_LIMIT", "off"))
  }
  const secret = found.STAYCOURSE_SECRET ?? (found.STAYCOURSE_SECRET_FILE && readSecret(found.STAYCOURSE_SECRET_FILE))
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = found
  if (issuer && !clientId)
    throw new UnfitSetting(`${absent("OIDC_CLIENT_ID")} OIDC_ISSUER is given, and both are needed.`)
  return {
    mode: found.NODE_ENV,
    port: found.PORT,
    host: found.HOST,
    baseUrl: found.BASE_URL,
    dataFolder: found.STAYCOURSE_DATA ? resolve(found.STAYCOURSE_DATA) : join(home, "data"),
    databaseUrl: found.DATABASE_URL,
    ...(secret && { secret }),
    trustedProxies: found.TRUST_PROXY,
    ...(found.SMTP_URL && { mail: { server: found.SMTP_URL, ...(found.SMTP_FROM && { from: found.SMTP_FROM }) } }),
    require2fa: found.REQUIRE_2FA,
    ...(issuer &&
      clientId && {
        identityProvider: {
          ...{ issuer, clientId, clientSecret: found.OIDC_CLIENT_SECRET },
          ...{ name: found.OIDC_NAME, rolesClaim: found.OIDC_ROLES_CLAIM },
        },
      }),
    hasLimits: found.STAYCOURSE_RATE_LIMIT === "on",
  }
}

/** The secret that a file holds. Throws UnfitSetting where it cannot be read, or holds none. */
export function readSecret(file: string): string {
  let text: string
  try {
    text = readFileSync(file, "utf8").trim()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UnfitSetting(`${sentence("STAYCOURSE_SECRET_FILE", file)} It cannot be read (${code}).`)
  }
  if (!isSecret(text)) throw new UnfitSetting(`${sentence("STAYCOURSE_SECRET_FILE", file)} What it holds is not one.`)
  return text
}

function sentence(name: Name, value: string | undefined): string {
  const found = UNSPOKEN.has(name) ? "cannot be used" : `is "${value}"`
  return `The environment variable ${name} ${found}. It must be ${VARIABLES[name].expected}.`
}

function absent(name: Name): string {
  return `The environment variable ${name} is missing. It must be ${VARIABLES[name].expected}.`
}
