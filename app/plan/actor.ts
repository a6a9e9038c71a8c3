/** Who acts where nobody signs in: whoever sits at the machine that Staycourse runs on. */
export const LOCAL_PERSON = "local"

/** What a token may be used for. */
export type Scope = "read" | "write" | "decide" | "admin"

/** Who is asking. */
export interface Actor {
  /** The account's id; LOCAL_PERSON where nobody signs in; "share:" and its id for a link. */
  id: string
  name: string
  via: "local" | "session" | "token" | "share" | "cli"
  /** The id of the session, token or link; never its secret. */
  viaId?: string
  /** Whether this is an administrator of the whole installation. */
  isAdmin: boolean
  /** Of tokens only. */
  scopes?: readonly Scope[]
  requestId?: string
}

/** Whoever sits at the machine, while Staycourse has no accounts and answers this machine alone. */
export const LOCAL_ACTOR: Actor = { id: LOCAL_PERSON, name: "You", via: "local", isAdmin: true }
