import { isIP } from "node:net"
import { createRequestHandler } from "@remix-run/express"
import type { ServerBuild } from "@remix-run/node"
import compression from "compression"
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express"
import { type Accounts, whoAsks } from "../../app/accounts/accounts.server"
import type { Services } from "../../app/api/route.server"
import type { Policy } from "../../app/policies"
import { type Db, storageTroubles } from "../../db/open.server"
import { readOnlyTrouble, troubleOf } from "../../db/storage-trouble.server"
import { withApologies } from "./apology"
import { forgetForwarding, onlyKnownMethods, onlyOurHosts, onlyOurPages, onlySetUp } from "./guards"
import { nameRequest, securityHeaders } from "./headers"
import type { Logger } from "./log"
import { underPolicies } from "./policies"
import { isForPrograms, refuse } from "./refuse"

export interface Parts {
  db: Db
  log: Logger
  /** Style sheets, scripts, fonts and pictures. */
  assets: RequestHandler
  /** The pages. A function where they may change while the server runs. */
  pages: ServerBuild | (() => Promise<ServerBuild>)
  /** Who may ask for which of them. */
  policies: Readonly<Record<string, Policy>>
  accounts: Accounts
  /** What is lent to programs' requests. */
  api: Services
  baseUrl?: URL
  trustedProxies: string[]
  developing: boolean
  /** Whether nothing may be stored, by the will of whoever started it. */
  isReadOnly?: boolean
  /** Says that the server is about to stop. */
  stopping?: AbortSignal
  /** The address that we listen on. */
  host: string
  /** The port there, once we listen. */
  port(): number
}

