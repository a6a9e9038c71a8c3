import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { reckonAndCheck } from "../../app/checks/run"
import { type PastedRows, type PasteTerms, readPastedRows } from "../../app/exchange/pasted-rows"
import { planOfRows } from "../../app/exchange/plan-of-rows"
import { addMonths, shortMonth } from "../../app/plan/calendar"
import { readDocument, writeDocument } from "../../app/plan/document"
import type { Day } from "../../app/plan/plan"

const read = (text: string, chosen: Partial<PasteTerms> = {}) =>
  readPastedRows(text, { fiscalYearStartMonth: 4, ...chosen })
const said = ({ rows }: PastedRows) =>
  rows.map(({ line, name, start, end, amount }) => `${line} ${name} ${start} ${end} ${amount}`)

const LISTEN = "Listen 2027-04-01 2028-04-01 1200000"
const PILOT = "Pilot 2028-04-01 2029-01-01 350000"

describe("columns are told apart", () => {
  test("by their heads, in any order", () => {
    const text =
      "Budget\tFinish\tBegins\tInitiative\n£1.2m\tMar 2028\tApr 2027\tListen\n£350k\tDec 2028\tApr 2028\tPilot"
    expect(said(read(text))).toEqual([`2 ${LISTEN}`, `3 ${PILOT}`])
  })

  test("by what stands in them where there are no heads, in any order", () => {
    const columns = [
      ["Listen", "Pilot"],
      ["Apr 2027", "Apr 2028"],
      ["Mar 2028", "Dec 2028"],
      ["1,200,000", "350,000"],
    ]
    const anyOrder = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 })
    fc.assert(
      fc.property(anyOrder, fc.constantFrom("\t", ";", "|"), (order, separator) => {
        const lines = [0, 1].map((row) => order.map((column) => columns[column]?.[row]).join(separator))
        expect(said(read(lines.join("\n")))).toEqual([`1 ${LISTEN}`, `2 ${PILOT}`])
      }),
      { numRuns: 60 },
    )
  })

  test("numbers of rows and of people are not taken for costs", () => {
    const text = "1\tListen\t01/04/2027\t31/03/2028\t1200000\t3.5\n2\tPilot\t01/04/2028\t31/12/2028\t350000\t2"
    expect(said(read(text))).toEqual([`1 ${LISTEN}`, `2 ${PILOT}`])
  })

  test("a title above the heads is named, and nothing below it is lost", () => {
    const { rows, problems } = read("Our road to 2032\n\nStage,Start,End,Cost\nListen,Apr 2027,Mar 2028,1.2m")
    expect(rows).toMatchObject([{ line: 4, name: "Listen", amount: 1_200_000 }])
    expect(problems).toEqual([
      { line: 1, says: "Row 1, “Our road to 2032”, has no dates and was taken for a heading.", isLeftOut: true },
    ])
  })

  test("both dates may stand in one cell, and the year once", () => {
    const text =
      "| Name | When | Budget |\n|---|---|---|\n| Listen | Apr 2027 – Mar 2028 | £1.2m |\n| Pilot | Apr to Dec 2028 | 350k |"
    expect(said(read(text))).toEqual([`3 ${LISTEN}`, `4 ${PILOT}`])
  })

  test("workstreams are kept, and columns that nobody asked for are named", () => {
    const { rows, notes } = read("Theme\tStage\tStart\tEnd\tOwner\nHear\tListen\tApr 2027\tMar 2028\tAda")
    expect(rows).toMatchObject([{ name: "Listen", workstream: "Hear" }])
    expect(notes).toEqual(["No column of costs was found. You can price each stage later.", "Not used: “Owner”."])
  })

  test("a heading in thousands or millions counts, and is said", () => {
    const costs = (head: string) => read(`Stage\tStart\tEnd\t${head}\nListen\tApr 2027\tMar 2028\t1,200`)
    for (const head of ["Cost (£000)", "£000s", "Budget £k", "Cost in thousands", "Cost (£'000)"]) {
      expect(costs(head).rows[0]?.amount).toBe(1_200_000)
      expect(costs(head).notes).toContain("Costs are read as thousands, as their heading says.")
    }
    expect(costs("Cost (£m)").rows[0]?.amount).toBe(1_200_000_000)
    expect(costs("Cost").rows[0]?.amount).toBe(1_200)
    expect(costs("Cost (£000)").currency).toBe("GBP")
  })
})

