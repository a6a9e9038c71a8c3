import { type Plugin, parseAst } from "vite"

/** What of a rule only its page and the command line show. */
const PAGE_WORDS = new Set(["condition", "sources", "limits", "silent", "questions", "examples"])

const RULE = /\/app\/checks\/[^/]+\/[^/]+\.ts$/

/** Leaves out of the browser's rules what only their pages show: the server sends those pages ready. */
export function withoutPageWords(): Plugin {
  return {
    name: "without-page-words",
    transform(code, id, { ssr } = {}) {
      if (ssr || !RULE.test(id) || !code.includes("defineCheck(")) return null
      return { code: dropPageWords(code), map: null }
    },
  }
}

type Node = { type: string; start: number; end: number }
type Property = Node & { key?: { name?: string } }

/** A rule's file, as JavaScript, without the words for its page. Positions in the file move. */
export function dropPageWords(code: string): string {
  let kept = code
  for (const { start, end } of [...pageWordsIn(parseAst(code))].reverse()) {
    const comma = /^\s*,/.exec(kept.slice(end))?.[0].length ?? 0
    kept = kept.slice(0, start) + kept.slice(end + comma)
  }
  return kept
}

function* pageWordsIn(node: unknown): Generator<Property> {
  if (Array.isArray(node)) {
    for (const each of node) yield* pageWordsIn(each)
    return
  }
  if (typeof node !== "object" || node === null) return
  const call = node as { type?: string; callee?: { name?: string }; arguments?: { properties?: Property[] }[] }
  if (call.type === "CallExpression" && call.callee?.name === "defineCheck") {
    for (const property of call.arguments?.[0]?.properties ?? []) {
      if (PAGE_WORDS.has(property.key?.name ?? "")) yield property
    }
    return
  }
  for (const each of Object.values(node)) yield* pageWordsIn(each)
}
