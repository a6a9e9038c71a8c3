import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { Refusal } from "../app/plan/refusal"
import { adoptPlans } from "./memberships.server"
import { type Db, isPostgres } from "./open.server"
import type { UserRow } from "./schema"
import { endSessions } from "./sessions.server"
import { writing } from "./transaction.server"

/** An account. Instants, ISO 8601 with Z. */
export type User = {
  id: string
  name: string
  /** In lower case. */
  email: string
  isAdmin: boolean
  hasSecondFactor: boolean
  createdAt: string
  disabledAt?: string
}

/** What a new account is made of. Without a hash of a password, it is signed in to by a company account alone. */
export type NewUser = { name: string; email: string; isAdmin?: boolean; passwordHash?: string }

// Any number will do, as long as every Staycourse that shares a database takes the same.
const ACCOUNTS_LOCK = 7_178_295

/** Whether there is any account, also where all are disabled. */
export async function hasUsers(db: Db): Promise<boolean> {
  return (await db.selectFrom("user_account").select("id").limit(1).executeTakeFirst()) !== undefined
}

/** All accounts, by name. */
export async function listUsers(db: Db): Promise<User[]> {
  const rows = await db.selectFrom("user_account").selectAll().orderBy("name").orderBy("id").execute()
  return rows.map(toUser)
}

/** An account by its id, disabled or not. */
export async function findUser(db: Db, id: string): Promise<User | undefined> {
  const row = await db.selectFrom("user_account").selectAll().where("id", "=", id).executeTakeFirst()
  return row && toUser(row)
}

/** An account by its address, in capitals or not, disabled or not. */
export async function findUserByEmail(db: Db, email: string): Promise<User | undefined> {
  const address = tidyAddress(email)
  const row = await db.selectFrom("user_account").selectAll().where("email", "=", address).executeTakeFirst()
  return row && toUser(row)
}

/** An address as it is kept and compared. */
export const tidyAddress = (email: string): string => email.trim().normalize("NFC").toLowerCase()

/** Makes an account. Throws Refusal where the address has one. */
export async function createUser(db: Db, { name, email, isAdmin, passwordHash }: NewUser, at: string): Promise<User> {
  return writing(db, async (trx) => {
    await lockAccounts(trx)
    if (await findUserByEmail(trx, email))
      throw new Refusal("not-now", "There is an account with this address already.")
    const row: UserRow = {
      ...{ id: randomUUID(), name: name.trim(), email: tidyAddress(email), email_verified: 1, image: null },
      ...{ is_admin: isAdmin ? 1 : 0, two_factor_enabled: 0, created_at: at, updated_at: at, disabled_at: null },
    }
    await trx.insertInto("user_account").values(row).execute()
    if (passwordHash !== undefined) await setPasswordHash(trx, row.id, passwordHash, at)
    return toUser(row)
  })
}

/** Makes the first account: an administrator's, and admin of every plan so far. Throws Refusal where there is one already. */
export async function createFirstUser(db: Db, user: Omit<NewUser, "isAdmin">, at: string): Promise<User> {
  return writing(db, async (trx) => {
    await lockAccounts(trx)
    if (await hasUsers(trx))
      throw new Refusal("not-now", "Somebody has made the first account already. Sign in instead.")
    const made = await createUser(trx, { ...user, isAdmin: true }, at)
    await adoptPlans(trx, made.id, at)
    return made
  })
}

/** Gives an account a password, in place of the one it has, and ends its sessions. */
export async function setPasswordHash(db: Db, userId: string, hash: string, at: string): Promise<void> {
  await writing(db, async (trx) => {
    const empty = {
      ...{ access_token: null, refresh_token: null, id_token: null, scope: null },
      ...{ access_token_expires_at: null, refresh_token_expires_at: null },
    }
    await trx
      .insertInto("credential")
      .values({
        ...{ id: randomUUID(), user_id: userId, provider_id: "credential", account_id: userId, password: hash },
        ...{ ...empty, created_at: at, updated_at: at },
      })
      .onConflict((conflict) =>
        conflict.columns(["provider_id", "account_id"]).doUpdateSet({ password: hash, updated_at: at }),
      )
      .execute()
    await endSessions(trx, userId)
  })
}