describe("lines that cannot be read are named with their number, and the others are taken", () => {
  const text = [
    "Stage\tStart\tEnd\tCost",
    "Listen\tApr 2027\tMar 2028\t£1.2m",
    "\tApr 2027\tMar 2028\t1",
    "Pilot\tsoon\tDec 2028\t2",
    "Rollout\tApr 2029\tMar 2028\t3",
    "Embed\tApr 2029\t\t4",
    "Platform",
    "",
    "Train\tApr 2029\tMar 2030\tabout 3",
    "Total\t\t\t£9m",
  ].join("\n")

  test("each in a sentence", () => {
    const { problems } = read(text)
    expect(problems.map(({ says }) => says)).toEqual([
      "Row 3 has no name.",
      "Row 4, “Pilot”, has a start that cannot be read: “soon”. Write it like Apr 2027 or 2027-04-01.",
      "Row 5, “Rollout”, ends before it starts: it runs from April 2029 to March 2028.",
      "Row 6, “Embed”, has no end.",
      "Row 7, “Platform”, has no dates and was taken for a heading.",
      "Row 9, “Train”, was taken without a cost: “about 3” cannot be read as an amount.",
      "Row 10, “Total”, looks like a total, and was left out.",
    ])
    expect(problems.filter(({ isLeftOut }) => !isLeftOut).map(({ line }) => line)).toEqual([9])
  })

  test("and the two that can", () => {
    expect(said(read(text))).toEqual([`2 ${LISTEN}`, "9 Train 2029-04-01 2030-04-01 undefined"])
  })

  test("where no column could be a date, that is said once", () => {
    const { rows, problems } = read("hello there\nthis is not a table")
    expect(rows).toEqual([])
    expect(problems).toEqual([
      {
        line: 1,
        says: "No column could be told to hold a first month or day and a last month or day. Each row needs a name, a start and an end, such as: Listen, Apr 2027, Mar 2028, 350k.",
        isLeftOut: true,
      },
    ])
  })
})

describe("what can be read in two ways is asked", () => {
  test("whether days or months come first, until a date shows it", () => {
    const asked = read("Listen\t1/4/2027\t3/4/2028\t1k")
    expect(asked.asks.order).toEqual({ written: "1/4/2027", dayFirst: "2027-04-01", monthFirst: "2027-01-04" })
    expect(asked.rows[0]).toMatchObject({ start: "2027-04-01", end: "2028-04-04" })
    expect(read("Listen\t1/4/2027\t3/4/2028\t1k", { order: "month-first" }).rows[0]).toMatchObject({
      start: "2027-01-04",
      end: "2028-03-05",
    })
    const shown = read("Listen\t4/1/2027\t3/31/2028\t1k")
    expect([shown.asks.order, shown.rows[0]?.start]).toEqual([undefined, "2027-04-01"])
  })

  test("whose quarters are meant", () => {
    const text = "Listen\tQ1 2028\tQ4 2028\t1k"
    expect(read(text)).toMatchObject({
      asks: {
        quarters: {
          written: "Q1 2028",
          calendar: { start: "2028-01-01", end: "2028-04-01" },
          fiscal: { start: "2027-04-01", end: "2027-07-01" },
        },
      },
      rows: [{ start: "2028-01-01" }],
    })
    expect(read(text, { quarters: "fiscal" }).rows[0]).toMatchObject({ start: "2027-04-01", end: "2028-04-01" })
    expect(read(text, { fiscalYearStartMonth: 1 }).asks.quarters).toBeUndefined()
    expect(read("Listen\tFY28 Q1\tFY28 Q4\t1k").asks.quarters).toBeUndefined()
  })
})

