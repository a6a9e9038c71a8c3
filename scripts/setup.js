import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { delimiter, dirname, extname, join } from "node:path"
import { fileURLToPath } from "node:url"

/** The checkout, as an absolute path. */
export const home = fileURLToPath(new URL("..", import.meta.url))

/** Something that setting up met and that the person at the keyboard can mend. */
export class CannotSetUp extends Error {
  forPeople = true
}

const OLDEST_NODE = [20, 19]

/** Throws CannotSetUp where this Node is too old. */
export function assertNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new CannotSetUp(
    `Staycourse needs Node ${OLDEST_NODE.join(".")} or newer, and this is ${process.versions.node}. Node 22 or 24 is best.`,
  )
}

/**
 * Whether node_modules holds what the lock file asks for, and the database engine in it fits this Node.
 * @param {{ forTests: boolean }} purpose
 */
export function isInstalled({ forTests }) {
  const installedFile = join(home, "node_modules", ".package-lock.json")
  if (!existsSync(installedFile)) return false
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages
  const locked = JSON.parse(readFileSync(join(home, "package-lock.json"), "utf8")).packages
  for (const [path, wanted] of Object.entries(locked)) {
    // The platform decides about optional packages, so they say nothing.
    if (path === "" || wanted.optional || wanted.devOptional || (wanted.dev && !forTests)) continue
    if (installed[path]?.version !== wanted.version) return false
  }
  try {
    const SQLite = createRequire(import.meta.url)("better-sqlite3")
    new SQLite(":memory:").close()
    return true
  } catch {
    return false
  }
}

/**
 * Installs exactly what the lock file says. Throws CannotSetUp with what is missing on this machine, where that is why.
 * @param {{ forTests: boolean }} purpose
 */
export async function install({ forTests }) {
  // Under `npm start` and `npm test` npm says where it is itself; by name it would need a shell on Windows.
  const npm = process.env.npm_execpath
  const args = ["ci", "--no-audit", "--no-fund", ...(forTests ? ["--include=dev"] : [])]
  const [command, ...rest] = npm ? [process.execPath, npm, ...args] : ["npm", ...args]
  const { code, output } = await quietly(command, rest)
  if (code === 0) return
  const missing = /gyp|better-sqlite3/.test(output) ? missingToCompile() : []
  const log = join(home, ".cache", "install.log")
  mkdirSync(dirname(log), { recursive: true })
  writeFileSync(log, output)
  const reason = missing.length
    ? `The database engine, better-sqlite3, is compiled on this machine, and this is missing: ${missing.join("; ")}.`
    : `npm ci did not succeed. Its last words:\n\n${output.trim().split("\n").slice(-15).join("\n")}\n`
  throw new CannotSetUp(`${reason}\nAll that npm said is in ${log}.`)
}

/** What compiling the database engine needs and this machine lacks, each with how to get it. */
function missingToCompile() {
  const missing = []
  if (!onPath("python3") && !onPath("python")) missing.push("Python 3 (on Debian or Ubuntu: apt-get install python3)")
  if (!onPath("make")) missing.push("make (on Debian or Ubuntu: apt-get install build-essential)")
  if (!["c++", "g++", "clang++"].some(onPath)) {
    missing.push(
      "a C++ compiler (on Debian or Ubuntu: apt-get install build-essential; on a Mac: xcode-select --install)",
    )
  }
  if (missing.length === 0 && !hasHeaders()) {
    missing.push(
      `the header files of Node ${process.versions.node}, which could not be fetched ` +
        "(npm fetches them from nodejs.org; without internet, put them beside Node and name that folder: npm config set nodedir FOLDER)",
    )
  }
  return missing
}

function hasHeaders() {
  const beside = dirname(dirname(process.execPath))
  const named = process.env.npm_config_nodedir
  return [beside, named].some((folder) => folder && existsSync(join(folder, "include", "node", "node.h")))
}

/**
 * Where a program lies, if the shell would find it.
 * @param {string} name
 */
export function onPath(name) {
  const folders = (process.env.PATH ?? "").split(delimiter)
  const endings = process.platform === "win32" ? [".exe", ".cmd", ""] : [""]
  return folders
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .find((file) => existsSync(file))
}

