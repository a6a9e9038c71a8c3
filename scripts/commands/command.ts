import type { Readable, Writable } from "node:stream"

/** What a command may touch of the world around it. Reports go to `stdout`, everything else to `stderr`. */
export interface Io {
  stdin: Readable
  stdout: Writable
  stderr: Writable
  env: Record<string, string | undefined>
  /** The checkout that this command line was built in, as an absolute path. */
  home: string
  /** Whether `stdout` is a terminal that may be sent colours. */
  colour: boolean
}

/** One word of the command line. */
export interface Command {
  name: string
  /** One line for the overview, without a full stop. */
  summary: string
  /** What `staycourse NAME --help` prints: the forms of the call, then the options. */
  usage: string
  /** The exit code. Throws an error marked `forPeople` where the call could not be carried out. */
  run(args: string[], io: Io): Promise<number>
}

/** Why a command could not run, in words for the person who called it. Ends the process with exit code 2. */
export class CannotRun extends Error {
  readonly forPeople = true
}