test("a stage from the first of a month up to the first of another ends the day before, and that is said", () => {
  const { rows, notes } = read("Listen\t2027-04-01\t2028-04-01\t1k")
  expect(rows[0]).toMatchObject({ start: "2027-04-01", end: "2028-04-01" })
  expect(notes).toContain("An end on the first of a month is read as the day before it.")
})

test("the currency is the one beside the amounts; of several, the first, and that is said", () => {
  expect(read("Listen\tApr 2027\tMay 2027\t€1k").currency).toBe("EUR")
  const mixed = read("Listen\tApr 2027\tMay 2027\t€1k\nPilot\tApr 2027\tMay 2027\t$2k")
  expect([mixed.currency, mixed.notes]).toEqual([
    "EUR",
    ["Amounts stand in EUR and USD. A plan has one currency: they were taken as they are."],
  ])
})

test("no text makes it fail", () => {
  const pieces = fc.constantFrom(
    "\t",
    "\n",
    ",",
    ";",
    "|",
    '"',
    "Q1 2027",
    "1/2/27",
    "£1.2m",
    "Start",
    "End",
    "Name",
    "x",
    "-",
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(pieces, { maxLength: 40 }).map((all) => all.join("")),
      ),
      (text) => {
        const { rows } = read(text)
        expect(rows.every(({ start, end, name }) => start < end && name !== "")).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
})

describe("a plan of rows", () => {
  const terms = {
    id: "our-plan",
    name: "Our plan",
    currency: "GBP",
    fiscalYearStartMonth: 4,
    asOf: "2026-11-21" as Day,
    timeZone: "UTC",
  }

  test("has a stage a row with its cost, and lasts five years from the first month or to the last row's end", () => {
    const { rows } = read("Listen\t15/04/2027\t31/03/2028\t£1.2m\nListen\tApr 2031\t20/08/2032\t350k")
    const plan = planOfRows(rows, terms)
    expect(plan.stages.map(({ id, start, end }) => [id, start, end])).toEqual([
      ["listen", "2027-04-15", "2028-04-01"],
      ["listen-2", "2031-04-01", "2032-08-21"],
    ])
    expect(plan.costs.map(({ stageId, amount }) => [stageId, amount])).toEqual([
      ["listen", 1_200_000],
      ["listen-2", 350_000],
    ])
    expect([plan.plan.start, plan.plan.horizonEnd]).toEqual(["2027-04-01", "2032-09-01"])
  })

  test("is new: what it lacks is to fill in, not a problem", () => {
    const { rows } = read("Listen\tApr 2027\tMar 2028\t£1.2m\nPilot\tApr 2028\tMar 2032\t350k")
    const { report, reckoning } = reckonAndCheck(planOfRows(rows, { ...terms, promise: "the company that listens" }))
    expect(report.findings).toEqual([])
    expect(reckoning.ledger.total).toBe(1_550_000)
  })

  test("whatever the rows, it is a valid document that reads back as itself", () => {
    const row = fc.record({
      name: fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
      from: fc.integer({ min: 0, max: 100 }),
      months: fc.integer({ min: 1, max: 40 }),
      amount: fc.option(fc.integer({ min: 0, max: 1e9 })),
    })
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (given) => {
        const month = (count: number) => shortMonth(addMonths("2026-01-01" as Day, count))
        const cells = given.map(({ name, from, months, amount }) => [
          `"${name.replaceAll('"', '""')}"`,
          month(from),
          month(from + months - 1),
          amount ?? "",
        ])
        const { rows } = read(`Name\tStart\tEnd\tCost\n${cells.map((each) => each.join("\t")).join("\n")}`)
        fc.pre(rows.length > 0)
        const text = writeDocument(planOfRows(rows, terms))
        const back = readDocument(text)
        expect(back).toMatchObject({ warnings: [] })
        expect("plan" in back && writeDocument(back.plan)).toBe(text)
      }),
      { numRuns: 80 },
    )
  })
})
