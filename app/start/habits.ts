/** What organisations usually keep their plans in, where a person's browser speaks of a place: a guess to start from. */
export type Habits = { currency: string; fiscalYearStartMonth: number }

const EURO = "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" ")

const BY_REGION: Readonly<Record<string, Habits>> = {
  ...Object.fromEntries(EURO.map((region) => [region, { currency: "EUR", fiscalYearStartMonth: 1 }])),
  AU: { currency: "AUD", fiscalYearStartMonth: 7 },
  BR: { currency: "BRL", fiscalYearStartMonth: 1 },
  CA: { currency: "CAD", fiscalYearStartMonth: 4 },
  CH: { currency: "CHF", fiscalYearStartMonth: 1 },
  CN: { currency: "CNY", fiscalYearStartMonth: 1 },
  DK: { currency: "DKK", fiscalYearStartMonth: 1 },
  GB: { currency: "GBP", fiscalYearStartMonth: 4 },
  HK: { currency: "HKD", fiscalYearStartMonth: 4 },
  IN: { currency: "INR", fiscalYearStartMonth: 4 },
  JP: { currency: "JPY", fiscalYearStartMonth: 4 },
  NO: { currency: "NOK", fiscalYearStartMonth: 1 },
  NZ: { currency: "NZD", fiscalYearStartMonth: 4 },
  PL: { currency: "PLN", fiscalYearStartMonth: 1 },
  SE: { currency: "SEK", fiscalYearStartMonth: 1 },
  SG: { currency: "SGD", fiscalYearStartMonth: 4 },
  US: { currency: "USD", fiscalYearStartMonth: 1 },
  ZA: { currency: "ZAR", fiscalYearStartMonth: 3 },
}

const EURO_LANGUAGES = new Set(["de", "es", "fi", "fr", "it", "nl", "el", "et", "lv", "lt", "sk", "sl", "hr"])
const USUAL: Habits = { currency: "GBP", fiscalYearStartMonth: 4 }

/** What to offer to somebody whose browser asks for these languages, such as "en-GB,en;q=0.9". */
export function habitsOf(acceptLanguage: string | null): Habits {
  for (const wanted of (acceptLanguage ?? "").split(",")) {
    const [language = "", region = ""] = (wanted.split(";")[0] ?? "").trim().split("-")
    const known = BY_REGION[region.toUpperCase()]
    if (known) return known
    if (EURO_LANGUAGES.has(language.toLowerCase())) return { currency: "EUR", fiscalYearStartMonth: 1 }
  }
  return USUAL
}
