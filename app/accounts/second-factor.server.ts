import { randomInt } from "node:crypto"
import type { LoaderFunctionArgs } from "@remix-run/node"
import { APIError } from "better-auth/api"
import { toString as drawQr } from "qrcode"
import { recordDeed } from "../../db/audit.server"
import type { Db } from "../../db/open.server"
import { readCookie } from "./accounts.server"
import { cookieName, hashOfCode } from "./auth.server"
import { cookiesIn, headersFor } from "./sign-in.server"

type Asked = Pick<LoaderFunctionArgs, "request" | "context">

/** What an app for codes is given: as a picture, as a text to type, and as an address. */
export type Setup = { address: string; picture: string; typed: string }

/** Begins to set up a second factor. Undefined where the password is not right. */
export async function beginSecondFactor(asked: Asked, password: string): Promise<Setup | undefined> {
  try {
    const { auth } = asked.context.accounts
    const begun = await auth.api.enableTwoFactor({
      body: { method: "totp", ...(password && { password }) },
      headers: ownHeaders(asked),
    })
    if (!("totpURI" in begun)) throw new Error("no second factor was begun")
    return setupOf(begun.totpURI)
  } catch (error) {
    if (error instanceof APIError && error.body?.code === "INVALID_PASSWORD") return undefined
    throw error
  }
}

/** A setup as it was begun, to show it again. */
export async function setupOf(address: string): Promise<Setup | undefined> {
  if (!address.startsWith("otpauth://totp/") || address.length > 1_000) return undefined
  const picture = await drawQr(address, { type: "svg", margin: 1 })
  const typed = new URL(address).searchParams.get("secret") ?? ""
  const data = `data:image/svg+xml;base64,${Buffer.from(picture).toString("base64")}`
  return { address, picture: data, typed: typed.replace(/(.{4})(?=.)/g, "$1 ") }
}

/**
 * Ends setting up a second factor with the first code that the app shows. Gives the recovery codes, which are never shown
 * again, and what the browser is to keep; undefined where the code is not right.
 */
export async function finishSecondFactor(
  asked: Asked,
  code: string,
): Promise<{ codes: string[]; headers: Headers } | undefined> {
  const { db, accounts, present, actor } = asked.context
  if (!present || !actor) return undefined
  try {
    const { headers } = await accounts.auth.api.verifyTOTP({
      body: { code: code.replace(/\s/g, "") },
      headers: ownHeaders(asked),
      returnHeaders: true,
    })
    const codes = await renewRecoveryCodes(db, present.user.id)
    await recordDeed(db, { action: "second-factor-added" }, actor, new Date().toISOString())
    return { codes, headers: cookiesIn(headers) }
  } catch (error) {
    if (error instanceof APIError) return undefined
    throw error
  }
}

const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
const CODES = 10
const LETTERS_IN_HALF = 5

/** Gives an account ten recovery codes in place of those it had. */
export async function renewRecoveryCodes(db: Db, userId: string): Promise<string[]> {
  const half = () => Array.from({ length: LETTERS_IN_HALF }, () => LETTERS[randomInt(LETTERS.length)]).join("")
  const codes = Array.from({ length: CODES }, () => `${half()}-${half()}`)
  await db
    .updateTable("two_factor")
    .set({ backup_codes: JSON.stringify(codes.map(hashOfCode)) })
    .where("user_id", "=", userId)
    .execute()
  return codes
}

/** How many recovery codes an account has left. */
export async function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  const row = await db.selectFrom("two_factor").select("backup_codes").where("user_id", "=", userId).executeTakeFirst()
  return row ? (JSON.parse(row.backup_codes) as string[]).length : 0
}

function ownHeaders(asked: Asked): Headers {
  const name = cookieName(asked.context.accounts.isHttps)
  return headersFor(asked, { [name]: readCookie(asked.request.headers.get("Cookie"), name) })
}
