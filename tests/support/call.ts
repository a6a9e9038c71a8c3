import { Readable, Writable } from "node:stream"
import { run } from "../../scripts/staycourse"

/** What one call of the command line came to. */
export interface Called {
  code: number
  out: string
  err: string
}

/** Carries out one call of the command line in this process, as if typed. */
export async function call(args: string[], { colour = false, input = "" } = {}): Promise<Called> {
  const said = { out: "", err: "" }
  const into = (key: "out" | "err") =>
    new Writable({
      write(chunk, _encoding, done) {
        said[key] += chunk
        done()
      },
    })
  const [stdout, stderr] = [into("out"), into("err")]
  const stdin = Readable.from(input === "" ? [] : [Buffer.from(input)])
  const code = await run(args, { stdin, stdout, stderr, env: {}, home: "/srv/staycourse/", colour })
  return { code, ...said }
}
