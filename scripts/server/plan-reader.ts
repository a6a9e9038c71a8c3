import { Worker } from "node:worker_threads"
import type { PlanFileRead } from "../../app/api/read-for-import"

/** The most files read at once; others wait their turn. */
const MOST_AT_ONCE = 2
const PATIENCE_MS = 10_000
/** For what a file of the largest size comes to, several times over. */
const MOST_MEMORY_MB = 512

/** Reads plan files in threads of their own. */
export interface PlanReader {
  /** Reads a file, and gives up after ten seconds, or where it takes too much memory. */
  read(bytes: Uint8Array): Promise<PlanFileRead>
  close(): Promise<void>
}

type Job = { bytes: Uint8Array; done(read: PlanFileRead): void; failed(fault: unknown): void }

const givenUp = (message: string): PlanFileRead => ({ faults: [{ pointer: "", message }], total: 1 })

/** `thread` is the built file that reads; nothing is started before the first file comes. */
export function openPlanReader(thread: URL, { patience = PATIENCE_MS, memory = MOST_MEMORY_MB } = {}): PlanReader {
  const waiting: Job[] = []
  const idle: Worker[] = []
  const all = new Set<Worker>()

  const start = (): Worker => {
    const worker = new Worker(thread, { resourceLimits: { maxOldGenerationSizeMb: memory }, env: {} })
    // A thread that waits for the next file must not keep the process alive.
    worker.unref()
    all.add(worker)
    return worker
  }

  const next = (): void => {
    if (waiting.length === 0) return
    const worker = idle.pop() ?? (all.size < MOST_AT_ONCE ? start() : undefined)
    const job = worker && waiting.shift()
    if (worker && job) work(worker, job)
  }

  const work = (worker: Worker, { bytes, done, failed }: Job): void => {
    const end = (isFit: boolean): void => {
      clearTimeout(limit)
      worker.removeAllListeners()
      if (isFit) idle.push(worker)
      else {
        all.delete(worker)
        // What the thread says while it ends is about a file that has been answered.
        worker.on("error", () => {})
        void worker.terminate()
      }
      next()
    }
    const limit = setTimeout(() => {
      end(false)
      done(givenUp("expected a file that can be read within ten seconds"))
    }, patience)
    worker.once("message", (read: PlanFileRead) => {
      end(true)
      done(read)
    })
    worker.once("error", (fault: NodeJS.ErrnoException) => {
      end(false)
      if (fault.code === "ERR_WORKER_OUT_OF_MEMORY") done(givenUp("expected a file that takes less memory to read"))
      else failed(fault)
    })
    worker.postMessage(bytes)
  }

  return {
    read: (bytes) =>
      new Promise((done, failed) => {
        waiting.push({ bytes, done, failed })
        next()
      }),
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()))
    },
  }
}
