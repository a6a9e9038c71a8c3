import type { Severity } from "../checks/check"
import type { Block, PaperReport, ShownFinding } from "./report-blocks"

/** Marks that differ by shape, so that severity is never a matter of colour alone. */
const GLYPHS: Record<Severity, string> = { error: "■", warning: "▲", info: "○" }

/** Reports as one page that needs nothing else: no script, no font, no picture from anywhere. */
export function writeHtml(reports: readonly PaperReport[]): string {
  const title = reports.length === 1 ? (reports[0]?.title ?? "") : `${reports.length} plans`
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)} · Staycourse</title>
<style>${STYLE}</style>
</head>
<body>
${reports.map(paper).join("\n")}
</body>
</html>
`
}

function paper({ title, line, blocks }: PaperReport): string {
  return `<main>\n<h1>${escaped(title)}</h1>\n<p class="line">${escaped(line)}</p>\n${blocks.map(block).join("\n")}\n</main>`
}

function block(given: Block): string {
  switch (given.kind) {
    case "heading":
      return `<h2${given.severity ? ` class="${given.severity}"` : ""}>${escaped(given.text)}</h2>`
    case "text":
      return `<p>${escaped(given.text)}</p>`
    case "list":
      return `<ul>${given.points.map((point) => `<li>${escaped(point)}</li>`).join("")}</ul>`
    case "findings":
      return `<ol>\n${given.findings.map((each) => finding(each, given.severity)).join("\n")}\n</ol>`
    case "table":
      return table(given)
  }
}

function finding({ ruleId, message, place, fixes, state, accepted }: ShownFinding, severity?: Severity): string {
  const mark = severity ? `<span class="${severity}" aria-hidden="true">${GLYPHS[severity]}</span> ` : ""
  const known = state ? ` <em>${escaped(state)}</em>` : ""
  const ways = fixes.length > 0 ? `<ul>${fixes.map((fix) => `<li>${escaped(fix)}</li>`).join("")}</ul>` : ""
  const why = accepted ? `<p>${escaped(accepted)}</p>` : ""
  return `<li>${mark}<strong>${escaped(ruleId)}</strong>${known} ${escaped(message)}<p class="line">${escaped(place)}</p>${why}${ways}</li>`
}

function table({ head, rows, numbers }: Extract<Block, { kind: "table" }>): string {
  const cell = (tag: string, text: string, at: number): string =>
    `<${tag}${tag === "th" ? ' scope="col"' : ""}${numbers.includes(at) ? ' class="number"' : ""}>${escaped(text)}</${tag}>`
  const row = (tag: string, cells: readonly string[]): string =>
    `<tr>${cells.map((text, at) => cell(tag, text, at)).join("")}</tr>`
  return `<table><thead>${row("th", head)}</thead><tbody>${rows.map((cells) => row("td", cells)).join("")}</tbody></table>`
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

/** A text that can stand in HTML, in an attribute too. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] as string)
}

const STYLE = `
:root{color-scheme:light dark;--ink:light-dark(#16212b,#ece9e2);--soft:light-dark(#45515c,#b7bfc5);--ground:light-dark(#fbfaf6,#131c23);--rule:light-dark(#c9c4b7,#3b4954);--must:light-dark(#a3241b,#f58d80);--should:light-dark(#8a5600,#e9b95a)}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:52rem;margin:0 auto;padding:32px 20px}
main+main{border-top:1px solid var(--rule)}
h1,h2{font-family:Georgia,serif;line-height:1.25;margin:0}
h1{font-size:1.7rem}
h2{font-size:1.15rem;margin-top:28px;padding-top:10px;border-top:1px solid var(--rule)}
p{margin:6px 0}
.line{color:var(--soft)}
.error{color:var(--must)}
.warning{color:var(--should)}
ol{padding-left:0;list-style:none}
li{margin:10px 0;break-inside:avoid}
ul li{margin:2px 0}
table{border-collapse:collapse;margin:10px 0;width:100%}
th,td{padding:4px 8px 4px 0;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
.number{text-align:right;font-variant-numeric:tabular-nums}
@media print{:root{color-scheme:light}body{font-size:10pt}main{padding:0}main+main{break-before:page}}
`.trim()
