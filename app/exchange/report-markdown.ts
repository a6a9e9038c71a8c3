import type { Block, PaperReport, ShownFinding } from "./report-blocks"

/** Reports as one text in Markdown, with what a plan says itself kept from acting as Markdown or HTML. */
export function writeMarkdown(reports: readonly PaperReport[]): string {
  return `${reports.map(paper).join("\n\n---\n\n")}\n`
}

function paper({ title, line, blocks }: PaperReport): string {
  return [`# ${plain(title)}`, plain(line), ...blocks.map(block)].join("\n\n")
}

function block(given: Block): string {
  switch (given.kind) {
    case "heading":
      return `## ${plain(given.text)}`
    case "text":
      return plain(given.text)
    case "list":
      return given.points.map((point) => `- ${plain(point)}`).join("\n")
    case "findings":
      return given.findings.map(finding).join("\n")
    case "table":
      return table(given)
  }
}

function finding({ ruleId, message, place, fixes, state, accepted }: ShownFinding): string {
  const beneath = [place, ...(accepted ? [accepted] : []), ...fixes.map((fix) => `→ ${fix}`)]
  const known = state ? ` *(${state})*` : ""
  return [`- **${ruleId}**${known} ${plain(message)}`, ...beneath.map((text) => `  - ${plain(text)}`)].join("\n")
}

function table({ head, rows, numbers }: Extract<Block, { kind: "table" }>): string {
  const row = (cells: readonly string[]): string => `| ${cells.map((cell) => plain(cell)).join(" | ")} |`
  const rule = head.map((_, at) => (numbers.includes(at) ? "--:" : "---"))
  return [row(head), `| ${rule.join(" | ")} |`, ...rows.map(row)].join("\n")
}

/** A text on one line, with every sign that Markdown or HTML would take for its own kept as it is. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>|~#]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/^(\d+)([.)]) /, "$1\\$2 ")
    .replace(/^([-+]) /, "\\$1 ")
}
