// Runs in a thread of its own, so that a file made to harm can neither stop the server nor fill its memory.
import { parentPort } from "node:worker_threads"
import { readForImport } from "../app/api/read-for-import"

parentPort?.on("message", (bytes: Uint8Array) => {
  parentPort?.postMessage(readForImport(bytes))
})
