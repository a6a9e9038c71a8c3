import type { AppLoadContext } from "@remix-run/node"
import { tokenOfSecret } from "../../db/tokens.server"
import { findUser } from "../../db/users.server"
import { type Actor, LOCAL_PERSON } from "../plan/actor"
import { Problem } from "./problem.server"

const NEEDED = "Send a header Authorization: Bearer sc_pat_… with a token. Make one under Account, Tokens."
const UNKNOWN = "This token is not known, was revoked, or its time is over. Make another under Account, Tokens."

function unauthorized(detail: string, error?: string): Problem {
  const challenge = `Bearer realm="Staycourse"${error ? `, error="${error}"` : ""}`
  return new Problem("not-signed-in", detail, { headers: { "WWW-Authenticate": challenge } })
}

/** Who sends a request, by its token alone: cookies count for nothing here. Throws a Problem where it has none. */
export async function actorOf(request: Request, { db, requestId, actor }: AppLoadContext, at: string): Promise<Actor> {
  const header = request.headers.get("authorization")
  if (header === null) throw unauthorized(NEEDED)
  const secret = /^bearer +([\w-]{1,200})$/i.exec(header.trim())?.[1]
  const token = secret === undefined ? undefined : await tokenOfSecret(db, secret, at)
  if (!token) throw unauthorized(UNKNOWN, "invalid_token")
  const shown = { via: "token" as const, viaId: token.id, scopes: token.scopes, requestId }
  if (token.userId === LOCAL_PERSON) {
    // Made while nobody signs in, and of use only as long.
    if (actor?.via !== "local") throw unauthorized(UNKNOWN, "invalid_token")
    return { id: LOCAL_PERSON, name: actor.name, isAdmin: true, ...shown }
  }
  const user = await findUser(db, token.userId)
  if (!user || user.disabledAt !== undefined) throw unauthorized(UNKNOWN, "invalid_token")
  return { id: user.id, name: user.name, isAdmin: user.isAdmin, ...shown }
}

/** Whose allowance a request uses up: each token has its own for all requests, each account for what is costly. */
export const whoUses = ({ id, viaId }: Actor, byToken: boolean): string => (byToken ? `token:${viaId}` : `user:${id}`)
