import { Readable, Writable } from "node:stream"
import { expect, test } from "vitest"
import { commands } from "../../scripts/commands/index"
import { run } from "../../scripts/staycourse"

async function call(...args: string[]) {
  const said = { out: "", err: "" }
  const into = (key: "out" | "err") =>
    new Writable({
      write(chunk, _encoding, done) {
        said[key] += chunk
        done()
      },
    })
  const code = await run(args, {
    stdin: Readable.from([]),
    stdout: into("out"),
    stderr: into("err"),
    env: {},
    home: "/srv/staycourse/",
    colour: false,
  })
  return { code, ...said }
}

test("the overview lists every command with its summary", async () => {
  const { code, out, err } = await call("--help")
  expect([code, err]).toEqual([0, ""])
  for (const load of Object.values(commands)) {
    const { command } = await load()
    expect(out).toMatch(new RegExp(`^  ${command.name} +${command.summary}$`, "m"))
  }
  expect(await call()).toEqual({ code, out, err })
})

test("every command goes by the name it is listed under, and explains itself", async () => {
  for (const [name, load] of Object.entries(commands)) {
    const { command } = await load()
    expect(command.name).toBe(name)
    expect((await call(name, "--help")).out).toBe(`${command.usage.trim()}\n`)
    expect(command.usage.trim()).toMatch(new RegExp(`^staycourse ${name}`))
  }
})

test("an unknown command is refused with the known ones, and could not run", async () => {
  for (const name of ["chek", "constructor", "__proto__"]) {
    const { code, out, err } = await call(name)
    expect([code, out]).toEqual([2, ""])
    expect(err).toContain(`There is no command "${name}". The commands are: ${Object.keys(commands).join(", ")}.`)
  }
})
