import { createServer, type Server } from "node:http"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import type { ServerBuild } from "@remix-run/node"
import type { RequestHandler } from "express"
import { type Accounts, openAccounts } from "../../app/accounts/accounts.server"
import { openCompany } from "../../app/accounts/company.server"
import { openPost } from "../../app/accounts/post.server"
import { LOOPBACK, readSettings, type Settings } from "../../app/env.server"
import { POLICIES } from "../../app/policies"
import { deriveKey, secretOf } from "../../app/secret.server"
import { makeLink } from "../../db/access-links.server"
import { type FolderLock, lockFolder } from "../../db/folder-lock.server"
import { appliedVersion, migrate, newestVersion } from "../../db/migrate.server"
import { assertSound, type Db, openReadOnly, UnfitStorage } from "../../db/open.server"
import type { Io } from "../commands/command"
import { openFor } from "../open-for"
import { duration, openSteps } from "../steps.js"
import { builtAssets, createApplication, inAddress } from "./application"
import { listen } from "./listen"
import { openLog } from "./log"
import { openPlanReader } from "./plan-reader"

const SET_UP_HOURS = 24

/** What a start may do besides serving. */
interface Start {
  /** Take the pages straight from their sources, and reload them in the browser as they are edited. */
  developing: boolean
  /** Store nothing, and let nobody store anything. */
  isReadOnly?: boolean
  /** Fills an empty database with something to look at. */
  seed?: () => Promise<unknown>
}

/**
 * Opens the database, brings it up to date and serves, until the process is told to stop. `stopped` resolves once
 * everything accepted is answered and stored.
 */
export async function serve(io: Io, { developing, isReadOnly, seed }: Start): Promise<{ stopped: Promise<void> }> {
  const settings = readSettings(io.env, io.home)
  const log = openLog(io.stderr)
  const { step } = openSteps(io.stdout)
  // Listened for from here on, so that a start is also ended in good order.
  const stopping = new AbortController()
  const stopAsked = untilStopped(io).then(() => stopping.abort())

  const { db, lock } = await step("Preparing the database", () =>
    isReadOnly ? openUnchanged(settings) : openStorage(settings),
  )
  try {
    const from = isReadOnly ? undefined : (await migrate(db)).from
    if (from === 0 && seed) await step("Adding a sample plan", seed)
    const server = createServer()
    const { pages, assets, close } = developing ? await developed(io.home, server) : await built(io.home)
    const { baseUrl, trustedProxies, host } = settings
    const reader = openPlanReader(pathToFileURL(join(io.home, "build", "plan-reader.js")))
    let port = 0
    const origin = () => baseUrl?.origin ?? `http://${inAddress(host)}:${port}`
    const accounts = accountsOf(db, settings, origin)
    const application = createApplication({
      ...{ db, log, pages, assets, accounts, baseUrl, trustedProxies, developing, isReadOnly, host },
      stopping: stopping.signal,
      policies: POLICIES,
      api: { isLimited: settings.hasLimits, readPlanFile: reader.read },
      port: () => port,
    })
    server.on("request", application)
    const listening = await listen(server, host, settings.port)
    port = listening.port
    const address = origin()
    lock?.noteAddress(address)
    log.info({ address }, "ready")
    io.stdout.write(`Staycourse is ready after ${duration(performance.now())}: ${address}\nPress Ctrl+C to stop it.\n`)
    if (!isReadOnly && !accounts.isLocalOnly && !(await accounts.haveBegun())) await offerSetUp(db, io, address)

    process.on("uncaughtException", (fault) => {
      log.fatal({ err: fault }, "Staycourse stopped because of a fault of its own.")
      process.exit(1)
    })
    return {
      stopped: stopAsked
        .then(() => listening.stop())
        .then(close)
        .then(() => reader.close())
        .finally(() => closeStorage(db, lock)),
    }
  } catch (error) {
    await closeStorage(db, lock)
    throw error
  }
}

function accountsOf(db: Db, settings: Settings, origin: () => string): Accounts {
  const { baseUrl, host, trustedProxies, mail, require2fa, hasLimits, identityProvider } = settings
  const isNamedHere = !baseUrl || isHere(baseUrl.hostname)
  return openAccounts(db, {
    ...{ origin, require2fa, hasLimits, isHttps: baseUrl?.protocol === "https:" },
    secret: deriveKey(secretOf(settings), "sessions").toString("base64"),
    // A proxy may stand on this machine and let others in.
    isLocalOnly: isHere(host) && isNamedHere && trustedProxies.length === 0,
    ...(mail && { post: openPost(mail) }),
    ...(identityProvider && { company: openCompany(identityProvider) }),
  })
}

const isHere = (name: string): boolean => LOOPBACK.includes(name.replace(/^\[|\]$/g, "")) || /^127\./.test(name)

/** Others can reach us and nobody has an account: whoever started us makes the first, by a link that nobody else sees. */
async function offerSetUp(db: Db, io: Io, address: string): Promise<void> {
  const { secret } = await makeLink(db, { kind: "set-up", hours: SET_UP_HOURS }, new Date().toISOString())
  io.stdout.write(`Nobody has an account yet. Make the first, an administrator's, here: ${address}/set-up/${secret}\n`)
  const isSafe = address.startsWith("https:")
  if (!isSafe) io.stdout.write("Without https, passwords can be read on their way. Put a proxy with https in front.\n")
}

async function openStorage(settings: Settings): Promise<{ db: Db; lock?: FolderLock }> {
  const { databaseUrl, dataFolder } = settings
  const db = openFor(settings)
  try {
    const lock = databaseUrl ? undefined : lockFolder(dataFolder)
    await assertSound(db)
    return { db, lock }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

async function openUnchanged({ databaseUrl, dataFolder }: Settings): Promise<{ db: Db; lock?: FolderLock }> {
  const db = openReadOnly(databaseUrl ? { url: databaseUrl } : { folder: dataFolder })
  try {
    await assertSound(db)
    const version = await appliedVersion(db)
    if (version !== newestVersion) {
      throw new UnfitStorage(
        `The database is at version ${version} and this Staycourse needs ${newestVersion}, which takes a start that may write.`,
      )
    }
    return { db }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

async function closeStorage(db: Db, lock?: FolderLock) {
  // The last connection to close writes what the log of changes holds into the file itself.
  await db.destroy()
  lock?.release()
}

interface Pages {
  pages: ServerBuild | (() => Promise<ServerBuild>)
  assets: RequestHandler
  close(): Promise<void>
}

async function built(home: string): Promise<Pages> {
  // React looks here when it is loaded, and otherwise draws each page with all its warnings for developers.
  process.env.NODE_ENV = "production"
  const pages: ServerBuild = await import(pathToFileURL(join(home, "build", "pages", "server", "index.js")).href)
  return { pages, assets: builtAssets(join(home, "build", "pages", "client")), close: async () => {} }
}

/** Reloading in the browser goes over a socket of the same server, so that nothing else needs to be let through. */
async function developed(home: string, server: Server): Promise<Pages> {
  const vite = await import("vite")
  const { middlewares, ssrLoadModule, close } = await vite.createServer({
    root: home,
    logLevel: "warn",
    server: { middlewareMode: true, hmr: { server } },
    // Found late, they would make the browser load everything twice; and they never run there.
    optimizeDeps: { exclude: ["better-sqlite3", "kysely", "pg"] },
  })
  return {
    pages: () => ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>,
    assets: middlewares,
    close,
  }
}

function untilStopped(io: Io): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        io.stdout.write("Stopping: finishing what was begun.\n")
        resolve()
      })
    }
  })
}
