import { describe, expect, test } from "vitest"
import { promises, reviews, settlements } from "../../app/commitment/outcomes"
import type { Day } from "../../app/plan/plan"
import { type Sketch, sketch } from "../../app/plan/sketch"

const on = (day: string): Day => day as Day

describe("a promise with a rhythm", () => {
  const words = (dates: string[]): Sketch => ({
    people: [{ id: "ada", name: "Ada Brandt", level: "ceo" }],
    commitments: [
      { id: "listen", personId: "ada", kind: "listen", text: "A listening day", everyDays: 30, start: "2027-01-01" },
    ],
    acts: dates.map((date, at) => ({ id: `act-${at}`, personId: "ada", commitmentId: "listen", kind: "listen", date })),
  })
  const came = (dates: string[], asOf: string) =>
    promises(sketch(words(dates)), on(asOf)).map(({ last }) => last.map((outcome) => `${outcome.due} ${outcome.came}`))

  test("is due at the end of each stretch, and was not due before the first", () => {
    expect(came([], "2027-01-30")).toEqual([])
    expect(came(["2027-01-30"], "2027-01-31")).toEqual([["2027-01-31 kept"]])
  })
  test("is kept by an act inside its stretch, not by one of another", () => {
    expect(came(["2027-01-01", "2027-01-02", "2027-03-02"], "2027-04-15")).toEqual([
      ["2027-01-31 kept", "2027-03-02 missed", "2027-04-01 kept"],
    ])
  })
  test("is open for half a rhythm more, then missed", () => {
    expect(came([], "2027-02-14")).toEqual([["2027-01-31 open"]])
    expect(came([], "2027-02-15")).toEqual([["2027-01-31 missed"]])
  })
  test("counts all that was due, and shows the newest ten", () => {
    const [promise] = promises(sketch(words(["2027-01-10"])), on("2028-01-01"))
    expect(promise).toMatchObject({ name: "Ada Brandt: a listening day", rhythm: "monthly", kept: 1, due: 12 })
    expect(promise?.last).toHaveLength(10)
    expect(promise?.last[0]?.due).toBe("2027-04-01")
  })
})

test("a dated promise is open for a month after its day", () => {
  const words: Sketch = {
    people: [{ id: "ada" }],
    commitments: [{ id: "visit", personId: "ada", kind: "visit", text: "Visit Leeds", due: "2027-03-01" }],
  }
  const came = (asOf: string) => promises(sketch(words), on(asOf)).map(({ last }) => last[0]?.came)
  expect(came("2027-02-28")).toEqual([])
  expect(came("2027-03-31")).toEqual(["open"])
  expect(came("2027-04-01")).toEqual(["missed"])
})

test("a forum's meeting that was not held is open for two weeks; boards come last", () => {
  const words: Sketch = {
    people: [{ id: "ada" }],
    forums: [
      { id: "board", name: "Board", kind: "board", chairId: "ada", cadenceDays: 92 },
      { id: "review", name: "Review", kind: "accountability", chairId: "ada", cadenceDays: 91 },
    ],
    occurrences: [
      { id: "one", forumId: "review", scheduled: "2027-01-10", heldOn: "2027-01-12" },
      { id: "two", forumId: "review", scheduled: "2027-04-10" },
      { id: "three", forumId: "board", scheduled: "2027-02-01", heldOn: "2027-02-01" },
      { id: "next", forumId: "review", scheduled: "2027-07-10" },
    ],
  }
  const came = (asOf: string) =>
    reviews(sketch(words), on(asOf)).map(({ name, last }) => [name, ...last.map((each) => each.came)])
  expect(came("2027-04-23")).toEqual([
    ["Review", "kept", "open"],
    ["Board", "kept"],
  ])
  expect(came("2027-04-24")[0]).toEqual(["Review", "kept", "missed"])
})

test("an open disagreement says who is to settle it, by when, and stands after what is settled", () => {
  const words: Sketch = {
    people: [{ id: "ada", name: "Ada Brandt" }],
    agreements: [
      {
        id: "a",
        parties: ["Pricing", "Service"],
        topic: "No surprise at renewal",
        raisedOn: "2027-01-01",
        accountableId: "ada",
        reviewOn: "2027-06-01",
      },
      {
        id: "b",
        parties: ["Claims"],
        topic: "Who calls back",
        raisedOn: "2027-01-01",
        decidedOn: "2027-02-01",
        agreement: "Claims does.",
      },
      { id: "c", parties: [], topic: "Nobody's", raisedOn: "2027-01-01" },
      { id: "d", parties: [], topic: "Later", raisedOn: "2027-05-01" },
    ],
  }
  expect(settlements(sketch(words), on("2027-03-01"))).toEqual([
    { id: "b", topic: "Claims: who calls back", isSettled: true, says: "Claims does." },
    {
      id: "a",
      topic: "Pricing and Service: no surprise at renewal",
      isSettled: false,
      says: "Ada Brandt to settle by 1 June 2027",
    },
    { id: "c", topic: "Nobody's", isSettled: false, says: "nobody is named to settle it" },
  ])
  expect(settlements(sketch(words), on("2027-01-31"))[0]?.isSettled).toBe(false)
})