/** Gives an account another address. Throws Refusal where that has an account already. */
export async function changeEmail(db: Db, userId: string, email: string, at: string): Promise<void> {
  await writing(db, async (trx) => {
    await lockAccounts(trx)
    const other = await findUserByEmail(trx, email)
    if (other && other.id !== userId) throw new Refusal("taken", "There is an account with this address already.")
    await trx
      .updateTable("user_account")
      .set({ email: tidyAddress(email), updated_at: at })
      .where("id", "=", userId)
      .execute()
  })
}

/** The hash of an account's password; undefined where it has none. */
export async function passwordHashOf(db: Db, userId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("credential")
    .select("password")
    .where("user_id", "=", userId)
    .where("provider_id", "=", "credential")
    .executeTakeFirst()
  return row?.password ?? undefined
}

/**
 * Disables an account: its sessions end at once, and its tokens and password no longer open anything. Throws Refusal
 * where it is the last administrator's.
 */
export async function disableUser(db: Db, id: string, at: string): Promise<void> {
  await writing(db, async (trx) => {
    await lockAccounts(trx)
    await assertNotLastAdmin(trx, id)
    await trx
      .updateTable("user_account")
      .set({ disabled_at: at, updated_at: at })
      .where("id", "=", id)
      .where("disabled_at", "is", null)
      .execute()
    await endSessions(trx, id)
  })
}

/** Lets a disabled account be used again. Its sessions stay ended. */
export async function enableUser(db: Db, id: string, at: string): Promise<void> {
  await db.updateTable("user_account").set({ disabled_at: null, updated_at: at }).where("id", "=", id).execute()
}

/** Makes somebody an administrator of the installation, or no longer; their sessions end. Throws Refusal for the last. */
export async function setAdmin(db: Db, id: string, isAdmin: boolean, at: string): Promise<void> {
  await writing(db, async (trx) => {
    await lockAccounts(trx)
    if (!isAdmin) await assertNotLastAdmin(trx, id)
    await trx
      .updateTable("user_account")
      .set({ is_admin: isAdmin ? 1 : 0, updated_at: at })
      .where("id", "=", id)
      .execute()
    await endSessions(trx, id)
  })
}

/** Takes an account's second factor away, for somebody who lost it and the recovery codes; their sessions end. */
export async function removeSecondFactor(db: Db, id: string, at: string): Promise<void> {
  await writing(db, async (trx) => {
    await trx.deleteFrom("two_factor").where("user_id", "=", id).execute()
    await trx.updateTable("user_account").set({ two_factor_enabled: 0, updated_at: at }).where("id", "=", id).execute()
    await endSessions(trx, id)
  })
}

/** Links an account to an identity elsewhere. */
export async function linkIdentity(
  db: Db,
  { userId, provider, subject }: { userId: string; provider: string; subject: string },
  at: string,
): Promise<void> {
  await db
    .insertInto("credential")
    .values({
      ...{ id: randomUUID(), user_id: userId, provider_id: provider, account_id: subject, password: null },
      ...{ access_token: null, refresh_token: null, id_token: null, scope: null },
      ...{ access_token_expires_at: null, refresh_token_expires_at: null, created_at: at, updated_at: at },
    })
    .execute()
}

/** The account that is linked to an identity elsewhere. */
export async function userOfIdentity(db: Db, provider: string, subject: string): Promise<User | undefined> {
  const row = await db
    .selectFrom("credential")
    .innerJoin("user_account", "user_account.id", "credential.user_id")
    .selectAll("user_account")
    .where("provider_id", "=", provider)
    .where("account_id", "=", subject)
    .executeTakeFirst()
  return row && toUser(row)
}

// One at a time decides who is the first and who the last; SQLite has one writer anyway.
async function lockAccounts(trx: Db): Promise<void> {
  if (isPostgres(trx)) await sql`select pg_advisory_xact_lock(${ACCOUNTS_LOCK})`.execute(trx)
}

async function assertNotLastAdmin(trx: Db, id: string): Promise<void> {
  const admins = await trx
    .selectFrom("user_account")
    .select("id")
    .where("is_admin", "=", 1)
    .where("disabled_at", "is", null)
    .execute()
  if (admins.length === 1 && admins[0]?.id === id) {
    throw new Refusal("not-now", "This is the last administrator. Make somebody else one first.")
  }
}

function toUser(row: UserRow): User {
  return {
    ...{ id: row.id, name: row.name, email: row.email, createdAt: row.created_at },
    ...{ isAdmin: row.is_admin === 1, hasSecondFactor: row.two_factor_enabled === 1 },
    ...(row.disabled_at !== null && { disabledAt: row.disabled_at }),
  }
}
