import { spawnSync } from "node:child_process"
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { CATALOGUE_VERSION } from "../../app/checks/index"
import { writeDocument } from "../../app/plan/document"
import { sketch } from "../../app/plan/sketch"
import { home } from "../support/source"

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "staycourse-"))
  // Outside of a package only this ending says that a file is a module.
  copyFileSync(join(home, "build", "staycourse.js"), join(folder, "staycourse.mjs"))
  writeFileSync(join(folder, "plan.json"), writeDocument(sketch({ stages: [{ id: "listen" }] })))
})

afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the built command line where there is nothing but its one file and a plan. */
function alone(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["staycourse.mjs", ...args], {
    cwd: folder,
    encoding: "utf8",
  })
  return { status, stdout, stderr }
}

test("rules are explained where nothing is installed", () => {
  const { status, stdout, stderr } = alone("explain", "FUND003")
  expect([status, stderr]).toEqual([0, ""])
  expect(stdout).toMatch(/^FUND003 {2}uncosted-stage\n/)
})

test("the schema is printed where nothing is installed", () => {
  const { status, stdout, stderr } = alone("schema")
  expect([status, stderr]).toEqual([0, ""])
  expect(JSON.parse(stdout).$schema).toBe("https://json-schema.org/draft/2020-12/schema")
})

test("a plan is checked where nothing is installed, and the log says where its findings stand", () => {
  const { status, stdout, stderr } = alone("check", "plan.json", "--format", "sarif")
  expect([status, stderr]).toEqual([1, ""])
  const [run] = JSON.parse(stdout).runs
  expect(run.tool.driver.semanticVersion).toBe(CATALOGUE_VERSION)
  const unpriced = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === "FUND003")
  expect(unpriced.locations[0].logicalLocations[0].fullyQualifiedName).toBe("plan/stages/listen")
})
