import { describe, expect, test } from "vitest"
import { Change } from "../../app/plan/change"
import { sketch } from "../../app/plan/sketch"
import { levelOf, presetOf } from "../../app/settings/levels"
import { changedFields } from "../../app/settings/settings-form"

const { plan: header } = sketch({
  plan: {
    organisation: "Saltmarsh Mutual",
    config: {
      extends: "staycourse:strict",
      rules: { PACE003: ["warning", { minMonths: 48 }], METR005: "off" },
      forbid: ["FUND001"],
    },
  },
})

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

test("a form that says what is so changes nothing", () => {
  const same = form({
    name: header.name,
    organisation: "Saltmarsh Mutual",
    fiscalYearStartMonth: String(header.fiscalYearStartMonth),
    extends: "strict",
    "level:PACE003": "warning",
    "level:METR005": "off",
    "level:FUND001": "written",
  })
  expect(changedFields(same, header)).toEqual({ fields: {}, was: {} })
})

test("what differs is changed, beside what it replaces; a blank text takes the field away", () => {
  const { fields, was } = changedFields(
    form({ organisation: " ", fiscalYearStartMonth: "4", timeZone: "Europe/London" }),
    header,
  )
  expect(fields).toEqual({ organisation: null, fiscalYearStartMonth: 4, timeZone: "Europe/London" })
  expect(was).toEqual({ organisation: "Saltmarsh Mutual", fiscalYearStartMonth: 1, timeZone: "UTC" })
  expect(Change.safeParse({ kind: "edit-header", fields, was }).success).toBe(true)
  const wrong = changedFields(form({ timeZone: "Mars/Phobos" }), header)
  expect(Change.safeParse({ kind: "edit-header", ...wrong }).success).toBe(false)
})

describe("the configuration", () => {
  const config = (fields: Record<string, string>) =>
    (changedFields(form({ extends: "strict", ...fields }), header).fields as { config?: object }).config

  test("takes a level, keeps a rule's options, and keeps what the form has no field for", () => {
    expect(config({ "level:PACE003": "error", "level:FUND002": "info" })).toEqual({
      extends: "staycourse:strict",
      rules: { PACE003: ["error", { minMonths: 48 }], METR005: "off", FUND002: "info" },
      forbid: ["FUND001"],
    })
  })
  test("goes back to a rule as it is written, and to the recommended preset", () => {
    expect(config({ extends: "recommended", "level:PACE003": "written", "level:METR005": "written" })).toEqual({
      forbid: ["FUND001"],
    })
  })
  test("is shown as it is set", () => {
    expect([
      levelOf(header.config, "PACE003"),
      levelOf(header.config, "METR005"),
      levelOf(header.config, "FUND001"),
    ]).toEqual(["warning", "off", "written"])
    expect([presetOf(header.config), presetOf({})]).toEqual(["strict", "recommended"])
  })
})
