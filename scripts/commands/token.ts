import { CannotRun, type Command } from "./command"
import { readCall } from "./read-call"
import { withDatabase } from "./with-database"

const DAYS = 90

export const command: Command = {
  name: "token",
  summary: "make or revoke a token for programs",
  usage: `
staycourse token add NAME [--user EMAIL] [--scopes read,write,decide,admin] [--days N]
staycourse token list [--user EMAIL]
staycourse token revoke ID

A token lets a program use the API as the account it belongs to; without --user, as whoever sits at this machine, for as
long as there are no accounts. Its secret is printed once, on standard output, and kept nowhere.

  --user EMAIL   whose token it is
  --scopes LIST  what it may be used for: read (the default), write, decide, admin, separated by commas
  --days N       how long it lasts, ${DAYS} days unless said otherwise

Exit: 0 done · 2 not done.`,

  async run(args, io) {
    const { positionals, values } = readCall(args, {
      user: { type: "string" },
      scopes: { type: "string" },
      days: { type: "string" },
    })
    const [deed, what, ...others] = positionals
    if (others.length > 0 || !["add", "list", "revoke"].includes(deed ?? "")) {
      throw new CannotRun("Say token add NAME, token list or token revoke ID.")
    }
    return withDatabase(io, async (db, backstage) => {
      const { createToken, findUserByEmail, hasUsers, listTokens, migrate, recordDeed, revokeToken } = backstage
      await migrate(db)
      const at = new Date().toISOString()
      const ownerOf = async (email: string | undefined): Promise<string> => {
        if (email !== undefined) {
          const user = await findUserByEmail(db, email)
          if (!user || user.disabledAt) throw new CannotRun(`There is no account with the address ${email}.`)
          return user.id
        }
        if (await hasUsers(db)) throw new CannotRun("Whose token? Name an account with --user EMAIL.")
        return backstage.LOCAL_PERSON
      }
      if (deed === "add") {
        if (!what) throw new CannotRun("What is the token for? Give it a name.")
        const terms = { name: what, scopes: readScopes(values.scopes, backstage.SCOPES), days: readDays(values.days) }
        const userId = await ownerOf(values.user)
        const expiresAt = new Date(Date.parse(at) + terms.days * 24 * 60 * 60 * 1000).toISOString()
        const { id, secret } = await createToken(db, { userId, name: terms.name, scopes: terms.scopes, expiresAt }, at)
        const detail = { scopes: terms.scopes, expiresAt }
        await recordDeed(db, { action: "token-made", object: `token ${id}`, detail }, "cli", at)
        io.stderr.write(`The token ${id} lasts until ${expiresAt.slice(0, 10)}. Its secret is not shown again:\n`)
        io.stdout.write(`${secret}\n`)
        return 0
      }
      if (deed === "list") {
        const all = await listTokens(db, values.user === undefined ? undefined : await ownerOf(values.user))
        for (const { id, name, scopes, expiresAt, revokedAt } of all) {
          const state = revokedAt
            ? `revoked ${revokedAt.slice(0, 10)}`
            : `until ${expiresAt?.slice(0, 10) ?? "revoked"}`
          io.stdout.write(`${id}  ${state}  ${scopes.join(",")}  ${name}\n`)
        }
        return 0
      }
      if (!what) throw new CannotRun("Which token? Give its id, as token list prints it.")
      const token = (await listTokens(db)).find(({ id }) => id === what)
      if (!token) throw new CannotRun(`There is no token ${what}.`)
      if (!(await revokeToken(db, token.id, token.userId, at))) throw new CannotRun("This token was revoked before.")
      await recordDeed(db, { action: "token-revoked", object: `token ${token.id}` }, "cli", at)
      io.stdout.write(`The token “${token.name}” opens nothing any more.\n`)
      return 0
    })
  },
}

function readScopes<Scope extends string>(text: string | undefined, known: readonly Scope[]): Scope[] {
  const asked = (text ?? "read").split(",").map((word) => word.trim())
  const unknown = asked.find((word) => !known.includes(word as Scope))
  if (unknown !== undefined) throw new CannotRun(`--scopes ${unknown}: expected some of ${known.join(", ")}.`)
  return known.filter((scope) => asked.includes(scope))
}

function readDays(text: string | undefined): number {
  if (text === undefined) return DAYS
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (days < 1 || days > 366) throw new CannotRun(`--days ${text}: expected a whole number from 1 to 366.`)
  return days
}
