/** What keeps a rule from judging, by the name that the rule gives to what is missing. */
const WORDS: Record<string, string> = {
  adoptionTargetDate: "nobody has said by when it should be the norm",
  STAG001: "its days cannot be told, because stages wait for each other in a circle",
  bauFte: "nobody has said how much of the week the day job takes",
  acts: "too little was due before or after the bad news to compare, which is fewer than four things",
  baseline: "nobody has recorded where it started",
  contributions: "nobody has said which stages or behaviours move it",
  chairPresent: "nobody has written down whether the chair was there",
  continuedById: "the plan that follows this one is not at hand",
  continuesId: "the plan that this one continues is not at hand",
  complaints: "too few months in a row are counted to see whether they rise",
  costs: "nobody has said what it costs",
  drivenByIds: "what is said to drive it leads round in a circle",
  evaluations: "fewer than three occasions are named on which results have consequences",
  expectedEnd: "nobody has said how long this person is expected to stay",
  handoverFrom: "nobody has said from when the successor works alongside",
  isOfficer: "nobody has said whether this person is an officer of the company",
  losses: "nobody has recorded for a year who left",
  liveFrom: "nobody has said from which day customers feel the work",
  n: "nobody has said how many answers its readings rest on, or how far chance moves them",
  occurrences: "there is no pair of reviews in the last half-year to judge by",
  provingGateId: "nobody has said which gate is to prove the new way",
  readings: "it has fewer than three readings since it could first move",
  reportsToId: "nobody has said whom this person reports to",
  resources: "no resource stands for this person's time",
  tag: "money is bound to a tag that no cost carries",
}

/** Why a rule could not judge: a clause that follows the subject's name and a colon, without a full stop. */
export function sayLacking(lacking: string): string {
  return WORDS[lacking] ?? `nothing is recorded as ${lacking}`
}
