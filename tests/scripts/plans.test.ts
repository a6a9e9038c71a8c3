import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Readable, Writable } from "node:stream"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { writeDocument } from "../../app/plan/document"
import { sketch } from "../../app/plan/sketch"
import { openDatabase } from "../../db/open.server"
import { changePlan } from "../../db/plans.server"
import { run } from "../../scripts/staycourse"
import { freshFolder } from "../support/database"

const home = fileURLToPath(new URL("../../", import.meta.url))

/** A command line with a data folder of its own. */
function commandLine(stdin = "") {
  const folder = freshFolder()
  const call = async (...args: string[]) => {
    const said = { out: "", err: "" }
    const into = (key: "out" | "err") =>
      new Writable({
        write(chunk, _encoding, done) {
          said[key] += chunk
          done()
        },
      })
    const io = { stdin: Readable.from([stdin]), stdout: into("out"), stderr: into("err") }
    const code = await run(args, { ...io, env: { STAYCOURSE_DATA: folder }, home, colour: false })
    return { code, ...said }
  }
  const file = (name: string, text: string) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  return { folder, call, file }
}

const harbour = writeDocument(sketch({ plan: { id: "harbour", name: "Harbour" }, stages: [{}, {}], people: [{}] }))

test("what is imported is exported as the same document, twice the same", async () => {
  const { call, file } = commandLine()
  expect(await call("import", file("plan.json", harbour))).toEqual({
    ...{ code: 0, err: "" },
    out: "“Harbour” is stored as harbour: 2 stages, 1 person.\n",
  })
  expect(await call("export", "harbour")).toEqual({ code: 0, err: "", out: harbour })
  expect((await call("export", "harbour", "--format", "json")).out).toBe(harbour)
})

test("the sample and each real programme come back as the same document", async () => {
  const { call } = commandLine()
  const sample = readFileSync(join(home, "db", "samples", "saltmarsh-mutual.json"), "utf8")
  expect((await call("seed")).out).toMatch(/^“.+” was added as saltmarsh-mutual\.\n$/)
  expect((await call("seed")).out).toMatch(/^“.+” is there already, as saltmarsh-mutual\.\n$/)
  expect(JSON.parse((await call("export", "saltmarsh-mutual", "--full")).out)).toMatchObject(JSON.parse(sample))
})

test("a plan can be read from standard input", async () => {
  const { call } = commandLine(harbour)
  expect((await call("import", "-")).out).toBe("“Harbour” is stored as harbour: 2 stages, 1 person.\n")
})

test("an import that is only tried stores nothing", async () => {
  const { call, file } = commandLine()
  expect((await call("import", file("plan.json", harbour), "--dry-run")).out).toBe(
    "“Harbour” would be stored: 2 stages, 1 person.\n",
  )
  expect((await call("export", "harbour")).err).toBe("There is no plan harbour; no plan is stored yet.\n")
})

test("a file that is not valid is refused whole, with every problem on its line", async () => {
  const { call, file } = commandLine()
  const broken = JSON.parse(harbour)
  broken.stages[1].end = "2026-02-30"
  broken.people[0].colour = "red"
  const path = file("broken.json", JSON.stringify(broken))
  const { code, out, err } = await call("import", path)
  expect([code, out]).toEqual([2, ""])
  expect(err).toContain(`${path}: stages[1].end: found "2026-02-30", expected a day on the calendar`)
  expect(err).toContain(`${path}: people[0].colour: found the unknown key "colour"`)
  expect(err.trimEnd().split("\n")).toHaveLength(3)
  expect((await call("export", "harbour")).err).toBe("There is no plan harbour; no plan is stored yet.\n")
})

test("a plan whose id is taken gets another, and both are named where one is not found", async () => {
  const { call, file } = commandLine()
  const path = file("plan.json", harbour)
  await call("import", path)
  expect((await call("import", path)).out).toContain("is stored as harbour-2:")
  expect((await call("export", "haven")).err).toBe("There is no plan haven. The plans are: harbour, harbour-2.\n")
})

test("a full export tells every change, and importing it keeps the plan", async () => {
  const { folder, call, file } = commandLine()
  await call("import", file("plan.json", harbour))
  const db = openDatabase({ folder })
  const at = "2026-11-21T12:00:00.000Z"
  await changePlan(db, "harbour", { kind: "move-stage", stageId: "stage-1", months: 3 }, "ana", at)
  await db.destroy()
  const full = (await call("export", "harbour", "--full")).out
  expect(JSON.parse(full).history.changes).toMatchObject([
    { seq: 1, intent: { kind: "create-plan" }, by: "command line" },
    { seq: 2, intent: { kind: "move-stage", stageId: "stage-1", months: 3 }, by: "ana", at },
  ])
  expect((await call("export", "harbour")).out).not.toContain("history")
  const again = await call("import", file("full.json", full))
  expect([again.code, again.err]).toEqual([0, expect.stringContaining("history.changes: found more history")])
})

test("what cannot be called is explained", async () => {
  const { call, file, folder } = commandLine()
  expect((await call("import")).err).toBe("Which plan? Name one file, or - for standard input.\n")
  expect((await call("import", join(folder, "none.json"))).err).toMatch(/none\.json: there is no such file\.\n$/)
  expect((await call("import", folder)).err).toMatch(/this is a folder, not a plan file\.\n$/)
  expect((await call("import", file("plan.json", harbour), "--force")).err).toBe("Unknown option '--force'\n")
  expect((await call("export", "a", "--format", "xlsx")).err).toBe("--format xlsx: expected json.\n")
  expect((await call("seed", "--sample", "nobody")).err).toMatch(
    /^There is no sample nobody\. The samples are: .*saltmarsh-mutual/,
  )
})

test("everything stored is verified, and a row that was changed past the journal is found", async () => {
  const { folder, call, file } = commandLine()
  await call("import", file("plan.json", harbour))
  const well = await call("verify")
  expect([well.code, well.err]).toEqual([0, "All is well.\n"])
  expect(well.out).toMatch(/^\(audit\) {2}1 {2}[0-9a-f]{64}\nharbour {2}1 {2}[0-9a-f]{64}\n$/)
  const db = openDatabase({ folder })
  await db.updateTable("plan").set({ name: "Haven" }).execute()
  await db.destroy()
  const ill = await call("verify")
  expect([ill.code, ill.err]).toEqual([1, "One fault was found.\n"])
  expect(ill.out).toContain("Plan harbour, entry 1 of its journal: the plan holds something that no entry wrote.")
})

test("a folder that was never used is not well, and says why", async () => {
  const { call } = commandLine()
  const { code, out } = await call("verify")
  expect(code).toBe(1)
  expect(out).toContain("schema_version")
})
