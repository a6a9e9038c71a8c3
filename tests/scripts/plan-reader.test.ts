import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { expect, onTestFinished, test } from "vitest"
import { openPlanReader } from "../../scripts/server/plan-reader"
import { freshFolder } from "../support/database"
import { home } from "../support/source"

const built = pathToFileURL(join(home, "build", "plan-reader.js"))
const sample = readFileSync(join(home, "db/samples/saltmarsh-mutual.json"))

function open(thread: URL, terms?: { patience?: number; memory?: number }) {
  const reader = openPlanReader(thread, terms)
  onTestFinished(() => reader.close())
  return reader
}

/** A thread that does this with each message. */
function threadThat(does: string): URL {
  const file = join(freshFolder(), "thread.mjs")
  writeFileSync(
    file,
    `import { parentPort } from "node:worker_threads"\nparentPort.on("message", (bytes) => { ${does} })`,
  )
  return pathToFileURL(file)
}

test("files are read one after the other, more than there are threads", async () => {
  const reader = open(built)
  const read = await Promise.all(Array.from({ length: 5 }, () => reader.read(sample)))
  expect(read.map((each) => "plan" in each && each.plan.plan.id)).toEqual(Array(5).fill("saltmarsh-mutual"))
  const broken = await reader.read(Buffer.from('{"format": "staycourse/plan@1"}'))
  expect(broken).toMatchObject({ faults: [{ pointer: "/plan" }], total: 1 })
})

test("a file that takes too long is given up, and the next one is read", async () => {
  const thread = threadThat("if (bytes[0] === 33) for (;;); else parentPort.postMessage({ faults: [], total: 0 })")
  const reader = open(thread, { patience: 1_500 })
  const [slow, slower, quick] = await Promise.all(["!", "!", "."].map((text) => reader.read(Buffer.from(text))))
  for (const each of [slow, slower])
    expect(each).toMatchObject({ faults: [{ message: expect.stringContaining("ten seconds") }] })
  expect(quick).toEqual({ faults: [], total: 0 })
})

test("a file that takes too much memory is given up, and the next one is read", async () => {
  const greedy = "const kept = []; if (bytes[0] === 33) for (;;) kept.push(new Array(100000).fill(kept.length + 0.5))"
  const reader = open(threadThat(`${greedy}; parentPort.postMessage({ faults: [], total: 0 })`), { memory: 32 })
  expect(await reader.read(Buffer.from("!"))).toMatchObject({
    faults: [{ message: expect.stringContaining("less memory") }],
  })
  expect(await reader.read(Buffer.from("."))).toEqual({ faults: [], total: 0 })
})
