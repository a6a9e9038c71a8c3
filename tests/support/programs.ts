import { answer } from "../../app/api/answer.server"
import { type Actor, LOCAL_ACTOR, type Scope } from "../../app/plan/actor"
import type { Db } from "../../db/open.server"
import { createToken, SCOPES } from "../../db/tokens.server"
import { called, visit } from "./route"

/** What the API answered, its body parsed. */
export type Answered = { status: number; headers: Headers; body: Record<string, unknown> }

/** What is sent beside the address. */
export type Sent = { body?: unknown; headers?: Record<string, string>; type?: string }

const NOON = "2026-11-21T12:00:00.000Z"

/** A program with a token of an account, of whoever sits at the machine where none is named. */
export async function program(
  db: Db,
  { userId = "local", scopes = SCOPES }: { userId?: string; scopes?: readonly Scope[] } = {},
) {
  const { secret } = await createToken(
    db,
    { userId, name: "Test", scopes, expiresAt: "2099-01-01T00:00:00.000Z" },
    NOON,
  )
  return sender(db, secret, userId === "local" ? LOCAL_ACTOR : null)
}

/** Sends requests to the API with a secret, or without one. */
export function sender(db: Db, secret?: string, actor: Actor | null = null) {
  return async (line: string, { body, headers = {}, type }: Sent = {}): Promise<Answered> => {
    const [method = "GET", path = ""] = line.split(" ")
    const isBytes = body instanceof Uint8Array || typeof body === "string"
    const usual = method === "PATCH" ? "application/merge-patch+json" : "application/json"
    const request = visit(`/api/v1${path}`, {
      method,
      headers: {
        ...(secret !== undefined && { Authorization: `Bearer ${secret}` }),
        ...(body !== undefined && { "Content-Type": type ?? usual }),
        ...headers,
      },
      ...(body !== undefined && { body: isBytes ? (body as BodyInit) : JSON.stringify(body) }),
    })
    const { context, faults } = called(db, request, {}, actor)
    const response = await answer(request, context)
    const text = await response.text()
    if (response.status === 500)
      throw new Error(`a fault of ours: ${faults.map(String).join("; ")}`, { cause: faults[0] })
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? undefined : JSON.parse(text),
    } as Answered
  }
}
