const WORDS = "no one two three four five six seven eight nine ten eleven twelve".split(" ")

/** A whole number from 0 as a sentence says it: "no", "three"; above twelve its figures. */
export function numberWord(count: number): string {
  return WORDS[count] ?? String(count)
}
