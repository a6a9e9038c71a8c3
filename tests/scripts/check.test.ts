import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { CATALOGUE } from "../../app/checks/index"
import { writeDocument } from "../../app/plan/document"
import { type Sketch, sketch } from "../../app/plan/sketch"
import { call } from "../support/call"

const folder = mkdtempSync(join(tmpdir(), "staycourse-check-"))
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
const plan = (name: string, words: Sketch): string => write(name, writeDocument(sketch(words)))

/** A plan in which nothing must be settled: paid for, patient, owned, and with something to see early. */
const sound: Sketch = {
  stages: [
    { id: "pilot", kind: "pilot", start: "2028-01-01", end: "2029-01-01", zeroCostReason: "Done within the day job." },
  ],
  people: [
    { id: "chief", level: "ceo" },
    { id: "champion", isOfficer: true, reportsToId: "chief" },
  ],
  roleTerms: [{ personId: "chief" }, { role: "champion", personId: "champion" }],
}
const unfunded: Sketch = { ...sound, costs: [{ amount: 400_000 }], stages: [{ id: "pilot" }] }

const soundFile = plan("sound.json", sound)
const unfundedFile = plan("unfunded.json", unfunded)

async function json(...args: string[]) {
  const { code, out, err } = await call(["check", ...args, "--format", "json"])
  return { code, err, report: JSON.parse(out) }
}

describe("exit codes", () => {
  test("0 where nothing must be settled, 1 where something must", async () => {
    expect((await json(soundFile)).code).toBe(0)
    expect((await json(unfundedFile)).code).toBe(1)
    expect((await json(unfundedFile, "--exit-zero")).code).toBe(0)
  })
  test("1 where there are more warnings than allowed", async () => {
    const { error, warning } = (await json(soundFile)).report.summary
    expect(error).toBe(0)
    expect(warning).toBeGreaterThan(0)
    expect((await json(soundFile, "--max-warnings", String(warning))).code).toBe(0)
    expect((await json(soundFile, "--max-warnings", String(warning - 1))).code).toBe(1)
  })
  test("3 where something could not be checked and that was asked for", async () => {
    const { code, report } = await json(soundFile, "--require-checked")
    expect(report.notChecked).toContainEqual({
      ruleId: "PACE002",
      subject: { collection: "plan", id: "plan" },
      lacking: "evaluations",
    })
    expect(code).toBe(3)
  })
  test("of several files the gravest, and each is checked", async () => {
    const broken = write("broken.json", "{")
    const { code, report, err } = await json(unfundedFile, broken, soundFile)
    expect(code).toBe(2)
    expect(
      report.map((each: { plan?: { id: string }; error?: { file: string } }) => each.plan?.id ?? each.error?.file),
    ).toEqual(["plan", broken, "plan"])
    expect(err).toContain(`${broken}: found`)
    expect((await json(soundFile, unfundedFile)).code).toBe(1)
    expect((await json(soundFile, unfundedFile, "--require-checked")).code).toBe(1)
  })
})

