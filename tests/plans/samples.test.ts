import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { type Answer, answersOf } from "../../app/checks/answers"
import { type Report, reckonAndCheck } from "../../app/checks/run"
import { reportAsJson, writeJson } from "../../app/exchange/report-json"
import { longDay } from "../../app/plan/calendar"
import { readDocument, writeDocument } from "../../app/plan/document"
import type { Day, Plan } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"

const FOLDER = "db/samples"
const files = [
  "saltmarsh-mutual.json",
  ...readdirSync(`${FOLDER}/programmes`)
    .filter((name) => name.endsWith(".json"))
    .map((name) => `programmes/${name}`),
]

function sample(file: string): { text: string; plan: Plan; report: Report; answers: Answer[] } {
  const text = readFileSync(`${FOLDER}/${file}`, "utf8")
  const read = readDocument(text)
  if ("problems" in read) throw new Error(`${file}: ${JSON.stringify(read.problems)}`)
  expect(read.warnings).toEqual([])
  const { reckoning, report } = reckonAndCheck(read.plan)
  return { text, plan: read.plan, report, answers: answersOf(reckoning, report) }
}

/** "FUND001 error" for each finding, and "FUND003 cannot tell" for each rule that could not judge something. */
function said({ findings, notChecked }: Report): string[] {
  const found = findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`)
  return [...new Set([...found, ...notChecked.map(({ ruleId }) => `${ruleId} cannot tell`)])].sort()
}

describe.each(files)("%s", (file) => {
  test("is written as it was read", () => {
    const { text, plan } = sample(file)
    expect(writeDocument(plan)).toBe(text)
  })
  test("gives the report on record", async () => {
    const { report, answers } = sample(file)
    await expect(writeJson([reportAsJson(report, answers)])).toMatchFileSnapshot(`reports/${file.split("/").at(-1)}`)
  })
  test("gives the same report whatever the order of its records", () => {
    const { plan, report, answers } = sample(file)
    const { plan: header, history, ...collections } = plan
    const turned = Object.fromEntries(
      Object.entries(collections).map(([name, records]) => [name, [...records].reverse()]),
    )
    const again = reckonAndCheck({ plan: header, ...(history && { history }), ...turned } as Plan)
    expect(again.report).toEqual(report)
    expect(answersOf(again.reckoning, again.report)).toEqual(answers)
  })
})

describe("the sample", () => {
  const { plan, report } = sample("saltmarsh-mutual.json")
  const { ledger, cover, costOfStage } = reckon(plan)

  test("needs 36 million, of which 21 are committed and 13 asked for", () => {
    expect(ledger.total).toBe(36_000_000)
    expect(cover("committed").total).toBe(21_000_000)
    expect(cover("all").total).toBe(34_000_000)
    expect(report.indices).toMatchObject({
      fundingCoverage: 58,
      fundingCoverageRequested: 94,
      unfunded: 15_000_000,
      atMost: false,
    })
  })
  test("is paid for into April 2028", () => {
    expect(report.indices.firstUnfundedDay).toBe("2028-04-07")
    const byEndOfMarch = ledger.need.reduce(
      (sum, need, piece) => sum + ((ledger.cuts[piece] as number) < 21_275 ? need : 0),
      0,
    )
    expect(longDay("2028-04-01" as Day)).toBe("1 April 2028")
    expect(byEndOfMarch).toBe(20_800_000)
  })
  test("is short by two million from October 2029 even if every request is granted", () => {
    expect(report.findings.find(({ ruleId }) => ruleId === "FUND001")).toMatchObject({
      from: "2029-10-07",
      to: "2030-04-01",
      amount: 2_000_000,
    })
    expect(report.findings.find(({ ruleId }) => ruleId === "FUND002")).toMatchObject({
      from: "2028-04-07",
      amount: 13_000_000,
    })
  })
  test("prices its stages as listed", () => {
    const inThousands = plan.stages.map(({ name, id }) => [name, costOfStage(id) / 1_000])
    expect(inThousands).toEqual([
      ["Hear every member", 1_800],
      ["Complaint root causes", 2_400],
      ["One owner per claim", 5_600],
      ["Front-line authority", 1_900],
      ["Leaders listen and learn", 1_200],
      ["One member record", 9_000],
      ["No-surprise renewals", 3_600],
      ["Vulnerable-member care", 2_800],
      ["Proactive claims", 5_400],
      ["Make it how we run", 2_300],
    ])
  })
})

describe("what would have been said at the time", () => {
  const saidOf = (name: string): string[] => said(sample(`programmes/${name}.json`).report)
  const errors = (name: string): string[] => saidOf(name).filter((each) => each.endsWith("error"))

  test("the successes have nothing to settle; what was never published is not held against them", () => {
    expect(errors("dbs")).toEqual([])
    expect(errors("dominos")).toEqual([])
    expect(saidOf("dbs")).toContain("FUND003 cannot tell")
  })
  test("a fast effect that is evidenced makes no early promise unfair", () => {
    expect(saidOf("dominos").filter((each) => each.startsWith("PACE001"))).toEqual([])
  })
  test("money for services was stranded before any of it was taken back, and it was patient money", () => {
    expect(errors("irs-2023")).toContain("FUND004 error")
    expect(errors("irs-2023")).toContain("LOAD003 error")
    expect(saidOf("irs-2023")).toContain("SPON004 warning")
    expect(saidOf("irs-2023").filter((each) => each.startsWith("PACE006"))).toEqual([])
  })
  test("two years later the services money ran faster than its years, and the enforcement money was gone", () => {
    expect(errors("irs-2025")).toEqual(expect.arrayContaining(["FUND001 error", "TRAK004 error"]))
  })
  test("the failure had at least three things to settle", () => {
    expect(errors("jcpenney")).toEqual(["METR001 error", "METR003 error", "SPON002 error", "STAG005 error"])
  })
  test("phase two waited for money that nobody had decided, and the old system was to go unproved", () => {
    expect(errors("sentinel-2006")).toEqual(["FUND002 error", "STAG005 error", "TRAK002 error"])
    expect(saidOf("sentinel-2006")).toEqual(expect.arrayContaining(["STAG003 warning", "STAG004 warning"]))
  })
  test("a stop in the bad summer would have ended a programme that delivered two years later", () => {
    const late = ["STAG005 error", "TRAK002 error", "TRAK004 error"]
    expect(errors("sentinel-2010")).toEqual(late)
    expect(errors("sentinel-2010-stop")).toEqual(["PACE005 error", ...late])
  })
  test("the workforce of the health service was a row of empty posts", () => {
    expect(errors("nhs-long-term-plan")).toContain("LOAD003 error")
  })
  test("a bank that stayed its course had a sponsor who was there", () => {
    expect(saidOf("dbs").filter((each) => /^SPON.*(error|warning|info)$/.test(each))).toEqual([])
  })
})
