import { expect, onTestFinished, test } from "vitest"
import { readDocument } from "../../app/plan/document"
import { migrate } from "../../db/migrate.server"
import { openDatabase } from "../../db/open.server"
import { createUser } from "../../db/users.server"
import { verifyDatabase } from "../../db/verify.server"
import { freshFolder } from "../support/database"
import { hostileFiles } from "../support/hostile-files"
import { program } from "../support/programs"

const NOON = "2026-11-21T12:00:00.000Z"

test("a file made to harm is refused with its faults, or becomes a sound plan without approvals", async () => {
  const db = openDatabase({ folder: freshFolder() })
  onTestFinished(() => db.destroy())
  await migrate(db)
  const { id } = await createUser(db, { name: "Ana", email: "ana@example.com" }, NOON)
  const send = await program(db, { userId: id })
  const faults: string[] = []
  let [number, stored] = [0, 0]
  for (const { family, bytes } of hostileFiles(128)) {
    const headers = { "Idempotency-Key": `file-${number++}` }
    const { status, body } = await send("POST /imports", { body: bytes, type: "application/octet-stream", headers })
    if (status === 422 && (body.errors as unknown[]).length > 0 && body.detail) continue
    if (status !== 201) faults.push(`${family}: ${status} ${JSON.stringify(body).slice(0, 200)}`)
    else {
      stored++
      const { body: document } = await send(`GET /plans/${body.planId}/export`)
      const read = readDocument(JSON.stringify(document))
      if (!("plan" in read)) faults.push(`${family}: what was stored is no plan`)
      else if (read.plan.decisions.length > 0 || read.plan.funding.some(({ status: is }) => is === "committed")) {
        faults.push(`${family}: an approval was taken over`)
      }
    }
  }
  expect(faults).toEqual([])
  expect(stored).toBeGreaterThan(15)
  const { count } = await db
    .selectFrom("plan")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow()
  expect(count).toBe(stored)
  expect((await verifyDatabase(db)).faults).toEqual([])
})