describe("the report as JSON", () => {
  test("has the shape that other programs rely on", async () => {
    const { report } = await json(unfundedFile)
    expect(Object.keys(report).sort()).toEqual([
      "catalogue",
      "findings",
      "indices",
      "notChecked",
      "plan",
      "questions",
      "summary",
    ])
    expect(report.plan).toEqual({ id: "plan", name: "A plan", asOf: "2027-01-01" })
    expect(report.indices).toMatchObject({
      fundingCoverage: 0,
      fundingCoverageRequested: 0,
      fundingCoverageNext8: 0,
      atMost: true,
      unfunded: 400_000,
      firstUnfundedDay: "2027-01-01",
      peakShortfall: 400_000,
      patience: { value: null, cappedBy: [], band: "cannot tell" },
    })
    expect(report.findings[0]).toEqual({
      ruleId: "FUND001",
      name: "unfunded-quarter",
      severity: "error",
      message:
        "No money is in the plan yet: at least £0.4m is needed from 1 January 2027, and nobody has been asked for it.",
      subject: { collection: "plan", id: "plan" },
      from: "2027-01-01",
      to: "2028-01-01",
      amount: 400_000,
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      fixes: expect.any(Array),
    })
    expect(report.summary.error).toBe(
      report.findings.filter((each: { severity: string }) => each.severity === "error").length,
    )
  })
  test("is the same to the byte each time", async () => {
    const once = await call(["check", unfundedFile, "--format", "json"])
    expect((await call(["check", unfundedFile, "--format", "json"])).out).toBe(once.out)
  })
  test("judges as of the day that is handed in", async () => {
    const { report } = await json(unfundedFile, "--as-of", "2027-07-01")
    expect(report.plan.asOf).toBe("2027-07-01")
    expect(report.findings.find((each: { ruleId: string }) => each.ruleId === "FUND001")).toMatchObject({
      from: "2027-07-01",
    })
  })
})

test("a waived finding is still shown, and does not fail the gate", async () => {
  const { report } = await json(unfundedFile)
  const { fingerprint } = report.findings[0]
  const waiver = {
    ruleId: "FUND001",
    fingerprint,
    reason: "The board votes on it next week.",
    ownerId: "chief",
    acceptedOn: "2026-12-01",
    expiresOn: "2027-02-01",
  }
  const waivedFile = plan("waived.json", { ...unfunded, waivers: [waiver] })
  const after = (await json(waivedFile)).report
  expect(after.summary).toMatchObject({ error: report.summary.error - 1, waived: 1 })
  expect(after.findings.find((each: { ruleId: string }) => each.ruleId === "FUND001").waived).toMatchObject({
    reason: waiver.reason,
    expiresOn: "2027-02-01",
  })
  expect((await json(waivedFile, "--as-of", "2027-02-01")).report.summary.waived).toBe(0)
})

