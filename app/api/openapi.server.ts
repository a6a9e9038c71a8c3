import * as z from "zod"
import { COLLECTION_NAMES } from "../plan/collections"
import { PROBLEMS } from "./problem.server"
import type { AnswerTerms, Route } from "./route.server"
import { SCOPE_OF_DEED } from "./scopes"
import { instant, listOf, named, object, orNull, partsOfPlan, schemaName, text, whole } from "./shown.server"

type Json = Record<string, unknown>

const HEADERS: Record<string, Json> = {
  ETag: { description: "The version of what is answered, for If-Match", schema: text },
  Location: { description: "Where what was made can be found", schema: text },
  Link: { description: 'The next page, as rel="next"; absent on the last', schema: text },
  "Content-Disposition": { description: "The name of the file", schema: text },
}

/** The description of the API in the form of OpenAPI 3.1, made of the routes themselves. */
export function openApi(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = paths[route.path] ?? { ...parametersOf(route) }
    path[route.method.toLowerCase()] = operation(route)
    paths[route.path] = path
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Staycourse",
      version: "1",
      description:
        "Read and change plans. Send a token as Authorization: Bearer. Each record has an ETag; PATCH and DELETE need it in " +
        "If-Match. A POST with an Idempotency-Key acts once. Days are YYYY-MM-DD, intervals half-open, money whole units " +
        "of the plan's currency. Whatever goes wrong is answered as application/problem+json.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }],
    tags: [...new Set(routes.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "A token of an account, sc_pat_…, made under Account, Tokens",
        },
      },
      schemas: schemas(),
      responses: {
        Problem: {
          description: "The request was not carried out",
          content: { "application/problem+json": { schema: named("Problem") } },
        },
      },
    },
  }
}

function parametersOf({ path }: Route): Json {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  if (names.length === 0) return {}
  return { parameters: names.map((name) => ({ name, in: "path", required: true, schema: text })) }
}

function operation(route: Route): Json {
  const { name, summary, says, group, policy, body, answers } = route
  const description = [says, sayPolicy(route)].filter((part) => part !== undefined).join(" ")
  return {
    ...{ operationId: name, summary, description, tags: [group], parameters: headerParameters(route) },
    ...(policy.who === "anybody" && { security: [] }),
    ...(body && {
      requestBody: {
        required: true,
        content: {
          [body.type]: {
            schema: body.schema,
            ...(body.example !== undefined && !body.isRaw && { example: body.example }),
          },
          ...(body.isRaw && { "application/json": { schema: named("PlanDocument"), example: body.example } }),
        },
      },
    }),
    responses: {
      ...Object.fromEntries(answers.map((each) => [String(each.status), response(each)])),
      ...Object.fromEntries(problemsOf(route).map((status) => [status, { $ref: "#/components/responses/Problem" }])),
    },
    "x-policy": policy,
  }
}

function response({ says, headers = [], schema, example, type = "application/json" }: AnswerTerms): Json {
  return {
    description: says,
    ...(headers.length > 0 && { headers: Object.fromEntries(headers.map((name) => [name, HEADERS[name]])) }),
    ...(schema && { content: { [type]: { schema, ...(example !== undefined && { example }) } } }),
  }
}

function headerParameters({ query = {}, isConditional, method, needsKey }: Route): Json[] {
  const parameters = Object.entries(query).map(([name, schema]) => ({
    ...{ name, in: "query", required: false, description: z.globalRegistry.get(schema)?.description },
    schema: z.toJSONSchema(schema, { io: "input" }),
  }))
  for (const { schema } of parameters) for (const key of ["$schema", "description"]) delete (schema as Json)[key]
  return [
    ...parameters,
    ...(isConditional
      ? [{ name: "If-Match", in: "header", required: true, schema: text, description: "The ETag of what you saw" }]
      : []),
    ...(method === "POST"
      ? [
          {
            ...{ name: "Idempotency-Key", in: "header", required: needsKey ?? false, schema: text },
            description: "A text of your own; repeating the request with it acts once, for 24 hours",
          },
        ]
      : []),
  ]
}

function sayPolicy({ policy }: Route): string {
  switch (policy.who) {
    case "anybody":
      return "Anybody may."
    case "account":
      return `Any account may, with the scope ${policy.scope}.`
    case "administrator":
      return `Administrators of the installation may, with the scope ${policy.scope}.`
    case "plan": {
      const scopes = [...new Set([...policy.deeds, ...(policy.oneOf ?? [])].map((deed) => SCOPE_OF_DEED[deed]))]
      const needed = [...policy.deeds, ...(policy.oneOf ? [`one of ${policy.oneOf.join(", ")}`] : [])].join(" and ")
      return `Whoever belongs to the plan and may: ${needed}. Scopes: ${scopes.join(", ")}.`
    }
  }
}

function problemsOf({ policy, body, isConditional, method, query }: Route): string[] {
  const may = new Set<number>([429, 500])
  if (policy.who !== "anybody") for (const status of [401, 403]) may.add(status)
  if (policy.who === "plan") may.add(404)
  if (query || body) may.add(400)
  may.add(406)
  if (body) for (const status of [413, 415, 422]) may.add(status)
  if (isConditional) for (const status of [404, 412, 428]) may.add(status)
  if (method !== "GET") for (const status of [409, 503, 507]) may.add(status)
  return [...may].sort((one, other) => one - other).map(String)
}

function schemas(): Record<string, object> {
  const parts = partsOfPlan()
  const fresh = Object.fromEntries(
    COLLECTION_NAMES.map((where) => {
      const name = schemaName(where)
      const record = structuredClone(parts[name]) as { required?: string[] }
      return [`New${name}`, { ...record, required: record.required?.filter((field) => field !== "id") ?? [] }]
    }),
  )
  const fault = object({ pointer: text, line: whole, message: text }, ["line"])
  return {
    ...parts,
    ...fresh,
    FundingLineWithApproval: withApproval(parts.FundingLine as { properties: object }),
    Problem: {
      ...object(
        { type: text, title: text, status: { enum: statuses() }, detail: text, instance: text, errors: listOf(fault) },
        ["errors"],
      ),
      additionalProperties: true,
    },
    Instant: instant,
  }
}

/** A funding line as it is answered: how the board stands to it is worked out, and never written. */
function withApproval({ properties, ...line }: { properties: object }): object {
  const state = { enum: ["none", "approved", "stale", "declined"] }
  const approval = object({ state, approvedAmount: orNull(whole), decisionId: orNull(text) })
  return { ...line, properties: { ...properties, approval } }
}

const statuses = (): number[] => [...new Set(Object.values(PROBLEMS).map(([status]) => status as number))].sort()
