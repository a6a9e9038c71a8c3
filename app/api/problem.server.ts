import { troubleOf } from "../../db/storage-trouble.server"
import { Refusal, type RefusalCode } from "../plan/refusal"

/** One thing that is wrong with a request: where in its body, and what. */
export type Fault = { pointer: string; line?: number; message: string }

/** The most faults that are listed. */
export const MOST_FAULTS = 100

/** What can go wrong, by the name that stands in `type`, with its status and its title. */
export const PROBLEMS = {
  malformed: [400, "The request cannot be read"],
  "unknown-parameter": [400, "The address has a parameter that is not known"],
  "key-missing": [400, "An Idempotency-Key is needed"],
  "not-signed-in": [401, "A token is needed"],
  forbidden: [403, "This is not yours to do"],
  "not-found": [404, "There is nothing here"],
  "no-such-method": [405, "This cannot be done here"],
  "not-acceptable": [406, "The answer would not be of a kind you accept"],
  conflict: [409, "The plan does not allow this now"],
  "in-use": [409, "Something refers to this"],
  taken: [409, "The id is taken"],
  running: [409, "The same request is still being carried out"],
  stale: [412, "It was changed in the meantime"],
  "too-large": [413, "The body is too large"],
  "wrong-type": [415, "The body is not of a kind that is read here"],
  "wrong-host": [421, "This address is not ours"],
  invalid: [422, "What was sent is not valid"],
  "key-reused": [422, "The Idempotency-Key was used for something else"],
  "match-missing": [428, "It must be said which version is meant"],
  "too-many": [429, "Too many requests"],
  fault: [500, "Something went wrong on our side"],
  unavailable: [503, "Nothing can be stored at the moment"],
  "no-room": [507, "There is no room left to store anything"],
} as const satisfies Record<string, readonly [status: number, title: string]>

export type ProblemName = keyof typeof PROBLEMS

type More = { errors?: readonly Fault[]; headers?: Record<string, string>; also?: Record<string, unknown> }

/** A request that is not carried out. `detail` says what is wrong and what to do. */
export class Problem extends Error {
  readonly status: number

  constructor(
    readonly problem: ProblemName,
    readonly detail: string,
    readonly more: More = {},
  ) {
    super(detail)
    this.status = PROBLEMS[problem][0]
  }
}

const OF_REFUSAL: Record<RefusalCode, ProblemName> = {
  "not-found": "not-found",
  "not-now": "conflict",
  conflict: "stale",
  stale: "stale",
  "not-allowed": "forbidden",
  "in-use": "in-use",
  taken: "taken",
  invalid: "invalid",
}

/** The problem that something thrown is; undefined where it is a fault of ours. */
export function problemOf(thrown: unknown): Problem | undefined {
  if (thrown instanceof Problem) return thrown
  if (thrown instanceof Refusal) {
    const { code, message, conflict } = thrown
    return new Problem(OF_REFUSAL[code], message, conflict && { also: { conflict } })
  }
  const trouble = troubleOf(thrown)
  if (!trouble) return undefined
  const { status, sentence, retryAfter } = trouble
  return new Problem(status === 507 ? "no-room" : "unavailable", sentence, {
    headers: { "Retry-After": String(retryAfter ?? 30) },
  })
}

/** What every problem says. */
export function problemBody(problem: ProblemName, detail: string, requestId: string) {
  const [status, title] = PROBLEMS[problem]
  return { type: `/help/api#${problem}`, title, status, detail, instance: `urn:uuid:${requestId}` }
}

/** A problem as the answer to the request with this id, in the form of RFC 9457. */
export function answerProblem({ problem, detail, more }: Problem, requestId: string): Response {
  const { errors = [], headers, also } = more
  const listed = errors.slice(0, MOST_FAULTS)
  const body = {
    ...problemBody(problem, detail, requestId),
    ...(listed.length > 0 && { errors: listed }),
    ...also,
  }
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  })
}
