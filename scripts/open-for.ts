import type { Settings } from "../app/env.server"
import { deriveKey, nameOfKey, secretOf } from "../app/secret.server"
import { type Db, openDatabase } from "../db/open.server"
import { sealWith } from "../db/seals.server"

/** Opens the database that the settings name; what is written through it is sealed. The caller ends it with `destroy()`. */
export function openFor(settings: Settings): Db {
  const { databaseUrl, dataFolder, secret } = settings
  const db = openDatabase(databaseUrl ? { url: databaseUrl } : { folder: dataFolder })
  try {
    const key = deriveKey(secretOf(settings), "seals")
    // Servers that share a Postgres each make a secret of their own where nobody gave them one; only one can be right.
    sealWith(db, key, nameOfKey(key), !databaseUrl || secret !== undefined)
    return db
  } catch (error) {
    void db.destroy()
    throw error
  }
}
