/** What a person would have to add so that a rule can judge, by the name that the rule gives to what is missing. */
const WORDS: Record<string, string> = {
  STAG001: "an order of stages that does not go in a circle",
  bauFte: "how much of the week the day job takes",
  baseline: "where it started: a baseline value and its day",
  contributions: "which stages or behaviours move it",
  continuedById: "the plan that follows this one",
  continuesId: "the plan that this one continues",
  costs: "what it costs",
  evaluations: "at least three occasions on which results have consequences",
  isOfficer: "whether this person is an officer of the company",
  liveFrom: "the day from which customers feel the work",
  reportsToId: "whom this person reports to",
  resources: "a resource that stands for this person's time",
  tag: "a cost that carries the tag its money is bound to",
}

/** What is missing, in words; the field's own name where there are none. */
export function sayLacking(lacking: string): string {
  return WORDS[lacking] ?? lacking
}
