import { mkdirSync, writeFileSync } from "node:fs"
import { createServer, request as send } from "node:http"
import { join } from "node:path"
import { Writable } from "node:stream"
import type { LoaderFunctionArgs, ServerBuild } from "@remix-run/node"
import { expect, onTestFinished, test } from "vitest"
import { readForImport } from "../../app/api/read-for-import"
import { migrate } from "../../db/migrate.server"
import { openDatabase } from "../../db/open.server"
import { builtAssets, createApplication, type Parts } from "../../scripts/server/application"
import { listen } from "../../scripts/server/listen"
import { openLog } from "../../scripts/server/log"
import { freshFolder } from "../support/database"
import { accountsFor } from "../support/route"

/** Answers with what the pages got to see, or fails as told. */
async function probe({ request, context }: LoaderFunctionArgs) {
  const fault = new URL(request.url).searchParams.get("fault")
  if (fault === "ours") throw new Error("the vault code is 1234")
  if (fault === "meant") throw new Response("gone", { status: 410 })
  if (fault === "disk") throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" })
  if (fault === "slow") await new Promise((resolve) => setTimeout(resolve, 300))
  return Response.json({ url: request.url, nonce: context.nonce, forwardedFor: request.headers.get("x-forwarded-for") })
}

const build = {
  entry: { module: { default: async () => new Response("a page"), handleError: () => {} } },
  routes: {
    root: { id: "root", path: "", module: { default: () => null } },
    probe: { id: "probe", parentId: "root", path: "probe", module: { loader: probe, action: probe } },
  },
  assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "1" },
  publicPath: "/",
  assetsBuildDirectory: "",
  future: { v3_singleFetch: true },
  isSpaMode: false,
} as unknown as ServerBuild

async function serve(parts: Partial<Parts> = {}) {
  const folder = freshFolder()
  const db = openDatabase({ folder })
  await migrate(db)
  mkdirSync(join(folder, "client", "assets"), { recursive: true })
  writeFileSync(join(folder, "client", "assets", "root-a1b2c3.css"), "p{}")
  const log: Record<string, unknown>[] = []
  const toLog = new Writable({
    write(line, _encoding, done) {
      log.push(JSON.parse(line))
      done()
    },
  })
  let port = 0
  const application = createApplication({
    db,
    log: openLog(toLog),
    pages: build,
    policies: { root: "anybody", probe: "anybody" },
    accounts: accountsFor(db),
    host: "127.0.0.1",
    assets: builtAssets(join(folder, "client")),
    api: { isLimited: false, readPlanFile: async (bytes) => readForImport(bytes) },
    trustedProxies: [],
    developing: false,
    port: () => port,
    ...parts,
  })
  const listening = await listen(createServer(application), "127.0.0.1", 0)
  port = listening.port
  onTestFinished(async () => {
    await listening.stop()
    await db.destroy()
  })
  return { ...listening, log, db, address: `http://127.0.0.1:${port}` }
}

/** As `fetch`, but for headers and methods that it keeps to itself. */
function ask(
  address: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const request = send(address, { method, headers, agent: false }, (response) => {
      let body = ""
      response.on("data", (chunk) => {
        body += chunk
      })
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    request.on("error", reject)
    request.end()
  })
}

