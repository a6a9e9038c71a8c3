import type { Db } from "../../db/open.server"
import { CannotRun, type Command, type Io } from "./command"
import { readCall } from "./read-call"
import { withDatabase } from "./with-database"

type Backstage = typeof import("../backstage")

/** What a call is carried out with. `origin` is the address that links begin with. */
type Call = { db: Db; backstage: Backstage; origin: string; at: string; io: Io }

const HOURS = 72

export const command: Command = {
  name: "user",
  summary: "make, change and disable accounts",
  usage: `
staycourse user add ADDRESS --name NAME [--admin]
staycourse user role ADDRESS admin|member
staycourse user role ADDRESS ROLE[,ROLE…]|none --plan PLAN
staycourse user disable ADDRESS
staycourse user enable ADDRESS
staycourse user reset ADDRESS

For whoever runs Staycourse, on the machine it runs on. "add" and "reset" print a link by which the person chooses a
password; it works once, within three days, and begins with BASE_URL. "role" makes somebody an administrator of the
installation or not, or says what they are on a plan: admin, strategy, board, secretary, cco, viewer. Disabling somebody
ends their sessions and tokens at once.

The first account is always an administrator's, and keeps every plan that is there.

Exit: 0 done · 2 it could not be done.`,

  async run(args, io) {
    const { positionals, values } = readCall(args, {
      name: { type: "string" },
      admin: { type: "boolean", default: false },
      plan: { type: "string" },
    })
    const [deed = "", address = "", what, ...rest] = positionals
    const act = deeds[deed]
    if (!act || address === "" || rest.length > 0)
      throw new CannotRun("Call: staycourse user add|role|disable|enable|reset ADDRESS")
    await withDatabase(io, async (db, backstage, { baseUrl, port = 3000 }) => {
      await backstage.migrate(db)
      const origin = baseUrl?.origin ?? `http://127.0.0.1:${port}`
      const call = { db, backstage, origin, io, at: new Date().toISOString() }
      await act(call, address, { ...values, what })
    })
    return 0
  },
}

type Terms = { name?: string; admin: boolean; plan?: string; what?: string }

const deeds: Record<string, ((call: Call, address: string, terms: Terms) => Promise<void>) | undefined> = {
  async add({ db, backstage, origin, at, io }, email, { name, admin }) {
    if (!name?.trim()) throw new CannotRun("Say who it is, with --name NAME.")
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new CannotRun(`${email} is not an e-mail address.`)
    const { createFirstUser, createUser, hasUsers, makeLink, recordDeed, writing } = backstage
    const secret = await writing(db, async (trx) => {
      const isFirst = !(await hasUsers(trx))
      const user = isFirst
        ? await createFirstUser(trx, { name, email }, at)
        : await createUser(trx, { name, email, isAdmin: admin }, at)
      const link = await makeLink(trx, { kind: "reset", userId: user.id, hours: HOURS }, at)
      await recordDeed(trx, { action: "account-made", object: `user ${user.id}` }, "cli", at)
      return link.secret
    })
    io.stdout.write(`${name} has an account. Let them choose a password here:\n${origin}/reset/${secret}\n`)
  },

  async role(call, email, { plan, what }) {
    const { db, backstage, at, io } = call
    const user = await known(call, email)
    const detail = { ...(plan !== undefined && { plan }), role: what ?? "" }
    if (plan === undefined) {
      if (what !== "admin" && what !== "member") throw new CannotRun("Say admin or member, or name a plan with --plan.")
      await backstage.setAdmin(db, user.id, what === "admin", at)
    } else {
      await roleOnPlan(call, user.id, plan, what)
    }
    await backstage.recordDeed(db, { action: "role-changed", object: `user ${user.id}`, detail }, "cli", at)
    io.stdout.write(`${user.name} is ${what}${plan === undefined ? "" : ` on ${plan}`} now.\n`)
  },

  async disable(call, email) {
    const { db, backstage, at, io } = call
    const { id, name } = await known(call, email)
    await backstage.disableUser(db, id, at)
    await backstage.recordDeed(db, { action: "account-disabled", object: `user ${id}` }, "cli", at)
    io.stdout.write(`${name} can no longer sign in, and is signed out everywhere.\n`)
  },

  async enable(call, email) {
    const { db, backstage, at, io } = call
    const { id, name } = await known(call, email)
    await backstage.enableUser(db, id, at)
    await backstage.recordDeed(db, { action: "account-enabled", object: `user ${id}` }, "cli", at)
    io.stdout.write(`${name} can sign in again.\n`)
  },

  async reset(call, email) {
    const { db, backstage, origin, at, io } = call
    const { id, name } = await known(call, email)
    const { secret } = await backstage.makeLink(db, { kind: "reset", userId: id, hours: HOURS }, at)
    await backstage.recordDeed(db, { action: "reset-offered", object: `user ${id}` }, "cli", at)
    io.stdout.write(`Let ${name} choose a new password here:\n${origin}/reset/${secret}\n`)
  },
}

async function known({ db, backstage }: Call, email: string) {
  const user = await backstage.findUserByEmail(db, email)
  if (!user) throw new CannotRun(`Nobody has an account with the address ${email}.`)
  return user
}

async function roleOnPlan({ db, backstage, at }: Call, userId: string, planId: string, what = "") {
  const { endSessions, loadPlan, putMember, removeMember, ROLES, writing } = backstage
  if (!(await loadPlan(db, planId))) throw new CannotRun(`There is no plan ${planId}.`)
  const roles = ROLES.filter((role) => what.split(",").includes(role))
  const isKnown = what === "none" || (roles.length > 0 && roles.length === what.split(",").length)
  if (!isKnown) throw new CannotRun(`Name roles among ${ROLES.join(", ")}, with commas between them, or none.`)
  await writing(db, async (trx) => {
    if (what === "none") await removeMember(trx, planId, userId)
    else await putMember(trx, planId, { userId, roles }, "command line", at)
    await endSessions(trx, userId)
  })
}