/** The whole web server but for the socket: guards first, then files, then pages. */
export function createApplication(parts: Parts): Express {
  const {
    db,
    log,
    assets,
    pages,
    policies,
    accounts,
    api,
    baseUrl,
    trustedProxies,
    developing,
    isReadOnly,
    stopping,
    host,
    port,
  } = parts
  const app = express()
  app.disable("x-powered-by")
  app.disable("etag")
  app.set("trust proxy", trustedProxies)

  app.use(nameRequest, logAnswer(log), securityHeaders({ https: baseUrl?.protocol === "https:", developing }))
  app.use(onlyKnownMethods, forgetForwarding)
  app.get("/healthz", (_request, response) => {
    response.set("Cache-Control", "no-store").type("text/plain").send("alive\n")
  })
  app.get("/readyz", async (_request, response) => {
    const troubles = isReadOnly
      ? ["it was started to read only"]
      : await storageTroubles(db).catch((error) => [String(error)])
    if (troubles.length > 0) log.error({ troubles }, "Staycourse cannot store anything at the moment.")
    response.status(troubles.length > 0 ? 503 : 200)
    response
      .set("Cache-Control", "no-store")
      .type("text/plain")
      .send(troubles.length > 0 ? "not ready\n" : "ready\n")
  })

  const local = () => ["127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${port()}`)
  const named = () => [...local(), `${inAddress(host)}:${port()}`, ...(baseUrl ? [baseUrl.host] : [])]
  // On all addresses of a machine that has no name, its addresses are its names. A foreign page cannot point those here.
  const isOurs = (name: string) => named().includes(name) || (!baseUrl && isUnspecified(host) && isAddress(name))
  app.use(onlyOurHosts(isOurs))
  const onlyOurs = onlyOurPages((origin) => origin === baseUrl?.origin || isOurs(origin.replace(/^http:\/\//, "")))
  // Programs show a token, which no other site can make a browser send, and cookies count for nothing there.
  app.use((request, response, next) => (isForPrograms(request) ? next() : onlyOurs(request, response, next)))
  // A proxy packs better than we do, and packing costs us two answers in five.
  const isPacked: compression.CompressionFilter = (request, response) =>
    !isForPrograms(request) && compression.filter(request, response)
  if (trustedProxies.length === 0) app.use(compression({ filter: isPacked }))
  app.use(assets)
  if (isReadOnly) app.use(refuseWrites)
  app.use(onlySetUp(accounts))
  app.use((request, response, next) => {
    // Programs' answers say so themselves, and it should stand there once.
    if (!isForPrograms(request)) response.setHeader("Cache-Control", "no-store")
    next()
  })
  app.use(findActor(db, accounts))
  const guarded = (build: ServerBuild) => withApologies(underPolicies(build, policies))
  app.all(
    "*",
    createRequestHandler({
      build: typeof pages === "function" ? async () => guarded(await pages()) : guarded(pages),
      mode: developing ? "development" : "production",
      getLoadContext: (request, response) => {
        const { nonce, requestId, actor, present } = response.locals
        const reportFault = (fault: unknown) => log.error({ requestId, err: fault }, "A page could not be made.")
        const address = request.ip ?? ""
        return { db, actor, present, address, accounts, nonce, requestId, reportFault, stopping, api }
      },
    }),
  )
  app.use(lastResort(log))
  return app
}

/** An address as it stands in a link. */
export function inAddress(host: string): string {
  return host.includes(":") ? `[${host}]` : host
}

const isUnspecified = (host: string): boolean => host === "0.0.0.0" || host === "::"

/** Whether a name with a port is a plain address. */
function isAddress(name: string): boolean {
  return isIP(name.replace(/:\d+$/, "").replace(/^\[|\]$/g, "")) !== 0
}

/** Files made by the build. Those in `assets/` are named after their content, so that browsers may keep them for good. */
export function builtAssets(folder: string): RequestHandler {
  const files = express.Router()
  files.use("/assets", express.static(`${folder}/assets`, { immutable: true, maxAge: "1y", fallthrough: false }))
  files.use(express.static(folder, { maxAge: "1h", index: false }))
  return files
}

const refuseWrites: RequestHandler = (request, response, next) => {
  if (["GET", "HEAD", "OPTIONS"].includes(request.method)) return next()
  refuse(request, response, readOnlyTrouble.status, readOnlyTrouble.sentence)
}

function logAnswer(log: Logger): RequestHandler {
  return (request, response, next) => {
    const began = performance.now()
    // Read now: express rewrites it while it looks for the right handler.
    const { method } = request
    const path = withoutSecrets(request.path)
    response.on("close", () => {
      const ms = Math.round(performance.now() - began)
      const { requestId } = response.locals
      log.info(
        { requestId, method, path, status: response.statusCode, ms, cut: !response.writableFinished },
        "answered",
      )
    })
    next()
  }
}

/** A path as it may be written down: the links that work once are secrets. */
function withoutSecrets(path: string): string {
  return path.replace(/^\/(set-up|join|reset|shared)\/[^/.]+/, "/$1/…")
}

/** Finds out who sent a request, once for all that answers it. */
function findActor(db: Db, accounts: Accounts): RequestHandler {
  return async (request, response, next) => {
    const { requestId } = response.locals
    try {
      const { cookie } = request.headers
      Object.assign(response.locals, await whoAsks(db, accounts, { cookie, requestId }, new Date().toISOString()))
      next()
    } catch (fault) {
      next(fault)
    }
  }
}

function lastResort(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    const trouble = troubleOf(error)
    const status = trouble?.status ?? (typeof error?.status === "number" ? error.status : 500)
    const { requestId } = response.locals
    if (status >= 500) log.error({ requestId, err: error }, "A request could not be answered.")
    if (response.headersSent) return next(error)
    const sentence =
      trouble?.sentence ??
      (status === 404
        ? "There is nothing at this address."
        : status < 500
          ? "This request could not be understood."
          : `Something went wrong on our side. We are sorry. If it happens again, give this number to whoever runs Staycourse: ${requestId}`)
    refuse(request, response, status, sentence)
  }
}
