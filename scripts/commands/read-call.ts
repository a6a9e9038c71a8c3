import { type ParseArgsConfig, parseArgs } from "node:util"
import { CannotRun } from "./command"

type Options = NonNullable<ParseArgsConfig["options"]>

/** The words and options of a call. Throws CannotRun where it has an option that is not known or lacks its value. */
export function readCall<const Known extends Options>(args: string[], options: Known) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new CannotRun(`${message.split(". To specify")[0]}`)
  }
}
