import { isIP } from "node:net"
import { join, resolve } from "node:path"
import * as z from "zod"

/** A setting that Staycourse cannot start with. The message names the variable and says what it may be. */
export class UnfitSetting extends Error {
  readonly forPeople = true
}

const loopback = ["127.0.0.1", "localhost", "::1"]

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

const Variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: Port.optional(),
  HOST: z.enum(loopback).default("127.0.0.1"),
  BASE_URL: BaseUrl.optional(),
  STAYCOURSE_DATA: z.string().optional(),
  DATABASE_URL: DatabaseUrl.optional(),
  TRUST_PROXY: Addresses.default([]),
})

const expected: Record<keyof z.infer<typeof Variables>, string> = {
  NODE_ENV: "development, production or test",
  PORT: "a port number from 0 to 65535",
  HOST: "127.0.0.1, ::1 or localhost: until Staycourse has accounts, it answers this machine alone",
  BASE_URL: "the address people type, such as https://staycourse.example.com, without a path",
  STAYCOURSE_DATA: "a folder",
  DATABASE_URL: "an address that starts with postgres://",
  TRUST_PROXY: "the addresses of your proxies, separated by commas, such as 10.0.0.5,192.168.0.0/24",
}

// An address may hold a password, and messages end up in logs.
const secret = new Set<string>(["DATABASE_URL"])

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
  /** Addresses whose `X-Forwarded-…` headers are believed. */
  trustedProxies: string[]
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
    const names = new Set(read.error.issues.map(({ path }) => path[0] as keyof typeof expected))
    throw new UnfitSetting([...names].map((name) => sentence(name, given[name])).join("\n"))
  }
  const { NODE_ENV, PORT, HOST, BASE_URL, STAYCOURSE_DATA, DATABASE_URL, TRUST_PROXY } = read.data
  return {
    mode: NODE_ENV,
    port: PORT,
    host: HOST,
    baseUrl: BASE_URL,
    dataFolder: STAYCOURSE_DATA ? resolve(STAYCOURSE_DATA) : join(home, "data"),
    databaseUrl: DATABASE_URL,
    trustedProxies: TRUST_PROXY,
  }
}

function sentence(name: keyof typeof expected, value: string | undefined): string {
  const found = secret.has(name) ? "cannot be used" : `is "${value}"`
  return `The environment variable ${name} ${found}. It must be ${expected[name]}.`
}
