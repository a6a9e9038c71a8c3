import type * as z from "zod"
import type { Db } from "../../db/open.server"
import type { Actor } from "../plan/actor"
import type { Access, Deed } from "../plan/roles"
import type { PlanFileRead } from "./read-for-import"

export type Method = "GET" | "POST" | "PATCH" | "DELETE"

/**
 * Who may use a route: anybody; whoever has an account; administrators of the installation; or who belongs to the plan in
 * the address and may do all of these deeds there, and one of the others. To anybody else a plan does not exist.
 */
export type Policy =
  | { who: "anybody" }
  | { who: "account"; scope: "read" | "write" | "admin" }
  | { who: "administrator"; scope: "admin" }
  | { who: "plan"; deeds: readonly Deed[]; oneOf?: readonly Deed[] }

/** JSON as documents and examples hold it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/** A schema as OpenAPI has it, and an example that it fits. */
export type Shown = { schema: object; example?: unknown }

/** What a route reads of a request's body. */
export type BodyTerms = Shown & {
  type: "application/json" | "application/merge-patch+json" | "application/octet-stream"
  /** In bytes. */
  most: number
  /** Whether the body stays bytes, of whatever type. */
  isRaw?: boolean
}

/** How an answer is documented. */
export type AnswerTerms = Partial<Shown> & { status: number; says: string; headers?: readonly string[]; type?: string }

/** A request that was found fit for its route. */
export interface Asked {
  db: Db
  actor: Actor
  /** What the actor may do with the plan in the address; nothing where there is none. */
  access: Access
  /** The instant of the request, ISO 8601 with Z. */
  at: string
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, unknown>>
  /** As it was parsed: bytes where the route asks for them. */
  body: unknown
  /** The version that If-Match names. */
  expected?: number
  requestId: string
  /** What `prepare` made. */
  prepared?: unknown
  services: Services
}

/** What the server lends to the API. */
export interface Services {
  /** Whether anybody may ask only so often. */
  isLimited: boolean
  /** Reads a plan file away from this thread. */
  readPlanFile(bytes: Uint8Array): Promise<PlanFileRead>
}

/** What a route answers. A body of undefined means none. */
export interface Reply {
  status?: number
  headers?: Record<string, string>
  body?: unknown
  /** What a repetition of the request is answered, where it must not show everything again. */
  again?: unknown
}

/** One way to use the API. Without a policy there is no route. */
export interface Route {
  method: Method
  /** From `/api/v1` on, such as "/plans/{plan}". */
  path: string
  /** What it is called in programs: "changeStage". */
  name: string
  /** What it does, as a sentence without a full stop. */
  summary: string
  /** More of what must be known to use it. */
  says?: string
  group: string
  policy: Policy
  query?: Readonly<Record<string, z.ZodType>>
  body?: BodyTerms
  /** PATCH and DELETE of a record: the version must be named. */
  isConditional?: boolean
  /** Whether the request must carry a key by which it acts once; every POST may. */
  needsKey?: boolean
  /** Beside the limit of all requests. */
  limit?: { name: string; most: number; seconds: number }
  answers: readonly AnswerTerms[]
  /** Work to be done before the transaction in which a request with a key is carried out. */
  prepare?(asked: Asked): Promise<unknown>
  run(asked: Asked): Promise<Reply>
}