test("every answer has a content security policy with a nonce of its own, which the page gets", async () => {
  const { address } = await serve()
  const nonces = new Set<string>()
  for (let time = 0; time < 2; time++) {
    const { headers, body } = await ask(`${address}/probe`)
    const policy = String(headers["content-security-policy"])
    const { nonce } = JSON.parse(body)
    expect(policy).toContain(`script-src 'nonce-${nonce}' 'strict-dynamic';`)
    expect(policy).toContain("default-src 'none';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy.match(/'unsafe-[a-z-]+'/g)).toEqual(["'unsafe-inline'"])
    expect(policy).toContain("style-src-attr 'unsafe-inline'")
    nonces.add(nonce)
  }
  expect(nonces.size).toBe(2)
})

test("answers tell browsers to keep to themselves what they can", async () => {
  const { address } = await serve()
  const { headers } = await ask(`${address}/probe`)
  expect(headers).toMatchObject({
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
  })
  expect(headers["x-powered-by"]).toBeUndefined()
  expect(headers["strict-transport-security"]).toBeUndefined()
})

test("behind https, browsers are told to stay with it", async () => {
  const { address } = await serve({ baseUrl: new URL("https://staycourse.example.com") })
  const { headers } = await ask(`${address}/probe`)
  expect(headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains")
})

test("what another site sends is refused, whatever the method, and what our own pages send is not", async () => {
  const { address } = await serve({ baseUrl: new URL("https://staycourse.example.com") })
  const attempts: [headers: Record<string, string>, status: number][] = [
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ "sec-fetch-site": "same-site" }, 403],
    [{ "sec-fetch-site": "none" }, 403],
    [{ "sec-fetch-site": "cross-site", origin: address }, 403],
    [{ "sec-fetch-site": "same-origin", origin: "http://evil.example" }, 403],
    [{ origin: "http://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ cookie: "session=1" }, 403],
    [{ "sec-fetch-site": "same-origin" }, 200],
    [{ "sec-fetch-site": "same-origin", origin: address }, 200],
    [{ origin: address }, 200],
    [{ origin: "https://staycourse.example.com" }, 200],
    [{}, 200],
  ]
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    for (const [headers, status] of attempts) {
      expect([method, headers, (await ask(`${address}/probe`, { method, headers })).status]).toEqual([
        method,
        headers,
        status,
      ])
    }
  }
})

test("reading is open to a link from another site", async () => {
  const { address } = await serve()
  expect((await ask(`${address}/probe`, { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(200)
})

test("only our own names are answered", async () => {
  const { address, port } = await serve({ baseUrl: new URL("https://staycourse.example.com") })
  const statusFor = async (host: string) => (await ask(`${address}/probe`, { headers: { host } })).status
  expect(await statusFor(`localhost:${port}`)).toBe(200)
  expect(await statusFor("staycourse.example.com")).toBe(200)
  expect(await statusFor("evil.example")).toBe(421)
  expect(await statusFor(`evil.example:${port}`)).toBe(421)
  expect(await statusFor("localhost:1")).toBe(421)
})

test("what a request claims about proxies is forgotten, unless it comes from one that we trust", async () => {
  const headers = { "x-forwarded-host": "evil.example", "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https" }
  const { address } = await serve()
  expect(JSON.parse((await ask(`${address}/probe`, { headers })).body)).toMatchObject({
    url: `${address}/probe`,
    forwardedFor: null,
  })
  const behindProxy = await serve({ trustedProxies: ["127.0.0.1"] })
  expect(JSON.parse((await ask(`${behindProxy.address}/probe`, { headers })).body)).toMatchObject({
    url: expect.stringMatching(/^https:\/\/evil\.example/),
    forwardedFor: "203.0.113.9",
  })
})

test("a method that no page uses is refused", async () => {
  const { address } = await serve()
  expect((await ask(`${address}/probe`, { method: "TRACE" })).status).toBe(405)
})

test("it lives without its database, but is not ready", async () => {
  const { address, db, log } = await serve()
  expect((await ask(`${address}/readyz`)).status).toBe(200)
  await db.destroy()
  expect(await ask(`${address}/healthz`)).toMatchObject({ status: 200, body: "alive\n" })
  expect(await ask(`${address}/readyz`)).toMatchObject({ status: 503, body: "not ready\n" })
  expect(log.some(({ msg }) => msg === "Staycourse cannot store anything at the moment.")).toBe(true)
})

test("a fault of ours is an apology with an id, and the log has the rest under it", async () => {
  const { address, log } = await serve()
  const { status, body, headers } = await ask(`${address}/probe?fault=ours`)
  const { requestId } = JSON.parse(body)
  expect([status, requestId]).toEqual([500, headers["x-request-id"]])
  expect(body).not.toContain("vault")
  const [entry] = log.filter((line) => line.level === 50)
  expect(entry).toMatchObject({ requestId, err: { message: "the vault code is 1234" } })
})

test("a full disk is answered with what to do, and the page learns no more than that", async () => {
  const { address } = await serve()
  const { status, body } = await ask(`${address}/probe?fault=disk`, { method: "POST" })
  expect(status).toBe(507)
  expect(JSON.parse(body).sentence).toMatch(/no room left .* free some space/)
})

test("started to read only, it shows everything, stores nothing and is not ready", async () => {
  const { address } = await serve({ isReadOnly: true })
  expect((await ask(`${address}/probe`)).status).toBe(200)
  expect((await ask(`${address}/readyz`)).status).toBe(503)
  const page = await ask(`${address}/probe`, { method: "POST" })
  expect([page.status, page.body]).toEqual([503, expect.stringContaining("set to read only")])
  const program = await ask(`${address}/api/v1/plans`, { method: "POST" })
  expect([program.status, program.headers["content-type"]]).toEqual([503, expect.stringContaining("problem+json")])
})

test("what a route throws on purpose arrives as it is", async () => {
  const { address, log } = await serve()
  expect(await ask(`${address}/probe?fault=meant`)).toMatchObject({ status: 410, body: "gone" })
  expect(log.filter((line) => line.level === 50)).toEqual([])
})

test("the log says who asked for what, without what was asked", async () => {
  const { address, log } = await serve()
  const { headers } = await ask(`${address}/probe?secret=tulips`)
  await expect.poll(() => log.length).toBe(1)
  expect(log[0]).toMatchObject({ requestId: headers["x-request-id"], method: "GET", path: "/probe", status: 200 })
  expect(JSON.stringify(log)).not.toContain("tulips")
})

test("files named after their content may be kept for good, and a missing one is missing", async () => {
  const { address } = await serve()
  const found = await ask(`${address}/assets/root-a1b2c3.css`)
  expect([found.status, found.headers["cache-control"]]).toEqual([200, "public, max-age=31536000, immutable"])
  expect((await ask(`${address}/assets/root-older.css`)).status).toBe(404)
  expect((await ask(`${address}/assets/..%2f..%2fstaycourse.db`)).status).toBe(403)
})

test("what was accepted before stopping is answered, and nothing is accepted after", async () => {
  const { address, stop } = await serve()
  const slow = ask(`${address}/probe?fault=slow`)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const stopped = stop()
  expect((await slow).status).toBe(200)
  await stopped
  await expect(ask(`${address}/healthz`)).rejects.toMatchObject({ code: "ECONNREFUSED" })
})

test("without a port asked for, the next free one is taken", async () => {
  const [first, second] = [await listen(createServer(), "127.0.0.1"), await listen(createServer(), "127.0.0.1")]
  expect(first.port).toBeGreaterThanOrEqual(3000)
  expect(second.port).toBeGreaterThan(first.port)
  await Promise.all([first.stop(), second.stop()])
})

test("a port that was asked for and is taken is named", async () => {
  const { port } = await serve()
  await expect(listen(createServer(), "127.0.0.1", port)).rejects.toThrow(`Port ${port}, asked for in PORT, is taken.`)
})
