import { setTimeout as pause } from "node:timers/promises"
import type { Db } from "../db/open.server"
import { planVersion } from "../db/plans.server"

const EVERY_MS = 1_000
// Proxies close what is silent for a minute.
const SILENT_MS = 15_000
// Then the browser asks anew, and may be told that it is no longer let in.
const LONGEST_MS = 5 * 60_000

type Hearer = (version: number | undefined) => void

// By the adapter, which a database shares with every transaction on it.
const watched = new WeakMap<object, Map<string, Set<Hearer>>>()

/** Tells each hearer of a plan its version, again and again: one question to the database, however many listen. */
function listen(db: Db, planId: string, hearer: Hearer): () => void {
  const { adapter } = db.getExecutor()
  const plans = watched.get(adapter) ?? new Map<string, Set<Hearer>>()
  watched.set(adapter, plans)
  const hearers = plans.get(planId) ?? new Set()
  hearers.add(hearer)
  if (!plans.has(planId)) {
    plans.set(planId, hearers)
    void watch(db, planId, hearers).finally(() => plans.delete(planId))
  }
  return () => hearers.delete(hearer)
}

async function watch(db: Db, planId: string, hearers: ReadonlySet<Hearer>): Promise<void> {
  while (hearers.size > 0) {
    // Where the database does not answer for a moment, the next question may be answered.
    const version = await planVersion(db, planId).catch(() => undefined)
    for (const hear of [...hearers]) hear(version)
    await pause(EVERY_MS, undefined, { ref: false })
  }
}

/**
 * The versions of a plan as they come to be, whichever server wrote them, as a stream of events. It ends after five
 * minutes, when `over` says so, and when nobody reads it.
 */
export function versionStream(db: Db, planId: string, known: number, over: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let stop = () => {}
  return new ReadableStream({
    start(controller) {
      let [told, toldAt] = [known, performance.now()]
      const began = toldAt
      const say = (text: string) => {
        controller.enqueue(encoder.encode(text))
        toldAt = performance.now()
      }
      const leave = listen(db, planId, (version) => {
        const now = performance.now()
        if (version !== undefined && version > told) {
          told = version
          say(`id: ${version}\ndata: ${version}\n\n`)
        } else if (now - toldAt > SILENT_MS) say(":\n\n")
        if (now - began > LONGEST_MS) end()
      })
      stop = () => {
        leave()
        over.removeEventListener("abort", end)
      }
      const end = () => {
        stop()
        controller.close()
      }
      say(`retry: 2000\nid: ${known}\ndata: ${known}\n\n`)
      if (over.aborted) end()
      else over.addEventListener("abort", end)
    },
    cancel() {
      stop()
    },
  })
}
