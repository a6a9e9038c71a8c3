/** What is wrong with a sentence that people read; undefined where nothing is. */
export function flawOf(sentence: string): string | undefined {
  if (!/^[“"'‘]?[\p{Lu}\p{N}\p{Sc}]/u.test(sentence)) return `does not begin like a sentence: ${sentence}`
  if (!/[.?]$/.test(sentence)) return `does not end like a sentence: ${sentence}`
  if (/undefined|null|NaN|Infinity|\[object|[{}]|\s\s/.test(sentence)) return `shows its workings: ${sentence}`
  return undefined
}
