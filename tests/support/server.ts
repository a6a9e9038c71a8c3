import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"

// From the checkout: a bench is bundled and runs from elsewhere.
const program = resolve("build/staycourse.js")

/** A Staycourse of the test's own, as a person would start it. */
export interface Running {
  /** Where it answers, without a slash at the end. */
  address: string
  /** Its data folder. */
  folder: string
  process: ChildProcess
  /** Asks it to stop, and returns its exit code once it has. */
  stop(): Promise<number | null>
  /** Stops it if need be, and removes a data folder made for it. */
  cleanUp(): Promise<void>
}

/** Starts the built program on a free port, on a new data folder or the one given, and waits until it answers. */
export async function startStaycourse({
  folder = "",
  env = {},
}: {
  folder?: string
  env?: Record<string, string>
} = {}) {
  const data = folder || mkdtempSync(join(tmpdir(), "staycourse-walk-"))
  const child = spawn(process.execPath, [program, "start"], {
    env: { ...process.env, DATABASE_URL: "", NODE_ENV: "production", PORT: "0", STAYCOURSE_DATA: data, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve))
  const cleanUpFolder = () => folder || rmSync(data, { recursive: true, force: true })
  const address = await readAddress(child).catch((error) => {
    cleanUpFolder()
    throw error
  })
  const running: Running = {
    address,
    folder: data,
    process: child,
    stop() {
      child.kill("SIGTERM")
      return ended
    },
    async cleanUp() {
      if (child.exitCode === null && child.signalCode === null) await running.stop()
      cleanUpFolder()
    },
  }
  return running
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ""
    const listen = (chunk: Buffer) => {
      said += chunk
      const address = /is ready after .*: (http\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    }
    child.stdout?.on("data", listen)
    child.stderr?.on("data", listen)
    child.once("exit", () => reject(new Error(`Staycourse did not start:\n${said}`)))
  })
}
