import { expect, test } from "vitest"
import { Gathered } from "../app/gathered.server"

test("what is written reaches the reader in one piece when it is flushed, and the rest when it ends", async () => {
  const page = new Gathered()
  const pieces: string[] = []
  page.on("data", (piece: Buffer) => pieces.push(piece.toString()))
  const memory = Buffer.from("<p>")
  page.write(memory)
  memory.write("One")
  page.write(memory)
  expect(pieces).toEqual([])
  page.flush()
  page.flush()
  page.write("</p>")
  page.end("\n")
  await new Promise((done) => page.once("end", done))
  expect(pieces).toEqual(["<p>One", "</p>\n"])
})
