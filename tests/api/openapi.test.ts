import { Validator } from "@seriousme/openapi-schema-validator"
import Ajv from "ajv/dist/2020"
import addFormats from "ajv-formats"
import { expect, test } from "vitest"
import { openApi } from "../../app/api/openapi.server"
import { ROUTES } from "../../app/api/routes.server"
import { COLLECTION_NAMES } from "../../app/plan/collections"

const description = openApi(ROUTES) as {
  paths: Record<string, Record<string, { operationId: string; "x-policy": { who: string } }>>
}

test("the description is valid OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(description))
  expect([errors, valid]).toEqual([undefined, true])
})

test("every route is described with its policy, and nothing else is", () => {
  const told = Object.entries(description.paths).flatMap(([path, { parameters: _, ...operations }]) =>
    Object.entries(operations).map(([method, { "x-policy": policy }]) => [`${method.toUpperCase()} ${path}`, policy]),
  )
  const routes = ROUTES.map(({ method, path, policy }) => [`${method} ${path}`, policy])
  expect(told.sort()).toEqual(routes.sort())
  const names = ROUTES.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

test("every collection of a plan can be listed and read; all but decisions can be written", () => {
  for (const where of COLLECTION_NAMES) {
    const methods = ROUTES.filter(({ path }) => path.startsWith(`/plans/{plan}/${where}`)).filter(
      ({ path }) => path === `/plans/{plan}/${where}` || path === `/plans/{plan}/${where}/{id}`,
    )
    const expected = where === "decisions" ? ["GET", "GET"] : ["DELETE", "GET", "GET", "PATCH", "POST"]
    expect([where, methods.map(({ method }) => method).sort()]).toEqual([where, expected])
  }
})

test("what only reads asks for no more than reading, and whatever writes asks for more", () => {
  for (const { method, path, policy } of ROUTES) {
    if (policy.who !== "plan") continue
    const reads = policy.deeds.every((deed) => ["read", "export", "see-amounts", "share"].includes(deed))
    expect([path, method, policy.deeds.includes("read") || !reads]).toEqual([path, method, true])
    if (method !== "GET")
      expect([path, method, !reads || policy.oneOf !== undefined || policy.deeds.includes("share")]).toEqual([
        path,
        method,
        true,
      ])
  }
})

test("every example fits its schema", () => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addSchema(description, "api")
  const whole = JSON.parse(JSON.stringify(description), (key, value) =>
    key === "$ref" ? `api${value}` : value,
  ) as typeof description
  const faults: string[] = []
  const look = (node: unknown, at: string): void => {
    if (typeof node !== "object" || node === null) return
    const { schema, example } = node as { schema?: object; example?: unknown }
    if (schema && example !== undefined && !ajv.validate(schema, example)) faults.push(`${at}: ${ajv.errorsText()}`)
    for (const [key, value] of Object.entries(node))
      if (key !== "schema" && key !== "example") look(value, `${at}/${key}`)
  }
  look(whole.paths, "")
  expect(faults).toEqual([])
})
