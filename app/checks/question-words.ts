/** What each of the twelve commitment questions asks, in short. */
export const QUESTION_WORDS: Readonly<Record<number, string>> = {
  1: "Does the chief executive say what the company is to become for customers, and keep steering there?",
  2: "Is this a transformation of the organisation, and not a handful of tactics?",
  3: "Has the work been given the time it takes, and not been put on a plate that is already full?",
  4: "Is the customer champion an officer of the company, with everybody's support?",
  5: "Are people held to account for customers, and is it clear what is measured?",
  6: "Are forums of accountability scheduled, and held?",
  7: "Does the chief executive give the champion time and resources?",
  8: "Does the chief executive take part in aligning the company?",
  9: "Is the chief executive committed to about five years, without expecting results at once?",
  10: "Will patience be kept up inside the company and with the board?",
  11: "Are stages, expectations and ways of working realistic, and understood by people?",
  12: "Are the resources applied, so that the company can achieve and fund the road map?",
}
