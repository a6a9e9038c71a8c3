import { existsSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { startStaycourse } from "../support/server"

test("asked to stop, it ends cleanly and leaves one whole file", async () => {
  const staycourse = await startStaycourse()
  expect((await fetch(`${staycourse.address}/readyz`)).status).toBe(200)
  expect(await staycourse.stop()).toBe(0)
  expect(existsSync(join(staycourse.folder, "staycourse.db"))).toBe(true)
  expect(existsSync(join(staycourse.folder, "staycourse.db-wal"))).toBe(false)
  await staycourse.cleanUp()
})

test("killed, it starts again on the same folder", async () => {
  const first = await startStaycourse()
  const killed = new Promise((resolve) => first.process.once("exit", resolve))
  first.process.kill("SIGKILL")
  await killed
  const second = await startStaycourse({ folder: first.folder })
  expect((await fetch(`${second.address}/readyz`)).status).toBe(200)
  await second.stop()
  await first.cleanUp()
})

test("a second one on the same folder says where the first answers", async () => {
  const first = await startStaycourse()
  await expect(startStaycourse({ folder: first.folder })).rejects.toThrow(
    `already running on the data folder ${first.folder}, at ${first.address}`,
  )
  await first.cleanUp()
})

test("a setting that cannot be used is named, and nothing is served", async () => {
  await expect(startStaycourse({ env: { PORT: "many" } })).rejects.toThrow('The environment variable PORT is "many".')
})
