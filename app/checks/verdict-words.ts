import type { Verdict } from "./answers"

/** What people read for each verdict. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  supported: "Shown",
  partly: "Partly shown",
  contradicted: "The plan says otherwise",
  none: "Not shown",
}
