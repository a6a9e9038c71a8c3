import { Ajv2020 } from "ajv/dist/2020"
import addFormats from "ajv-formats"
import { expect, test } from "vitest"
import { writeDocument } from "../../app/plan/document"
import { sketch } from "../../app/plan/sketch"
import { call } from "../support/call"

test("the printed schema accepts a plan and refuses an unknown key in it", async () => {
  const { code, out, err } = await call(["schema"])
  expect([code, err]).toEqual([0, ""])
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  const validate = ajv.compile(JSON.parse(out))
  const plan = JSON.parse(writeDocument(sketch({ stages: [{ id: "listen" }] })))
  expect(validate(plan)).toBe(true)
  expect(validate({ ...plan, stages: [{ ...plan.stages[0], colour: "red" }] })).toBe(false)
})

test("a word after the command could not run", async () => {
  expect(await call(["schema", "stages"])).toEqual({
    code: 2,
    out: "",
    err: '"staycourse schema" takes nothing more, and was given stages.\n',
  })
})
