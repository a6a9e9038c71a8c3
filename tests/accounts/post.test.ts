import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { SMTPServer } from "smtp-server"
import { expect, onTestFinished, test } from "vitest"
import { openPost } from "../../app/accounts/post.server"
import { action as people } from "../../app/routes/people"
import { action as reset } from "../../app/routes/reset.($token)"
import { action as setUp } from "../../app/routes/set-up.($token)"
import { migrate } from "../../db/migrate.server"
import { openDatabase } from "../../db/open.server"
import { freshFolder } from "../support/database"
import { accountsFor } from "../support/route"
import { Visitor } from "../support/visitor"

type Received = { from: string; to: string[]; text: string }

/** A mail server of the test's own, which keeps what it is given, or refuses all. */
async function mailServer({ refuses = false } = {}) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, done) => done(refuses ? new Error("no room") : null),
    onData(stream, { envelope }, done) {
      let raw = ""
      stream.on("data", (chunk) => {
        raw += chunk
      })
      stream.on("end", () => {
        const { mailFrom, rcptTo } = envelope
        const text = raw
          .replace(/=\r\n/g, "")
          .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
        received.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), text })
        done()
      })
    },
  })
  server.listen(0, "127.0.0.1")
  await once(server.server, "listening")
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return { received, address: `smtp://127.0.0.1:${port}` }
}

const MIRA = { name: "Mira Okafor", email: "mira@saltmarsh.example", password: "grey heron over the marsh" }

async function begun(server: string) {
  const db = openDatabase({ folder: freshFolder() })
  onTestFinished(() => db.destroy())
  await migrate(db)
  accountsFor(db, { require2fa: "none", post: openPost({ server, from: "Staycourse <plans@saltmarsh.example>" }) })
  const mira = new Visitor(db)
  await mira.fill(setUp, "/set-up", MIRA)
  return { db, mira }
}

test("an invitation goes by mail, and its link is not shown", async () => {
  const { received, address } = await mailServer()
  const { mira } = await begun(address)
  const { data } = await mira.fill(people, "/people", { intent: "invite", email: "ben@saltmarsh.example" })
  expect(data).toEqual({ about: "invite", handed: { email: "ben@saltmarsh.example", sent: true } })
  expect(received).toMatchObject([{ from: "plans@saltmarsh.example", to: ["ben@saltmarsh.example"] }])
  expect(received[0]?.text).toContain("Subject: Mira Okafor invites you to Staycourse")
  expect(received[0]?.text).toMatch(/http:\/\/127\.0\.0\.1:3000\/join\/[\w-]{22}\r?\n/)
})

test("where the mail server refuses, the link is shown and nothing is lost", async () => {
  const { address } = await mailServer({ refuses: true })
  const { mira } = await begun(address)
  const { data } = await mira.fill(people, "/people", { intent: "invite", email: "ben@saltmarsh.example" })
  expect(data).toMatchObject({ handed: { link: expect.stringContaining("/join/"), couldNotSend: true } })
  expect(mira.faults).toHaveLength(1)
})

test("a link for a new password goes to whoever has an account, and to nobody else; the page says the same", async () => {
  const { received, address } = await mailServer()
  const { db } = await begun(address)
  const visitor = new Visitor(db)
  const asked = async (email: string) => (await visitor.fill(reset, "/reset", { email })).data
  expect(await asked("nobody@saltmarsh.example")).toEqual({ isSent: true, email: "nobody@saltmarsh.example" })
  expect(await asked("MIRA@saltmarsh.example")).toEqual({ isSent: true, email: "MIRA@saltmarsh.example" })
  while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(received.map(({ to }) => to)).toEqual([["mira@saltmarsh.example"]])
  const token = /\/reset\/([\w-]{22})/.exec(received[0]?.text ?? "")?.[1] ?? ""
  const form = { password: "seven boats in the fog" }
  expect((await visitor.fill(reset, `/reset/${token}`, form, { token })).to).toBe("/sign-in?new")
  expect(received.map(({ text }) => /Subject: (.*)/.exec(text)?.[1]?.trim())).toEqual([
    "Choose a new password for Staycourse",
    "Your password for Staycourse was changed",
  ])
})

test("a line break in a name makes no other header", async () => {
  const { received, address } = await mailServer()
  const subject = "Mira\r\nBcc: eve@elsewhere.example invites you"
  await openPost({ server: address }).send({ to: "ben@saltmarsh.example", subject, text: "Hello" })
  expect(received[0]?.to).toEqual(["ben@saltmarsh.example"])
  expect(received[0]?.text).not.toMatch(/^Bcc:/m)
})
