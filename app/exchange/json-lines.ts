const [TAB, LINE_FEED, RETURN, SPACE] = [9, 10, 13, 32]
const [QUOTE, COMMA, COLON, BACKSLASH] = [34, 44, 58, 92]
const [OPENING_BRACKET, CLOSING_BRACKET, OPENING_BRACE, CLOSING_BRACE] = [91, 93, 123, 125]
const BYTE_ORDER_MARK = 0xfeff

/**
 * Where things begin in the text of a JSON object, by the keys of the object: for a list the line of each of its entries,
 * for anything else its own line alone. Lines are counted from 1. The text must be JSON that has been read; of any other
 * the answer means nothing. Takes time in proportion to the text, however it is laid out.
 */
export function linesOf(text: string): Map<string, number[]> {
  const lines = new Map<string, number[]>()
  let line = 1
  let depth = 0
  let key = ""
  let isValueNext = false
  let entries: number[] | undefined
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === LINE_FEED) line++
    if (code === LINE_FEED || code === SPACE || code === RETURN || code === TAB || code === BYTE_ORDER_MARK) continue

    if (isValueNext && code !== CLOSING_BRACKET) {
      isValueNext = false
      if (depth === 2) entries?.push(line)
      else if (code === OPENING_BRACKET) {
        entries = []
        lines.set(key, entries)
        isValueNext = true
      } else lines.set(key, [line])
    }

    if (code === QUOTE) {
      const end = endOfText(text, at)
      // At this depth a text that is a value is followed by the next key before `key` is needed again.
      if (depth === 1) key = JSON.parse(text.slice(at, end + 1))
      at = end
    } else if (code === COLON) isValueNext = depth === 1
    else if (code === COMMA) isValueNext = depth === 2 && entries !== undefined
    else if (code === OPENING_BRACE || code === OPENING_BRACKET) depth++
    else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) {
      depth--
      if (depth === 1) {
        entries = undefined
        isValueNext = false
      }
    }
  }
  return lines
}

/** The place of the quote that ends the text which begins at a place. */
function endOfText(text: string, at: number): number {
  let end = at + 1
  while (end < text.length && text.charCodeAt(end) !== QUOTE) end += text.charCodeAt(end) === BACKSLASH ? 2 : 1
  return end
}
