import { randomBytes } from "node:crypto"
import type { Actor } from "../app/plan/actor"
import { COLLECTION_NAMES } from "../app/plan/collections"
import { readDocument, sayProblem, writeDocument } from "../app/plan/document"
import type { Day, Plan } from "../app/plan/plan"
import type { Role } from "../app/plan/roles"
import { type Sketch, sketch } from "../app/plan/sketch"
import { putMember } from "./memberships.server"
import type { Db } from "./open.server"
import { createPlan } from "./plans.server"
import { createShareLink } from "./share-links.server"
import { submit } from "./submissions.server"
import { createToken, SCOPES } from "./tokens.server"
import { writing } from "./transaction.server"
import { createUser } from "./users.server"

const NAMES = ["admin", "strategy", "strategy2", "board", "cco", "outsider"] as const
type Name = (typeof NAMES)[number]

/** What a harness needs to know of what was planted. */
export type FaultsFixture = {
  users: Record<Name, { id: string; token: string }>
  plans: {
    main: { id: string; canary: string; stage: string; funding: string; submission: string; contentHash: string }
    foreign: { id: string; canary: string; stage: string }
  }
  revokedToken: string
  expiredToken: string
  share: { token: string }
}

const ROLE_IN_MAIN: Partial<Record<Name, Role>> = {
  admin: "admin",
  strategy: "strategy",
  strategy2: "strategy",
  board: "board",
  cco: "cco",
}

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Plants accounts of every role with tokens that may do what their roles may, a plan whose board is asked for money, and a
 * plan that belongs to somebody else. All or nothing; `at` is an instant. Throws a Refusal where the accounts are there.
 */
export function plantFaultsFixture(db: Db, at: string): Promise<FaultsFixture> {
  return writing(db, async (trx) => {
    const later = (days: number) => new Date(Date.parse(at) + days * DAY_MS).toISOString()
    const users = {} as FaultsFixture["users"]
    for (const name of NAMES) {
      const asked = { name: nameOf(name), email: `${name}@faults.example`, isAdmin: name === "admin" }
      const { id } = await createUser(trx, asked, at)
      const token = { userId: id, name: "For the harness", scopes: SCOPES, expiresAt: later(90) }
      users[name] = { id, token: (await createToken(trx, token, at)).secret }
    }
    const main = await plant(trx, "main", users.admin.id, at)
    for (const [name, role] of Object.entries(ROLE_IN_MAIN)) {
      const { id: userId } = users[name as Name]
      await putMember(trx, main.id, { userId, roles: [role], ...personOf(role) }, users.admin.id, at)
    }
    const foreign = await plant(trx, "foreign", users.outsider.id, at)
    await putMember(trx, foreign.id, { userId: users.outsider.id, roles: ["admin"] }, users.outsider.id, at)

    const strategist: Actor = { id: users.strategy.id, name: nameOf("strategy"), via: "cli", isAdmin: false }
    const sent = { title: "The first tranche", note: "What the board is asked for in November." }
    const submission = await submit(trx, main.id, sent, strategist, at)
    const terms = { label: "For the harness", expiresAt: later(30), showsAmounts: false }
    const { secret } = await createShareLink(trx, main.id, terms, strategist, at)
    const { id: submissionId, contentHash } = submission
    return {
      users,
      plans: { main: { ...main, funding: "main-funding", submission: submissionId, contentHash }, foreign },
      revokedToken: await endedToken(trx, users.strategy.id, at, { revoked: true }),
      expiredToken: await endedToken(trx, users.strategy.id, at, { revoked: false }),
      share: { token: secret },
    }
  })
}

const nameOf = (name: Name): string => `${name[0]?.toUpperCase()}${name.slice(1)}`

/** The board's member and the CCO are people of the plan; the others need not be. */
function personOf(role: Role): { personId?: string } {
  return role === "board" || role === "cco" ? { personId: `main-${role}` } : {}
}

async function endedToken(trx: Db, userId: string, at: string, { revoked }: { revoked: boolean }): Promise<string> {
  const before = new Date(Date.parse(at) - DAY_MS).toISOString()
  const terms = { userId, name: revoked ? "Revoked" : "Over", scopes: SCOPES, ...(!revoked && { expiresAt: before }) }
  const { id, secret } = await createToken(trx, terms, before)
  if (revoked) await trx.updateTable("api_token").set({ revoked_at: at }).where("id", "=", id).execute()
  return secret
}

async function plant(trx: Db, key: "main" | "foreign", by: string, at: string) {
  const canary = `Canary ${key} ${randomBytes(12).toString("hex")}`
  const plan = planted(key, canary, at.slice(0, 10))
  const { id } = await createPlan(trx, plan, by, at)
  return { id, canary, stage: `${key}-stages` }
}

/** A plan with a record of every collection that people write, each under an id that the other plan does not have. */
function planted(key: string, canary: string, today: string): Plan {
  const year = Number(today.slice(0, 4))
  const [start, next, last] = [year, year + 1, year + 2].map((each) => `${each}-01-01`) as [string, string, string]
  const one = Object.fromEntries(
    COLLECTION_NAMES.filter((name) => name !== "decisions").map((name) => [name, [{ id: idIn(key, name) }]]),
  ) as Sketch
  const sketched = sketch({
    ...one,
    plan: { id: key, name: canary, start: start as Day, asOf: today as Day },
    stages: [
      { id: `${key}-stages`, name: "Listen to customers", kind: "listen", start: next, end: last },
      { id: `${key}-stage-2`, name: "Redesign the claim", kind: "design", start: last },
    ],
    funding: [{ id: `${key}-funding`, name: "Tranche 1", amount: 4_700_000, status: "requested", availableFrom: next }],
    people: [
      { id: `${key}-people`, name: "Dana Whitfield", level: "ceo" },
      { id: `${key}-board`, name: "Bea Lindqvist", level: "other" },
      { id: `${key}-cco`, name: "Carol Okafor", level: "executive", isOfficer: true },
    ],
  })
  const read = readDocument(writeDocument(sketched))
  if ("problems" in read) throw new Error(`the plan ${key} is none: ${read.problems.map(sayProblem).join("; ")}`)
  return read.plan
}

const idIn = (key: string, collection: string): string =>
  `${key}-${collection.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
