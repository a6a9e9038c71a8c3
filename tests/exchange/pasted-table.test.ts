import fc from "fast-check"
import { expect, test } from "vitest"
import { readTable } from "../../app/exchange/pasted-table"

const cells = (text: string) => readTable(text).map((line) => line.cells)

test("tabs part cells wherever there are any", () => {
  expect(cells("Listen, and learn\tApr 2027\n\tMay")).toEqual([
    ["Listen, and learn", "Apr 2027"],
    ["", "May"],
  ])
})

test("semicolons, commas, bars and two spaces do where there are none", () => {
  const wanted = [
    ["a", "b", "c"],
    ["d", "e", "f"],
  ]
  expect(cells("a;b;c\nd;e;f")).toEqual(wanted)
  expect(cells("a,b,c\nd, e, f")).toEqual(wanted)
  expect(cells("| a | b | c |\n|---|:-:|---|\n| d | e | f |")).toEqual(wanted)
  expect(cells("a   b  c\nd  e   f")).toEqual(wanted)
})

test("a quoted cell may hold separators, quotes and line breaks, and lines are counted as they stand", () => {
  expect(readTable('a,"b, ""c""\nd",e\n\nf,g,h')).toEqual([
    { number: 1, cells: ["a", 'b, "c" d', "e"] },
    { number: 4, cells: ["f", "g", "h"] },
  ])
})

test("a quote inside a cell is a quote", () => {
  expect(cells('5" pipe\tb\n"open\tc')).toEqual([
    ['5" pipe', "b"],
    ['"open', "c"],
  ])
})

test("an amount with commas is one cell where others have none", () => {
  expect(cells("Listen, Apr 2027, £1,200,000\nPilot, May 2027, 350k")).toEqual([
    ["Listen", "Apr 2027", "£1,200,000"],
    ["Pilot", "May 2027", "350k"],
  ])
})

test("nothing is read from nothing, and endings of every machine end a line", () => {
  expect(readTable("")).toEqual([])
  expect(readTable(" \n\t\n")).toEqual([])
  expect(cells("\uFEFFa\tb\r\nc\td\re\tf")).toEqual([
    ["a", "b"],
    ["c", "d"],
    ["e", "f"],
  ])
})

test("cells written as a spreadsheet copies them are read back", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "b", '"', "\t", "\n", ",", "1"), minLength: 1, maxLength: 6 })
  const quoted = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const tidy = (text: string) => text.replace(/\s+/g, " ").trim()
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
      const text = rows.map((row) => row.map(quoted).join("\t")).join("\n")
      const filled = rows.map((row) => row.map(tidy)).filter((row) => row.some((each) => each !== ""))
      expect(cells(text)).toEqual(filled)
    }),
    { numRuns: 200 },
  )
})
