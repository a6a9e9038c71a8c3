import { afterEach, expect, test } from "vitest"
import { writeDocument } from "../../app/plan/document"
import type { Day } from "../../app/plan/plan"
import { onBothDatabases } from "../support/database"
import { program } from "../support/programs"
import { saltmarsh } from "../support/saltmarsh"

const usual = process.env.TZ

afterEach(() => {
  process.env.TZ = usual
})

/** Ahead of UTC by 14 hours, behind it by two and a half, and with a summer time of half an hour. */
const ZONES = ["Pacific/Kiritimati", "America/St_Johns", "Australia/Lord_Howe"]

/** Days that a clock loses first: the leap day, both ends of a year, and the Sundays on which clocks change. */
const BRITTLE = [
  "2028-02-29",
  "2027-12-31",
  "2028-01-01",
  "2027-03-28",
  "2027-10-31",
  "2028-03-12",
  "2027-04-04",
] as Day[]

function brittle(): string {
  const plan = saltmarsh()
  const readings = plan.readings
    .slice(0, BRITTLE.length)
    .map((reading, n) => ({ ...reading, id: `day-${n}`, date: BRITTLE[n] as Day }))
  return writeDocument({ ...plan, readings: [...plan.readings, ...readings] })
}

onBothDatabases(({ freshDatabase }) => {
  test("whatever the zone of the server's clock, a plan comes back as it was and is judged the same", async () => {
    const file = brittle()
    // An export leaves out what was approved before, which is kept as it came.
    const { history: _, ...sent } = JSON.parse(file)
    const told = new Set<string>()
    const offsets = new Set<number>()
    for (const zone of ZONES) {
      process.env.TZ = zone
      offsets.add(new Date("2027-07-01T12:00:00Z").getTimezoneOffset())
      const send = await program(await freshDatabase())
      const made = await send("POST /imports", {
        body: file,
        type: "application/octet-stream",
        headers: { "Idempotency-Key": zone },
      })
      expect(made.status).toBe(201)
      const plan = `/plans/${made.body.planId}`
      const { body } = await send(`GET ${plan}/export`)
      expect(body).toEqual(sent)
      const findings = await send(`GET ${plan}/findings?limit=100`)
      const cover = await send(`GET ${plan}/cover`)
      told.add(JSON.stringify([body, findings.body, cover.body]))
    }
    expect(offsets.size).toBe(ZONES.length)
    expect(told.size).toBe(1)
  })
})
