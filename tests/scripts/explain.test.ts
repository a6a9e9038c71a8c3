import { describe, expect, test } from "vitest"
import { FAMILY_WORDS } from "../../app/checks/families"
import { ALL_CHECKS } from "../../app/checks/index"
import { runChecks } from "../../app/checks/run"
import { SEVERITY_WORDS } from "../../app/checks/severity-words"
import { sketch } from "../../app/plan/sketch"
import { call } from "../support/call"

const ESCAPE = "\u001b"
const flat = (text: string): string => text.replace(/\s+/g, " ")
const explain = async (...args: string[]) => call(["explain", ...args])

describe.each(ALL_CHECKS.map((check) => [check.id, check] as const))("the page of %s", (id, check) => {
  test("holds all that is known of the rule, at most 80 characters wide", async () => {
    const { code, out, err } = await explain(id)
    expect([code, err]).toEqual([0, ""])
    expect(out.split("\n").filter((line) => [...line].length > 80)).toEqual([])
    expect(out).not.toMatch(/undefined|NaN|\[object| $/m)
    expect(out).not.toContain(ESCAPE)
    const page = flat(out).toLowerCase()
    const said = [
      `${id} ${check.name} ${check.title} ${SEVERITY_WORDS[check.severity]}`,
      check.why,
      check.condition,
      ...(check.limits ?? []).flatMap(({ name, value, source }) => [`${name}: ${value}`, source.text]),
      ...(check.silent ?? []),
      ...check.sources.map(({ text }) => text),
      ...Object.keys(check.examples),
    ]
    for (const words of said) expect(page).toContain(flat(words).toLowerCase())
    expect(out.match(/^ {2}· \d+\. /gm) ?? []).toHaveLength(check.questions.length)
  })

  test("quotes what the engine says of the examples", async () => {
    const page = flat((await explain(id)).out)
    for (const { plan } of Object.values(check.examples)) {
      const found = runChecks(sketch(plan)).findings.filter(({ ruleId, subjects }) => ruleId === id && !subjects)
      for (const { severity, message } of found) {
        expect(page).toContain(`${SEVERITY_WORDS[severity]}: ${flat(message)}`)
      }
    }
  })
})

test("each source and limit says how well it stands", async () => {
  const page = flat((await explain("PACE001")).out)
  expect(page).toContain(
    "Lag of financial results: 730 days Chief Customer Officer Council: at least two years (stated in a public source)",
  )
  expect(page).toContain("(our own convention; nobody has published a number)")
  expect(flat((await explain("FUND001")).out)).toContain("a budget set out over time (general knowledge, not re-read)")
})

test("examples without a finding say so, and why", async () => {
  const { out } = await explain("METR001")
  expect(out).toContain("\n  · A baseline on the day the pilot goes live\n      Nothing to say.\n")
  expect(out).toContain("\n  · Nothing is promised\n      Nothing to judge: No measure is promised yet.\n")
  expect(flat(out)).toContain(
    "Cannot tell about Metric 1: its days cannot be told, because stages wait for each other in a circle.",
  )
})

test("each way to clear what is found is named once, whatever its names, figures and days, and who may take it", async () => {
  const waysOf = async (id: string) => {
    const [, clears = ""] = (await explain(id)).out.split("How to clear what these examples show\n")
    return flat(clears).trim().split("· ").slice(1)
  }
  const requests = (await waysOf("FUND001")).filter((way) => way.startsWith("Draft a request for"))
  expect(requests.map((way) => way.trim())).toEqual([
    "Draft a request for £0.37m, to be decided before 2 July 2027. Can be applied as it stands.",
    "Draft a request for £0.18m, to be decided as soon as can be. Can be applied as it stands.",
  ])
  const promises = (await waysOf("PACE001")).filter((way) => way.startsWith("Move the promise on"))
  expect(promises.map((way) => way.trim())).toEqual([
    "Move the promise on Retention to 31 December 2028 or later. For somebody to decide.",
  ])
})

test("a rule that waits for the plan to run says so", async () => {
  expect((await explain("TRAK001")).out).toContain(
    "The plan is still a draft, or has not begun by the day of the report\n",
  )
})

test("a rule goes by its id and its name, however they are written", async () => {
  const page = await explain("FUND001")
  for (const way of ["fund001", "Fund-001", "unfunded-quarter", "UNFUNDED_QUARTER", "Unfunded quarter"]) {
    expect(await explain(way)).toEqual(page)
  }
})

test("an unknown rule is answered with the nearest, and could not run", async () => {
  const refusals = { FUN001: "FUND001 (unfunded-quarter)", "no-base-lines": "METR001 (no-baseline)" }
  for (const [wanted, near] of Object.entries(refusals)) {
    expect(await explain(wanted)).toEqual({
      code: 2,
      out: "",
      err: `There is no rule "${wanted}". Did you mean ${near}?\n`,
    })
  }
  expect(await explain("xyzzy-plugh")).toEqual({
    code: 2,
    out: "",
    err: 'There is no rule "xyzzy-plugh". "staycourse explain" lists them all.\n',
  })
  expect((await explain("")).code).toBe(2)
  expect(await explain("FUND001", "FUND002")).toEqual({
    code: 2,
    out: "",
    err: "One rule at a time: FUND001, or FUND002?\n",
  })
})

test("without a rule all are listed by family, each with its title", async () => {
  const { code, out } = await explain()
  expect(code).toBe(0)
  const lines = out.split("\n")
  const listed = lines.flatMap((line) => /^ {2}([A-Z]{4}\d{3}) {2}(.+)$/.exec(line)?.slice(1) ?? [])
  expect(listed).toEqual(ALL_CHECKS.flatMap(({ id, title }) => [id, title]))
  const families = new Set(ALL_CHECKS.map(({ id }) => FAMILY_WORDS[id.slice(0, 4)]))
  expect(lines.filter((line, at) => line !== "" && (at === 0 || lines[at - 1] === "")).slice(0, -1)).toEqual([
    ...families,
  ])
})

test("colour is for terminals, and changes no word", async () => {
  const [plain, coloured] = [await call(["explain", "PACE005"]), await call(["explain", "PACE005"], { colour: true })]
  expect(coloured.out).toContain(`${ESCAPE}[31mMust settle${ESCAPE}[0m`)
  expect(coloured.out.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, "g"), "")).toBe(plain.out)
})
