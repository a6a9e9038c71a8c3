/**
 * 16 hexadecimal digits that stay the same for the same text on every machine: two 32-bit halves of a multiplicative
 * hash (after the public-domain cyrb53). It tells findings apart; it is no proof against forgery.
 */
export function fingerprint(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  const hex = (half: number): string => (half >>> 0).toString(16).padStart(8, "0")
  return hex(high) + hex(low)
}
