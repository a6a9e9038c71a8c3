import { createHash, hkdfSync, randomBytes } from "node:crypto"
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs"
import { join } from "node:path"
import { readSecret, type Settings, UnfitSetting } from "./env.server"

const FILE = "secret"

/**
 * What all keys are derived from: the secret of the settings, else the one in the data folder, which is made, for its
 * owner's eyes alone, where there is none. Throws UnfitSetting where it can be neither read nor made.
 */
export function secretOf({ secret, dataFolder }: Settings): string {
  if (secret) return secret
  const file = join(dataFolder, FILE)
  if (!existsSync(file)) makeSecret(dataFolder, file)
  return readSecret(file)
}

function makeSecret(folder: string, file: string): void {
  const draft = `${file}.${process.pid}`
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const made = openSync(draft, "wx", 0o600)
    writeSync(made, `${randomBytes(48).toString("base64")}\n`)
    fsyncSync(made)
    closeSync(made)
    // Linked into place, so that of two who start at once both read what the first one made, and all of it.
    linkSync(draft, file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === "EEXIST") return
    throw new UnfitSetting(
      `The data folder ${folder} is where the secret is kept, and it could not be written there (${code}). ` +
        "Make it writable, or name a secret in STAYCOURSE_SECRET.",
    )
  } finally {
    rmSync(draft, { force: true })
  }
}

/** A key of 32 bytes for one purpose. Who knows it learns nothing of the secret, or of the keys for other purposes. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `staycourse ${purpose}`, 32))
}

/** A name for a key that gives nothing away of it: 16 hexadecimal digits. */
export function nameOfKey(key: Buffer): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 16)
}
