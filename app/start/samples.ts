/** A plan that is there to be looked at: the name of its file, and on which day it is seen. */
export type SampleView = { file: string; seen: string }

/** The invented insurer that the product's own pages speak of. */
export const SAMPLE = "saltmarsh-mutual"

/** Real programmes, each seen on days before their outcome was known. */
export const PROGRAMMES: readonly { name: string; says: string; views: readonly SampleView[] }[] = [
  {
    name: "Domino’s, a new recipe",
    says: "The fast exception: results in the first quarter, with evidence for it.",
    views: [{ file: "dominos", seen: "June 2009" }],
  },
  {
    name: "DBS Bank",
    says: "From the lowest satisfaction in Singapore, in nine years.",
    views: [{ file: "dbs", seen: "January 2014" }],
  },
  {
    name: "FBI Sentinel",
    says: "A case system that was stopped, started again and delivered.",
    views: [
      { file: "sentinel-2006", seen: "December 2006" },
      { file: "sentinel-2010", seen: "July 2010" },
      { file: "sentinel-2010-stop", seen: "July 2010, had it been stopped for good" },
    ],
  },
  {
    name: "IRS Strategic Operating Plan",
    says: "Nine years of money in law, in accounts that may not help one another.",
    views: [
      { file: "irs-2023", seen: "April 2023" },
      { file: "irs-2025", seen: "March 2025" },
    ],
  },
  {
    name: "JCPenney, the four-year plan",
    says: "New prices everywhere at once, and patience for 17 months.",
    views: [{ file: "jcpenney", seen: "February 2012" }],
  },
  {
    name: "NHS Long Term Plan",
    says: "Ten years of ambitions on five years of money.",
    views: [{ file: "nhs-long-term-plan", seen: "March 2020" }],
  },
]
