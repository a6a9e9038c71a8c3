import { expect, test } from "vitest"
import type { Day } from "../../app/plan/plan"
import { type CourseAddress, readAddress, writeAddress } from "../../app/ui/address"

const at = (text: string): URLSearchParams => new URLSearchParams(text)

test("an address says what is selected, shown, pinned and compared", () => {
  expect(readAddress(at("sel=stage:6-record&from=2025-04&to=2030-03&at=2027-08&vs=2"))).toEqual({
    selection: { collection: "stages", id: "6-record" },
    view: { from: "2025-04-01", until: "2030-04-01" },
    at: "2027-08-01",
    versus: 2,
  })
})

test("what is written is read back", () => {
  const addresses: CourseAddress[] = [
    {},
    { selection: { finding: "456f08c2e237f0e5" } },
    { selection: { collection: "funding", id: "tranche-3" }, versus: "none" },
    { view: { from: "2026-10-14" as Day, until: "2027-01-15" as Day }, at: "2026-11-21" as Day },
    { view: { from: "2025-04-01" as Day, until: "2030-04-01" as Day }, versus: 1 },
  ]
  for (const address of addresses) expect(readAddress(writeAddress(at(""), address))).toEqual(address)
})

test("one part changes, the others and what is not ours stay", () => {
  const written = writeAddress(at("sel=stage:a&vs=2&ref=mail"), { selection: undefined, at: "2027-08-01" as Day })
  expect([...written.entries()].sort()).toEqual([
    ["at", "2027-08"],
    ["ref", "mail"],
    ["vs", "2"],
  ])
})

test("what an address says badly is left out", () => {
  for (const bad of ["sel=stage", "sel=dragon:a", "sel=stage:A b", "at=soon", "at=2027-13", "from=2027-01", "vs=two"]) {
    expect(readAddress(at(bad))).toEqual({})
  }
  expect(readAddress(at("from=2028-01&to=2027-01"))).toEqual({})
})