describe("what is refused", () => {
  const document = JSON.parse(writeDocument(sketch(sound)))
  const changed = (name: string, change: (copy: typeof document) => void): string => {
    const copy = structuredClone(document)
    change(copy)
    return write(name, JSON.stringify(copy))
  }
  const stage = document.stages[0]

  test.each([
    [
      "a day that is not on the calendar",
      (copy) => {
        copy.stages[0].end = "2027-02-30"
      },
      "stages[0].end",
      '"2027-02-30"',
    ],
    [
      "an unknown key",
      (copy) => {
        copy.stages[0].strat = "2027-01-01"
      },
      "stages[0].strat",
      "the unknown key",
    ],
    [
      "a reference to nothing",
      (copy) => {
        copy.costs = [{ ...stage, stageId: "nowhere" }].map(({ id, stageId }) => ({
          id,
          stageId,
          name: "c",
          kind: "run",
          start: "2027-01-01",
          end: "2027-02-01",
          amount: 1,
        }))
      },
      "costs[0].stageId",
      '"nowhere"',
    ],
    [
      "an end before its start",
      (copy) => {
        copy.stages[0].end = copy.stages[0].start
      },
      "stages[0].end",
      '"2028-01-01"',
    ],
    [
      "an id that stands twice",
      (copy) => {
        copy.stages.push(copy.stages[0])
      },
      "stages[1].id",
      '"pilot"',
    ],
  ] as [string, (copy: typeof document) => void, string, string][])("%s", async (name, change, path, found) => {
    const file = changed(`${name.replace(/\W/g, "-")}.json`, change)
    const { code, report, err } = await json(file, soundFile)
    expect(code).toBe(2)
    expect(report[0].error.problems).toContainEqual(
      expect.objectContaining({ path, found: expect.stringContaining(found) }),
    )
    expect(err).toContain(`${file}: ${path}: `)
    expect(report[1].plan.id).toBe("plan")
  })

  test.each([
    ["a key that would change every object", '{"format":"staycourse/plan@1","__proto__":{"polluted":true}}'],
    ["a number that is none", '{"format":"staycourse/plan@1","plan":NaN}'],
    ["two hundred levels", `${'{"a":'.repeat(200)}1${"}".repeat(200)}`],
    ["nothing", ""],
  ])("%s", async (name, text) => {
    const file = write(`${name.replace(/\W/g, "-")}.json`, text)
    const { code, report } = await json(file)
    expect(code).toBe(2)
    expect(report.error.file).toBe(file)
    expect(report.error.problems.length).toBeGreaterThan(0)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test("fifty megabytes are refused before they are read", async () => {
    const file = write("fifty.json", " ".repeat(50 * 1024 * 1024))
    const { code, report } = await json(file, soundFile)
    expect(code).toBe(2)
    expect(report[0].error.problems).toEqual([
      { path: "", found: "52,428,800 bytes", expected: "a file of at most 33,554,432 bytes (32 MiB)" },
    ])
    expect(report[1].plan.id).toBe("plan")
  })

  test("more than a hundred problems are counted, not spelled out", async () => {
    const file = changed("many.json", (copy) => {
      copy.stages = Array.from({ length: 250 }, (_, n) => ({ ...stage, id: `stage-${n}`, end: "never" }))
    })
    const { report, err } = await json(file)
    expect(report.error.problems).toHaveLength(100)
    expect(report.error.total).toBe(250)
    expect(err).toContain(`${file}: and 150 more problems, 250 in all`)
  })

  test.each([
    [["--format", "xml"], "--format xml: expected pretty, json, sarif, github, markdown, html."],
    [["--as-of", "2027-02-30"], "--as-of 2027-02-30: expected a day on the calendar, written YYYY-MM-DD."],
    [["--max-warnings", "few"], "--max-warnings few: expected a whole number."],
    [["--frobnicate"], "Unknown option '--frobnicate'"],
  ])("the call %j", async (args, sentence) => {
    const { code, out, err } = await call(["check", soundFile, ...args])
    expect([code, out]).toEqual([2, ""])
    expect(err).toContain(sentence)
  })
  test("a call without a file, a file that is not there, a folder", async () => {
    expect((await call(["check"])).err).toContain("Which plan?")
    expect((await json(join(folder, "none.json"))).report.error.problems[0].found).toBe("no such file")
    expect((await json(folder)).report.error.problems[0].found).toBe("a folder")
  })
})

describe("configuration", () => {
  const configured = async (config: object) =>
    json(unfundedFile, "--config", write("config.json", JSON.stringify(config)))
  test("switches rules off and lifts or lowers them", async () => {
    const off = (await configured({ rules: { FUND001: "off" } })).report
    expect(off.findings.map((each: { ruleId: string }) => each.ruleId)).not.toContain("FUND001")
    const low = (await configured({ rules: { FUND001: "warning" } })).report
    expect(low.findings.find((each: { ruleId: string }) => each.ruleId === "FUND001").severity).toBe("warning")
    const strict = (await configured({ extends: "staycourse:strict" })).report
    expect(strict.findings.find((each: { ruleId: string }) => each.ruleId === "PACE008").severity).toBe("error")
  })
  test("names nothing that is not known", async () => {
    const { code, err } = await call([
      "check",
      soundFile,
      "--config",
      write("wrong.json", '{"rules":{"FUND099":"off"}}'),
    ])
    expect(code).toBe(2)
    expect(err).toContain('rules.FUND099: found "FUND099", expected the id of a rule')
  })
})

test.each(["__proto__", "constructor", "toString"])(
  "a preset named %s is none, and the other files are still checked",
  async (name) => {
    const file = plan(`preset-${name}.json`, { ...sound, plan: { config: { extends: name } } })
    const { code, report } = await json(file, soundFile)
    expect(code).toBe(2)
    expect(report[0].error.problems).toMatchObject([{ path: "plan.config.extends", found: `"${name}"` }])
    expect(report[1].plan.id).toBe("plan")
  },
)

test("an option is read where its rule has it, and refused where it has not", async () => {
  const of = (name: string, options: object) =>
    plan(name, {
      ...sound,
      plan: { config: { rules: { PACE003: ["warning", options as { minMonths: number }] } } },
      costs: [{ amount: 1 }],
    })
  const months = async (minMonths: number) =>
    (await json(of("months.json", { minMonths }))).report.findings.filter(
      (each: { ruleId: string }) => each.ruleId === "PACE003",
    )
  expect(await months(12)).toEqual([])
  expect(await months(13)).toHaveLength(1)
  const { code, report } = await json(of("mistyped.json", { minMonthz: 12 }))
  expect([code, report.error.problems[0].path]).toEqual([2, "plan.config.rules.PACE003[1].minMonthz"])
})

test("could not run is said even where only a report was asked for", async () => {
  expect((await call(["check", join(folder, "none.json"), "--exit-zero"])).code).toBe(2)
})

test("in a terminal, findings stand by severity with their dates and amounts, and what could not be checked", async () => {
  const { out } = await call(["check", unfundedFile])
  expect(out).toContain("Must settle (")
  expect(out).toContain("the whole plan · 1 January 2027 to 31 December 2027 · £400,000")
  expect(out).toContain("Could not be checked (")
  expect(out).toMatch(new RegExp(`${CATALOGUE.length} rules: \\d+ clean`))
  expect(out).not.toMatch(/undefined|NaN|\[object/)
})

describe("findings on record", () => {
  const record = join(folder, "known.json")

  test("once on record nothing counts, and a new or worse one does", async () => {
    const { code, out } = await call(["baseline", "write", unfundedFile, "--baseline", record, "--owner", "Ada Brandt"])
    expect([code, out]).toEqual([0, expect.stringMatching(/^plan: \d+ on record in .*known\.json\.\n$/)])
    const known = await json(unfundedFile, "--baseline", record)
    expect(known.code).toBe(0)
    expect(new Set(known.report.findings.map(({ state }: { state: string }) => state))).toEqual(new Set(["unchanged"]))
    expect(known.report.absent).toEqual([])

    const dearer = plan("dearer.json", { ...unfunded, costs: [{ amount: 600_000 }] })
    const worse = await json(dearer, "--baseline", record)
    expect(worse.code).toBe(1)
    expect(worse.report.findings.find(({ ruleId }: { ruleId: string }) => ruleId === "FUND001").state).toBe("worse")
  })
  test("pruning takes off what is found no more, and adds nothing", async () => {
    await call(["baseline", "write", unfundedFile, "--baseline", record])
    const before = await json(soundFile, "--baseline", record)
    expect(before.report.absent.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain("FUND001")
    expect((await call(["baseline", "prune", soundFile, "--baseline", record])).code).toBe(0)
    const after = await json(soundFile, "--baseline", record)
    expect(after.report.absent).toEqual([])
    expect((await json(unfundedFile, "--baseline", record)).code).toBe(1)
  })
  test("a file that is no record stops the call with a sentence", async () => {
    const { code, err } = await call(["check", soundFile, "--baseline", write("no-record.json", "[]")])
    expect(code).toBe(2)
    expect(err).toContain("no-record.json")
    expect((await call(["baseline", "keep", soundFile])).code).toBe(2)
  })
})

test("each format is written to standard output", async () => {
  const starts = { github: "::", markdown: "# A plan", html: "<!doctype html>" }
  for (const [format, start] of Object.entries(starts)) {
    const { code, out } = await call(["check", unfundedFile, "--format", format])
    expect([code, out.slice(0, start.length)]).toEqual([1, start])
  }
})
