import { readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { readSettings } from "../app/env.server"
import { deriveKey, secretOf } from "../app/secret.server"
import { freshFolder } from "./support/database"

const settingsFor = (env: Record<string, string>) => readSettings(env, "/nowhere")

test("the first start makes a secret that only its owner can read, and later starts find it", () => {
  const folder = join(freshFolder(), "data")
  const secret = secretOf(settingsFor({ STAYCOURSE_DATA: folder }))
  expect(Buffer.byteLength(secret)).toBeGreaterThanOrEqual(32)
  expect((statSync(join(folder, "secret")).mode & 0o777).toString(8)).toBe("600")
  expect(secretOf(settingsFor({ STAYCOURSE_DATA: folder }))).toBe(secret)
  const other = join(freshFolder(), "data")
  expect(secretOf(settingsFor({ STAYCOURSE_DATA: other }))).not.toBe(secret)
})

test("a secret that is given is used, from the environment or from a file, and none is made", () => {
  const folder = freshFolder()
  const given = "given by the one who runs it, in 45 characters"
  expect(secretOf(settingsFor({ STAYCOURSE_DATA: folder, STAYCOURSE_SECRET: given }))).toBe(given)
  writeFileSync(join(folder, "mounted"), `${given}\n`)
  const env = { STAYCOURSE_DATA: folder, STAYCOURSE_SECRET_FILE: join(folder, "mounted") }
  expect(secretOf(settingsFor(env))).toBe(given)
  expect(() => readFileSync(join(folder, "secret"))).toThrow(/ENOENT/)
})

test("keys for two purposes differ, and each is always the same", () => {
  expect(deriveKey("a secret", "sessions")).toHaveLength(32)
  expect(deriveKey("a secret", "sessions")).toEqual(deriveKey("a secret", "sessions"))
  expect(deriveKey("a secret", "sessions")).not.toEqual(deriveKey("a secret", "seals"))
  expect(deriveKey("a secret", "sessions")).not.toEqual(deriveKey("another secret", "sessions"))
})
