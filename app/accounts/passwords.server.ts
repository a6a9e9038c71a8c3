import { COMMON_PASSWORDS } from "./common-passwords.server"

/** How many characters a password may have. */
export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 128

/** What anybody would try first here. */
const PRODUCT_WORDS = ["staycourse", "roadmap", "strategy", "transformation", "customer", "password"]

const LEAST_LETTERS = 4

/**
 * Why a password will not do, as a sentence; undefined where it will. `context` are words that somebody who wants in
 * would try: the person's name, address and organisation.
 */
export function faultOfPassword(password: string, context: readonly string[] = []): string | undefined {
  const length = [...password].length
  if (length < SHORTEST_PASSWORD)
    return `Use at least ${SHORTEST_PASSWORD} characters. A few words that you can remember do well.`
  if (length > LONGEST_PASSWORD) return `Use at most ${LONGEST_PASSWORD} characters.`
  if (isCommon(password)) return "Many people use this password, so it is tried first. Choose another."
  if (isOfContext(password, context)) return "Somebody who knows you or Staycourse would try this. Choose another."
  return undefined
}

function isCommon(password: string): boolean {
  const tidy = password.toLowerCase()
  if (COMMON_PASSWORDS.has(tidy)) return true
  const core = tidy.replace(/^[^a-z]+|[^a-z]+$/g, "")
  return (
    [tidy, core].some((text) => isRepeated(text) || COMMON_PASSWORDS.has(withoutRepeats(text))) ||
    COMMON_PASSWORDS.has(core)
  )
}

/** "aaaaaaaaaaaa", "abcabcabcabc": a few characters over and over. */
function isRepeated(text: string): boolean {
  return text.length >= SHORTEST_PASSWORD && withoutRepeats(text).length <= LEAST_LETTERS
}

/** What a text repeats, or the text itself. */
function withoutRepeats(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    const part = text.slice(0, length)
    if (text.length % length === 0 && part.repeat(text.length / length) === text) return part
  }
  return text
}

/** Whether little is left of a password once the words are gone that belong here. */
function isOfContext(password: string, context: readonly string[]): boolean {
  const words = [...PRODUCT_WORDS, ...context.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))]
  const known = [...new Set(words)].filter((word) => word.length >= LEAST_LETTERS).sort((a, b) => b.length - a.length)
  const rest = known.reduce((text, word) => text.replaceAll(word, ""), password.toLowerCase())
  const letters = rest.replace(/[^\p{L}]/gu, "")
  return rest !== password.toLowerCase() && letters.length <= LEAST_LETTERS
}
