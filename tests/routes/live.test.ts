import { expect, test } from "vitest"
import { LOCAL_ACTOR } from "../../app/plan/actor"
import { loader } from "../../app/routes/plans.$id.live"
import type { Db } from "../../db/open.server"
import { changePlan, createPlan } from "../../db/plans.server"
import { onBothDatabases } from "../support/database"
import { wovenPlan } from "../support/random-changes"
import { called, visit } from "../support/route"

const NOON = "2026-11-22T12:00:00.000Z"
const rename = (name: string) => ({ kind: "rename", collection: "stages", id: "embed", name }) as const

/** Opens the stream as a page does. What it says is gathered as it comes. */
async function listen(db: Db, stopping: AbortSignal) {
  const asked = called(db, visit("/plans/woven/live"), { id: "woven" })
  const answer = (await loader({
    ...asked,
    context: { ...asked.context, actor: LOCAL_ACTOR, stopping },
  } as never)) as Response
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  return { answer, next: async () => (await reader?.read())?.value }
}

onBothDatabases(({ freshLocation, open, freshDatabase }) => {
  test("an open page hears of a change, also of one that another server stored", async () => {
    const location = await freshLocation()
    const { migrate } = await import("../../db/migrate.server")
    const [here, there] = [open(location), open(location)]
    await migrate(here)
    await createPlan(here, wovenPlan(), "cco", NOON)
    const stopping = new AbortController()
    const { answer, next } = await listen(here, stopping.signal)
    expect(answer.headers.get("content-type")).toBe("text/event-stream")
    expect(await next()).toContain("data: 1\n\n")
    await changePlan(there, "woven", rename("By another server"), "ana", NOON)
    expect(await next()).toBe("id: 2\ndata: 2\n\n")
    stopping.abort()
    expect(await next()).toBeUndefined()
  })

  test("a page that says what it has is told what came since", async () => {
    const db = await freshDatabase()
    await createPlan(db, wovenPlan(), "cco", NOON)
    await changePlan(db, "woven", rename("One"), "ana", NOON)
    await changePlan(db, "woven", rename("Two"), "ana", NOON)
    const asked = called(db, visit("/plans/woven/live?since=2"), { id: "woven" })
    const answer = await loader({ ...asked, context: { ...asked.context, actor: LOCAL_ACTOR } } as never)
    expect(await answer.json()).toMatchObject({
      version: 3,
      edits: [{ kind: "set", collection: "stages", id: "embed", field: "name", after: "Two" }],
    })
  })
})
