import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { home } from "./support/source"

/** The oldest version of a package that we may have in the lock file, anywhere in it, and why. */
const oldest: Record<string, [version: string, reason: string]> = {
  "better-sqlite3": ["12.8.0", "brings SQLite 3.51.3, the first that cannot lose a commit when two connections write"],
  kysely: ["0.28.17", "text could reach the SQL of JSON paths (CVE-2026-32763, CVE-2026-44635)"],
  "@remix-run/router": ["1.23.4", "redirects to other sites (CVE-2026-53668)"],
  "react-router": ["6.30.6", "redirects to other sites (CVE-2026-53668)"],
  "react-router-dom": ["6.30.6", "redirects to other sites (CVE-2026-53668)"],
  "@remix-run/node": ["2.17.5", "the newest of the line"],
  "@remix-run/express": ["2.17.5", "the newest of the line"],
  "@remix-run/react": ["2.17.5", "the newest of the line"],
  express: ["4.22.3", "the newest of the line"],
  helmet: ["8.3.0", "the headers tested here"],
  vite: ["5.4.21", "the builder of a builder pins an older line; ours is 6"],
}

/** Not to be had here at all, and why. */
const refused: Record<string, string> = {
  xlsx: "the registry's copy is frozen with open advisories (CVE-2023-30533, CVE-2024-22363)",
}

interface Locked {
  version?: string
  dev?: boolean
}

const lock: Record<string, Locked> = JSON.parse(readFileSync(join(home, "package-lock.json"), "utf8")).packages
const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"))

/** Every copy of a package in the lock file, as `[path, version]`. */
function copiesOf(name: string, packages = lock): [path: string, version: string][] {
  return Object.entries(packages)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([path, { version = "" }]) => [path, version])
}

/** Negative where `one` is older than `other`. A version before a release ("1.2.0-beta") counts as that release. */
function compareVersions(one: string, other: string): number {
  const numbers = (version: string) => (version.split("-")[0] ?? "").split(".").map(Number)
  const [left, right] = [numbers(one), numbers(other)]
  for (const place of [0, 1, 2]) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function tooOld(packages = lock): string[] {
  return Object.entries(oldest).flatMap(([name, [version, reason]]) =>
    copiesOf(name, packages)
      .filter(([, found]) => compareVersions(found, version) < 0)
      .map(([path, found]) => `${path} is ${found}, older than ${version}: ${reason}`),
  )
}

test("nothing in the lock file is older than it may be", () => {
  expect(tooOld()).toEqual([])
})

test("an old version is noticed, wherever it hides", () => {
  const packages = {
    "node_modules/kysely": { version: "0.28.18" },
    "node_modules/some-library/node_modules/kysely": { version: "0.28.9" },
  }
  expect(tooOld(packages)).toEqual([
    expect.stringMatching(/^node_modules\/some-library.* is 0\.28\.9, older than 0\.28\.17/),
  ])
})

test("every package in the table is really there", () => {
  expect(Object.keys(oldest).filter((name) => copiesOf(name).length === 0)).toEqual([])
})

test("packages that we refuse are nowhere in the lock file", () => {
  expect(Object.keys(refused).flatMap((name) => copiesOf(name))).toEqual([])
})

test("every direct dependency is pinned to one version, and the lock file holds that one", () => {
  const wanted: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies }
  const differing = Object.entries(wanted).filter(
    ([name, version]) => lock[`node_modules/${name}`]?.version !== version,
  )
  expect(differing).toEqual([])
})

test("there is one copy each of what must not be there twice", () => {
  for (const name of ["react", "react-dom", "kysely", "zod", "better-sqlite3"]) expect(copiesOf(name)).toHaveLength(1)
})

test("the command line is bundled by the same esbuild that the page builder uses", () => {
  expect(copiesOf("esbuild").map(([path]) => path)).toContain("node_modules/esbuild")
  expect(lock["node_modules/vite/node_modules/esbuild"]).toBeUndefined()
})

test("the lock file names no registry, so that it can be installed from any", () => {
  expect(Object.values(lock).filter((locked) => "resolved" in locked)).toEqual([])
})