/**
 * Runs a program, keeping what it says. Never throws for what the program did.
 * @param {string | undefined} command
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
export function quietly(command = "", args) {
  return new Promise((resolve) => {
    // Debian's installer would otherwise stop to ask.
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
    const child = spawn(command, args, { cwd: home, env, stdio: ["ignore", "pipe", "pipe"] })
    let output = ""
    child.stdout.on("data", (chunk) => {
      output += chunk
    })
    child.stderr.on("data", (chunk) => {
      output += chunk
    })
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}\n` }))
    child.on("close", (code) => resolve({ code: code ?? 1, output }))
  })
}

/** What each part of the build is made of. A change in any of it makes the part stale. */
const ingredients = {
  "command-line": ["app", "db", "scripts", "package-lock.json"],
  pages: ["app", "db", "public", "remix.config.js", "vite.config.ts", "scripts/page-words.ts", "package-lock.json"],
}

/** @typedef {keyof typeof ingredients} Part */

/** @type {Part[]} */
const parts = ["command-line", "pages"]

/** The parts of the build that do not fit their sources. */
export function staleParts() {
  return parts.filter((part) => {
    const stamp = stampOf(part)
    return !existsSync(stamp) || readFileSync(stamp, "utf8") !== fingerprint(part)
  })
}

/**
 * Builds one part, or throws with what the builder said.
 * @param {Part} part
 */
export async function build(part) {
  const stamp = stampOf(part)
  // Taken before, so that an edit during the build counts as a change after it.
  const sources = fingerprint(part)
  rmSync(stamp, { force: true })
  if (part === "pages") await buildPages()
  else await buildCommandLine()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, sources)
}

async function buildPages() {
  const remix = join(home, "node_modules", "@remix-run", "dev", "dist", "cli.js")
  const { code, output } = await quietly(process.execPath, [remix, "vite:build", "--logLevel", "warn"])
  if (code !== 0) throw new CannotSetUp(`The pages could not be built:\n\n${output}`)
}

async function buildCommandLine() {
  const esbuild = await import("esbuild")
  const { dependencies } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"))
  // Pure packages that `check` needs go into the file; one file loads faster than the many of zod.
  const bundled = ["zod", "d3"]
  const outside = Object.keys(dependencies).filter((name) => !bundled.includes(name))
  /** @type {import("esbuild").Plugin} */
  const leaveBackstageOut = {
    name: "leave-backstage-out",
    setup: (builder) =>
      builder.onResolve({ filter: /\/backstage$/ }, () => ({ path: "./backstage.js", external: true })),
  }
  /** @type {import("esbuild").BuildOptions} */
  const common = {
    absWorkingDir: home,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    jsx: "automatic",
    external: outside,
    logLevel: "silent",
  }
  await esbuild.build({ ...common, entryPoints: ["scripts/backstage.ts"], outfile: "build/backstage.js" })
  await esbuild.build({ ...common, entryPoints: ["scripts/plan-reader-thread.ts"], outfile: "build/plan-reader.js" })
  const { metafile } = await esbuild.build({
    ...common,
    entryPoints: ["scripts/staycourse.ts"],
    outfile: "build/staycourse.js",
    metafile: true,
    banner: { js: "#!/usr/bin/env node" },
    plugins: [leaveBackstageOut],
  })
  // Its helper process would otherwise live as long as the server.
  await esbuild.stop()
  const imports = metafile.outputs["build/staycourse.js"]?.imports ?? []
  const packages = imports.map(({ path }) => path).filter((path) => outside.some((name) => path.startsWith(name)))
  if (packages.length > 0) {
    throw new CannotSetUp(
      `build/staycourse.js must work without any package, and now imports ${packages.join(", ")}. ` +
        "A command reaches the database and the server through scripts/backstage.ts only.",
    )
  }
}

/** @param {Part} part */
function stampOf(part) {
  return join(home, "build", `.${part}-stamp`)
}

/** @param {Part} part */
function fingerprint(part) {
  const hash = createHash("sha256").update(process.version)
  for (const file of ingredients[part].flatMap(filesUnder)) hash.update(file).update(readFileSync(join(home, file)))
  return hash.digest("hex")
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (extname(path)) return [path]
  const entries = readdirSync(join(home, path), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(home.length))
    .sort()
}

/**
 * Runs a program with its output going where ours goes.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export function openly(command, args, env) {
  return spawnSync(command, args, { cwd: home, stdio: "inherit", env: { ...process.env, ...env } }).status ?? 1
}
