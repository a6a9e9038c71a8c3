import { resolve } from "node:path"
import { expect, test } from "vitest"
import { readSettings, UnfitSetting } from "../app/env.server"

const home = "/srv/staycourse"

test("with nothing said, it serves this machine alone and stores beside the program", () => {
  expect(readSettings({}, home)).toEqual({
    mode: "production",
    port: undefined,
    host: "127.0.0.1",
    baseUrl: undefined,
    dataFolder: "/srv/staycourse/data",
    databaseUrl: undefined,
    trustedProxies: [],
    require2fa: "deciders",
    hasLimits: true,
  })
})

test("a blank variable counts as absent", () => {
  expect(readSettings({ PORT: "", DATABASE_URL: "  ", BASE_URL: "" }, home)).toEqual(readSettings({}, home))
})

test("what is said is taken over", () => {
  const settings = readSettings(
    {
      PORT: "8080",
      HOST: "::1",
      BASE_URL: "https://staycourse.example.com",
      STAYCOURSE_DATA: "plans",
      DATABASE_URL: "postgres://cco@db.example.com/plans",
      TRUST_PROXY: "10.0.0.5, 192.168.0.0/24",
    },
    home,
  )
  expect(settings).toMatchObject({
    port: 8080,
    host: "::1",
    dataFolder: resolve("plans"),
    databaseUrl: "postgres://cco@db.example.com/plans",
    trustedProxies: ["10.0.0.5", "192.168.0.0/24"],
  })
  expect(settings.baseUrl?.origin).toBe("https://staycourse.example.com")
})

test("a variable that cannot be used is named, with what it must be", () => {
  const refusals = [
    ["PORT", "http", "a port number"],
    ["PORT", "65536", "a port number"],
    ["PORT", "-1", "a port number"],
    ["PORT", "3000.5", "a port number"],
    ["HOST", "staycourse.example.com", "an address of this machine"],
    ["STAYCOURSE_SECRET", "x".repeat(31), "at least 32 bytes"],
    ["STAYCOURSE_SECRET", "change-me-".repeat(8), "at least 32 bytes"],
    ["STAYCOURSE_SECRET_FILE", "/nowhere/secret", "a file that holds"],
    ["SMTP_URL", "mail.example.com", "the address of a mail server"],
    ["REQUIRE_2FA", "some", "deciders or all"],
    ["OIDC_ISSUER", "http://id.example.com", "https address"],
    ["STAYCOURSE_RATE_LIMIT", "off", "off where NODE_ENV is test"],
    ["BASE_URL", "staycourse.example.com", "the address people type"],
    ["BASE_URL", "ftp://staycourse.example.com", "the address people type"],
    ["BASE_URL", "https://example.com/staycourse", "without a path"],
    ["DATABASE_URL", "mysql://db/plans", "postgres://"],
    ["TRUST_PROXY", "proxy.example.com", "addresses of your proxies"],
    ["TRUST_PROXY", "10.0.0.0/33", "addresses of your proxies"],
    ["NODE_ENV", "staging", "development, production or test"],
  ] as const
  for (const [name, value, expected] of refusals) {
    const read = () => readSettings({ [name]: value }, home)
    expect(read).toThrow(UnfitSetting)
    expect(read).toThrow(new RegExp(`^The environment variable ${name} .*${expected}`))
  }
})

test("every variable that cannot be used is named at once", () => {
  expect(() => readSettings({ PORT: "x", HOST: "y" }, home)).toThrow(/PORT is "x".*\n.*HOST is "y"/)
})

test("what may hold a password is not repeated where it is refused", () => {
  for (const [name, value] of [
    ["DATABASE_URL", "mysql://cco:tulips@db/plans"],
    ["SMTP_URL", "http://cco:tulips@mail"],
    ["STAYCOURSE_SECRET", "tulips"],
  ] as const) {
    try {
      readSettings({ [name]: value }, home)
      expect.unreachable()
    } catch (error) {
      expect(String(error)).toMatch(`${name} cannot be used`)
      expect(String(error)).not.toMatch(/tulips/)
    }
  }
})

test("an identity provider needs the name that it knows us by", () => {
  expect(() => readSettings({ OIDC_ISSUER: "https://id.example.com" }, home)).toThrow(/OIDC_CLIENT_ID is missing/)
  expect(
    readSettings({ OIDC_ISSUER: "http://127.0.0.1:4000", OIDC_CLIENT_ID: "s" }, home).identityProvider?.clientId,
  ).toBe("s")
})

test("limits are lifted for tests alone", () => {
  expect(readSettings({ STAYCOURSE_RATE_LIMIT: "off", NODE_ENV: "test" }, home).hasLimits).toBe(false)
})
