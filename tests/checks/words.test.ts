import { expect, test } from "vitest"
import { counted, listed, sayValue } from "../../app/checks/words"

test("names are listed as people list them, and never at length", () => {
  expect(listed([])).toBe("")
  expect(listed(["Listen"])).toBe("Listen")
  expect(listed(["Listen", "Pilot"])).toBe("Listen and Pilot")
  expect(listed(["Listen", "Design", "Pilot", "Rollout"])).toBe("Listen, Design, Pilot and Rollout")
  expect(listed(["Listen", "Design", "Pilot", "Rollout", "Embed"])).toBe("Listen, Design, Pilot and 2 more")
})

test("numbers stand with their nouns", () => {
  expect([counted(1, "day"), counted(0, "day"), counted(1_200, "day")]).toEqual(["1 day", "0 days", "1,200 days"])
  expect(counted(2, "person", "people")).toBe("2 people")
})

test("values are said as their measure is read", () => {
  expect(sayValue(62.5, { unit: "%", decimals: 1 })).toBe("62.5%")
  expect(sayValue(62.5, { unit: "", decimals: 0 })).toBe("63")
  expect(sayValue(-1_234.56, { unit: "points", decimals: 2 })).toBe("−1,234.56 points")
})
