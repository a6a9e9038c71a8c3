import { expect, test } from "vitest"
import { EXAMPLE } from "../../app/api/example-plan"
import { history } from "../../db/journal.server"
import type { Db } from "../../db/open.server"
import { createPlan } from "../../db/plans.server"
import { onBothDatabases } from "../support/database"
import { type Answered, program } from "../support/programs"

const NOON = "2026-11-21T12:00:00.000Z"
const PLAN = "/plans/calmer-claims"

type Send = Awaited<ReturnType<typeof program>>

const tagOf = ({ headers }: Answered): string => String(headers.get("ETag"))

/** Every value that an edit says it replaced, and what it put there instead, in the order of the journal. */
async function replacements(db: Db, field: string): Promise<[before: unknown, after: unknown][]> {
  const entries = (await history(db, "calmer-claims", { limit: 1000 })).reverse()
  return entries.flatMap(({ edits }) =>
    edits.flatMap((edit): [unknown, unknown][] =>
      edit.kind === "set" && edit.field === field ? [[edit.before, edit.after]] : [],
    ),
  )
}

onBothDatabases(({ freshLocation, open }) => {
  async function twoServers(): Promise<{ db: Db; sends: Send[] }> {
    const location = await freshLocation()
    const [one, other] = [open(location), open(location)]
    const { migrate } = await import("../../db/migrate.server")
    await migrate(one)
    await createPlan(one, EXAMPLE, "ana", NOON)
    return { db: one, sends: [await program(one), await program(other)] }
  }

  test("of many edits of one field, on two servers, none is overwritten unseen", async () => {
    const { db, sends } = await twoServers()
    const path = `${PLAN}/stages/hear`
    const seen = new Map<string, unknown>()
    const edit = async (send: Send, editor: number) => {
      let answer = await send(`GET ${path}`)
      let current = answer.body
      for (let number = 0; number < 12; ) {
        const why = `editor ${editor}, edit ${number}`
        answer = await send(`PATCH ${path}`, { body: { why }, headers: { "If-Match": tagOf(answer) } })
        if (answer.status === 200) {
          seen.set(why, current.why)
          current = answer.body
          number++
        } else {
          expect([answer.status, answer.body.changedFields]).toEqual([412, ["why"]])
          current = answer.body.current as typeof current
        }
      }
    }
    await Promise.all([0, 1, 2, 3].map((editor) => edit(sends[editor % 2] as Send, editor)))
    const written = await replacements(db, "why")
    expect(written).toHaveLength(48)
    for (const [before, after] of written) expect([after, before]).toEqual([after, seen.get(String(after))])
  })

  test("edits of different stages, on two servers, are never refused", async () => {
    const { sends } = await twoServers()
    const paths = await Promise.all(
      ["north", "east", "south", "west"].map(async (id) => {
        const body = { id, name: id, kind: "other", start: "2028-01-01", end: "2029-01-01" }
        const made = await (sends[0] as Send)(`POST ${PLAN}/stages`, { body })
        return { path: `${PLAN}/stages/${id}`, tag: tagOf(made) }
      }),
    )
    const statuses = await Promise.all(
      paths.map(async ({ path, tag }, at) => {
        const told: number[] = []
        for (let number = 0; number < 10; number++) {
          const answer = await (sends[at % 2] as Send)(`PATCH ${path}`, {
            body: { why: `${number}` },
            headers: { "If-Match": tag },
          })
          told.push(answer.status)
          tag = tagOf(answer)
        }
        return told
      }),
    )
    expect(new Set(statuses.flat())).toEqual(new Set([200]))
  })

  test("of twenty decisions on one subject, sent together to two servers, one is made", async () => {
    const { sends } = await twoServers()
    const [send] = sends as [Send, Send]
    const subject = { kind: "funding", id: "reserve" }
    const sent = await send(`POST ${PLAN}/submissions`, {
      body: { title: "First", subjects: [subject] },
      headers: { "Idempotency-Key": "s" },
    })
    expect(sent.status).toBe(201)
    const path = `${PLAN}/submissions/${sent.body.id}/decisions`
    const body = { subject, outcome: "approve", contentHash: sent.body.contentHash }
    const decide = (key: string, at: number) =>
      (sends[at % 2] as Send)(`POST ${path}`, { body, headers: { "Idempotency-Key": key } })
    const apart = await Promise.all(Array.from({ length: 20 }, (_, at) => decide(`key-${at}`, at)))
    expect(apart.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(new Set(apart.map(({ status }) => status))).toEqual(new Set([201, 409]))
    const made = apart.find(({ status }) => status === 201) as Answered
    expect(made.body).toMatchObject({
      submissionId: sent.body.id,
      subject,
      outcome: "approve",
      amount: 500_000,
      currency: "GBP",
    })
    const again = await decide(`key-${apart.indexOf(made)}`, 0)
    expect([again.status, again.body.id]).toEqual([201, made.body.id])
    expect(((await send(`GET ${path}`)).body.items as unknown[]).length).toBe(1)
    const line = await send(`GET ${PLAN}/funding/reserve`)
    expect(line.body.approval).toMatchObject({ state: "approved", approvedAmount: 500_000 })
    const other = { ...body, contentHash: "0".repeat(64) }
    expect((await send(`POST ${path}`, { body: other, headers: { "Idempotency-Key": "other" } })).status).toBe(412)
  })
})
