import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { answersOf } from "../../app/checks/answers"
import { compareWithKnown, knownFrom } from "../../app/checks/known-findings"
import { reckonAndCheck } from "../../app/checks/run"
import type { CheckedPlan } from "../../app/exchange/checked-plan"
import { readKnown, writeKnown } from "../../app/exchange/known-findings-file"
import { paperReport } from "../../app/exchange/report-blocks"
import { writeGithub } from "../../app/exchange/report-github"
import { writeHtml } from "../../app/exchange/report-html"
import { plain, writeMarkdown } from "../../app/exchange/report-markdown"
import { readDocument, writeDocument } from "../../app/plan/document"
import type { Day, Plan } from "../../app/plan/plan"
import { type Sketch, sketch } from "../../app/plan/sketch"

function checked(plan: Plan): CheckedPlan {
  const { reckoning, report } = reckonAndCheck(plan)
  return { plan, report, answers: answersOf(reckoning, report), file: "plans/a,b.json", text: writeDocument(plan) }
}

const NASTY = `<script>alert(1)</script> | \`x\` *y* [a](javascript:b) % : , "q" & 'z'`

const words: Sketch = {
  plan: { name: "Keep | our <b>word</b>" },
  people: [{ id: "ada", name: "Ada Brandt" }],
  stages: [{ id: "pilot", name: NASTY }],
  costs: [{ stageId: "pilot", amount: 400_000 }],
}

describe("GitHub annotations", () => {
  const out = writeGithub([checked(sketch(words))])
  const lines = out.trimEnd().split("\n")

  test("one line a finding, with the file, the line of its subject, the rule and the sentence", () => {
    const { report } = checked(sketch(words))
    expect(lines).toHaveLength(report.findings.length)
    const unfunded = lines.find((line) => line.includes("title=FUND001"))
    expect(unfunded).toMatch(
      /^::error file=plans\/a%2Cb\.json,line=\d+,title=FUND001%3A the whole plan::No money is in the plan yet/,
    )
  })
  test("no text of a plan can start a command or end a property", () => {
    for (const line of lines) {
      const [, properties = ""] = /^::(?:error|warning|notice) (.*?)::/.exec(line) ?? []
      expect(properties.split(",").map((each) => each.split("=")[0])).toEqual(["file", "line", "title"])
    }
  })
  test("what was accepted is left out; a file that is no plan is an error", () => {
    const [finding] = checked(sketch(words)).report.findings
    const waivers = [
      {
        id: "fine",
        ruleId: finding?.ruleId ?? "",
        fingerprint: finding?.fingerprint ?? "",
        reason: "The board has agreed to this.",
        ownerId: "ada",
        acceptedOn: "2026-12-01",
        expiresOn: "2027-03-01",
      },
    ]
    expect(writeGithub([checked(sketch({ ...words, waivers }))])).not.toContain(`title=${finding?.ruleId}%3A`)
    const problems = [{ path: "stages[3].end", found: "nothing", expected: "a day" }]
    expect(writeGithub([], [{ file: "x.json", problems, total: 1 }])).toBe(
      "::error file=x.json,title=Not a plan::stages[3].end: found nothing, expected a day\n",
    )
  })
})

describe("the Markdown report", () => {
  const out = writeMarkdown([paperReport(checked(sketch(words)))])

  test("has the plan, its money, its patience, the answers and the findings", () => {
    expect(out).toMatch(/^# Keep \\\| our \\<b\\>word\\<\/b\\>\n/)
    expect(out.split("\n").filter((line) => line.startsWith("## "))).toEqual(
      expect.arrayContaining(["## Money", "## Patience", "## The twelve commitments"]),
    )
    expect(out).toContain("| 2027 | £0.4m | – | – | £0.4m |")
    expect(out).toMatch(/- \*\*FUND001\*\* No money is in the plan yet/)
  })
  test("keeps every row of a table at its number of cells, whatever a plan says", () => {
    const rows = out.split("\n").filter((line) => line.startsWith("|"))
    const cells = rows.map((row) => row.replace(/\\./g, "").split("|").length)
    expect(new Set(cells)).toEqual(new Set([6, 7].filter((count) => cells.includes(count))))
  })
  test("no text of a plan acts as Markdown or HTML", () => {
    expect(plain(NASTY)).not.toMatch(/(?<!\\)[<>|*`[\]]/)
    expect(plain("1. first")).toBe("1\\. first")
    expect(plain("- first\nsecond")).toBe("\\- first second")
  })
})

describe("the HTML report", () => {
  const out = writeHtml([paperReport(checked(sketch(words)))])

  test("needs nothing else and lets no text of a plan act", () => {
    expect(out).not.toMatch(/<script|<img|<link|src=|href=|url\(/i)
    expect(out).toContain("&lt;script&gt;alert(1)&lt;/script&gt;")
    expect(out).toContain("<title>Keep | our &lt;b&gt;word&lt;/b&gt; · Staycourse</title>")
  })
  test("says of each finding what it says on screen", () => {
    const { report } = checked(sketch(words))
    expect(out.match(/<strong>[A-Z]{4}\d{3}<\/strong>/g)).toHaveLength(
      report.findings.length + (report.toFillIn?.length ?? 0),
    )
  })
})

test("beside findings on record a report says how each stands to it", () => {
  const plan = sketch(words)
  const { report, ...rest } = checked(plan)
  const known = knownFrom(report.findings.slice(1))
  const since = compareWithKnown(report.findings, [
    ...known,
    { ruleId: "STAG001", fingerprint: "ffffffffffffffff", severity: "error" },
  ])
  const out = writeMarkdown([paperReport({ ...rest, report, since })])
  expect(out.match(/\*\(new\)\*/g)).toHaveLength(1)
  expect(out.match(/\*\(as on record\)\*/g)).toHaveLength(report.findings.length - 1)
  expect(out).toContain("## On record, and found no more (1)\n\n- STAG001 ffffffffffffffff")
})

test("findings on record are read as they were written, and what is no such file is refused with its place", () => {
  const findings = knownFrom(checked(sketch(words)).report.findings)
  const plans = [{ plan: "b", writtenOn: "2026-11-22" as Day, asOf: "2027-01-01" as Day, owner: "Ada", findings }]
  const text = writeKnown({ catalogue: "1", plans })
  expect(readKnown(text)).toEqual({ known: { format: "staycourse/known-findings@1", catalogue: "1", plans } })
  expect(readKnown("{")).toEqual({ problems: ["expected a file written by `staycourse baseline write`"] })
  expect(readKnown(text.replace("2026-11-22", "2026-02-30"))).toEqual({
    problems: [expect.stringMatching(/^plans\[0\]\.writtenOn: expected/)],
  })
})

test("the sample's papers are whole", () => {
  const read = readDocument(readFileSync("db/samples/saltmarsh-mutual.json", "utf8"))
  if ("problems" in read) throw new Error("the sample is no plan")
  const paper = paperReport(checked(read.plan))
  expect(paper.line).toBe("running · Apr 2025 – Mar 2030 · as of 21 November 2026")
  expect(paper.blocks.filter(({ kind }) => kind === "table")).toHaveLength(2)
  expect(writeHtml([paper, paper]).match(/<main>/g)).toHaveLength(2)
})
