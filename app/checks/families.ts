/** What each family of rules is about, by the letters with which its ids begin; in the order of the catalogue. */
export const FAMILY_WORDS: Readonly<Record<string, string>> = {
  FUND: "Funding",
  PACE: "Patience",
  LOAD: "People and workload",
  BEHV: "Behaviour",
  METR: "Metrics",
  SPON: "Sponsorship",
  STAG: "Stages",
  TRAK: "Following up",
  META: "The checking itself",
}

/** The family of a rule: the letters with which its id begins. */
export function familyOf({ id }: { id: string }): string {
  return id.replace(/\d+$/, "")
}
