const SMALL = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]

/** How many have an account and how many are invited: "Five people have an account, two are invited". */
export function sayPeople(accounts: number, invited: number): string {
  const have = accounts === 1 ? "One person has an account" : `${SMALL[accounts] ?? accounts} people have an account`
  if (invited === 0) return have
  return `${have}, ${invited === 1 ? "one is" : `${(SMALL[invited] ?? String(invited)).toLowerCase()} are`} invited`
}
