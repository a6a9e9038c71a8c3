/** One line of a pasted table with what stands in its cells; `number` counts from 1, as a person counts lines. */
export type TableLine = { number: number; cells: string[] }

/** What no record may hold: control characters but tabs and line breaks, and halves of characters. */
const UNPRINTABLE = /[^\P{Cc}\t\n]|\p{Surrogate}/gu

const SEPARATORS = ["\t", ";", "|", ","] as const

/**
 * The lines of a table that was copied from a spreadsheet, a CSV file or a message: cells parted by tabs, semicolons,
 * bars, commas or two spaces and more, quoted or not. Blank lines are left out and still counted.
 */
export function readTable(text: string): TableLine[] {
  const tidy = text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .normalize("NFC")
    .replace(UNPRINTABLE, " ")
  const separator = separatorOf(tidy)
  const lines = separator === undefined ? spaced(tidy) : parted(tidy, separator)
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell !== "") && !isRuling(cells))
  const whole = separator === "|" ? filled.map(withoutOuterBars) : filled
  return separator === "," ? rejoinThousands(whole) : whole
}

/** Tabs win wherever there are any; of the others, the one that the most lines have. */
function separatorOf(text: string): (typeof SEPARATORS)[number] | undefined {
  if (text.includes("\t")) return "\t"
  const lines = text.split("\n").filter((line) => line.trim() !== "")
  const [most] = SEPARATORS.map((separator) => ({
    separator,
    count: lines.filter((line) => line.includes(separator)).length,
  })).sort((a, b) => b.count - a.count)
  return most && most.count * 2 >= lines.length && most.count > 0 ? most.separator : undefined
}

/** A quote opens a cell only at its beginning, and may then hold separators and line breaks; two stand for one. */
function parted(text: string, separator: string): TableLine[] {
  const lines: TableLine[] = []
  let number = 1
  let cells: string[] = []
  let startedOn = 1
  let at = 0
  while (at <= text.length) {
    let cell = ""
    while (text[at] === " ") at++
    const close = text[at] === '"' ? closingQuote(text, at, separator) : -1
    if (close > 0) {
      cell = text.slice(at + 1, close).replaceAll('""', '"')
      at = close + 1
      while (text[at] === " ") at++
    } else {
      let end = at
      while (end < text.length && text[end] !== separator && text[end] !== "\n") end++
      cell = text.slice(at, end)
      at = end
    }
    number += cell.split("\n").length - 1
    cells.push(oneLine(cell))
    if (text[at] === separator) {
      at++
      continue
    }
    lines.push({ number: startedOn, cells })
    number++
    startedOn = number
    cells = []
    at++
  }
  return lines
}

/** Where the quote that opens at a place closes, if what follows it is the end of a cell; -1 where it does not. */
function closingQuote(text: string, from: number, separator: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') continue
    if (text[at + 1] === '"') at++
    else {
      const next = text.slice(at + 1, at + 200).trimStart()[0]
      const rest = text[at + 1]
      return rest === undefined || rest === "\n" || rest === separator || next === separator ? at : -1
    }
  }
  return -1
}

function spaced(text: string): TableLine[] {
  return text.split("\n").map((line, index) => ({
    number: index + 1,
    cells: line
      .trim()
      .split(/\s{2,}/)
      .map(oneLine),
  }))
}

const oneLine = (cell: string): string => cell.replace(/[\s\u00A0\u202F]+/g, " ").trim()

/** The line under the heads of a table drawn with bars. */
const isRuling = (cells: readonly string[]): boolean => cells.every((cell) => /^:?-*:?$/.test(cell))

function withoutOuterBars({ number, cells }: TableLine): TableLine {
  const from = cells[0] === "" ? 1 : 0
  const until = cells.at(-1) === "" ? cells.length - 1 : cells.length
  return { number, cells: cells.slice(from, until) }
}

/** Puts "£1", "200", "000" together again where a line has more cells than the others because its amount has commas. */
function rejoinThousands(lines: TableLine[]): TableLine[] {
  const fewest = Math.min(...lines.map(({ cells }) => cells.length))
  return lines.map(({ number, cells }) => {
    const joined = [...cells]
    for (let at = joined.length - 1; at > 0 && joined.length > fewest; at--) {
      if (/^\d{3}(\D.*)?$/.test(joined[at] as string) && /(^|\D)\d{1,3}(,\d{3})*$/.test(joined[at - 1] as string)) {
        joined.splice(at - 1, 2, `${joined[at - 1]},${joined[at]}`)
      }
    }
    return { number, cells: joined }
  })
}
