import { expect, test } from "vitest"
import { CATALOGUE } from "../../app/checks/index"
import { loader as list } from "../../app/routes/checks._index"
import { loader as page } from "../../app/routes/checks.$id"
import type { Db } from "../../db/open.server"
import { answerOf, called, visit } from "../support/route"

// Rules come from the catalogue alone: a page that asked the database would fail on this one.
const nowhere = undefined as unknown as Db
const open = (id: string) => answerOf(() => page(called(nowhere, visit(`/checks/${id}`), { id })))

test("the catalogue is searched and gathered by its address", async () => {
  const { data } = await answerOf(() => list(called(nowhere, visit("/checks?q=sponsor-gap&by=severity"))))
  expect(data).toMatchObject({
    search: "sponsor-gap",
    grouping: "severity",
    sentence: "One check speaks of “sponsor-gap”",
    groups: [{ heading: "Must settle", rules: [{ id: "SPON001" }] }],
  })
})

test("every rule has its page", async () => {
  for (const { id, title } of CATALOGUE) {
    expect(await open(id)).toMatchObject({ status: 200, data: { id, title } })
  }
})

test("a rule's name, or its id in other letters, leads to its page", async () => {
  for (const word of ["fund001", "unfunded-quarter", "FUND-001"]) {
    expect(await open(word)).toMatchObject({ status: 302, to: "/checks/FUND001" })
  }
})

test("an unknown one is not found, and the nearest is named", async () => {
  expect(await open("FUND01")).toEqual({
    status: 404,
    data: {
      wanted: "FUND01",
      near: { id: "FUND001", title: "There is need that nobody has been asked to pay" },
    },
  })
  expect(await open("entirely-something-else")).toEqual({ status: 404, data: { wanted: "entirely-something-else" } })
  expect((await open("x".repeat(5000))).status).toBe(404)
})
