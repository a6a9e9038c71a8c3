import * as z from "zod"
import { faultOfPassword } from "./passwords.server"

const LONGEST_NAME = 200
const LONGEST_ADDRESS = 254

const Email = z.email().max(LONGEST_ADDRESS)

/** What is wrong with each field of a form, as sentences. */
export type Faults = Partial<Record<"name" | "email" | "password" | "current" | "code" | "form", string>>

/** A text of a form without spaces around it; nothing where it is absent. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === "string" ? value.trim() : ""
}

/** A password as it was typed, spaces and all. */
export function passwordOf(form: FormData, name = "password"): string {
  const value = form.get(name)
  return typeof value === "string" ? value : ""
}

/** Why an address will not do; undefined where it will. */
export function faultOfEmail(email: string): string | undefined {
  return Email.safeParse(email).success ? undefined : "Write an address such as mira@example.com."
}

/** Name, address and password of a new account, or what is wrong with them. `email` is given where it is settled. */
export function readAccount(
  form: FormData,
  settled: { email?: string } = {},
): { account: { name: string; email: string; password: string } } | { faults: Faults } {
  const account = {
    name: textOf(form, "name"),
    email: settled.email ?? textOf(form, "email"),
    password: passwordOf(form),
  }
  const { name, email, password } = account
  const faults: Faults = {}
  if (name === "") faults.name = "Write your name, as the others know you."
  if (name.length > LONGEST_NAME) faults.name = `There is room for ${LONGEST_NAME} characters.`
  const wrong = faultOfEmail(email)
  if (wrong) faults.email = wrong
  const weak = faultOfPassword(password, [name, email])
  if (weak) faults.password = weak
  return Object.keys(faults).length > 0 ? { faults } : { account }
}
