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
type Thread = { worker: Worker; job?: Job; limit?: NodeJS.Timeout }

const givenUp = (message: string): PlanFileRead => ({ faults: [{ pointer: "", message }], total: 1 })

/** `thread` is the built file that reads; nothing is started before the first file comes. */
export function openPlanReader(thread: URL, { patience = PATIENCE_MS, memory = MOST_MEMORY_MB } = {}): PlanReader {
  const waiting: Job[] = []
  const threads = new Set<Thread>()

  /** Ends what a thread is at, and hands it the next file. */
  const free = (one: Thread): Job | undefined => {
    const { job, limit } = one
    clearTimeout(limit)
    one.job = undefined
    next()
    return job
  }

  const giveUp = (one: Thread): Job | undefined => {
    threads.delete(one)
    void one.worker.terminate()
    return free(one)
  }

  const start = (): Thread => {
    const worker = new Worker(thread, { resourceLimits: { maxOldGenerationSizeMb: memory }, env: {} })
    const one: Thread = { worker }
    worker.on("message", (read: PlanFileRead) => free(one)?.done(read))
    worker.on("error", (fault: NodeJS.ErrnoException) => {
      const job = giveUp(one)
      if (fault.code === "ERR_WORKER_OUT_OF_MEMORY")
        job?.done(givenUp("expected a file that takes less memory to read"))
      else job?.failed(fault)
    })
    // A thread that waits for the next file must not keep the process alive.
    worker.unref()
    threads.add(one)
    return one
  }

  const next = (): void => {
    if (waiting.length === 0) return
    const idle = [...threads].find(({ job }) => job === undefined)
    const one = idle ?? (threads.size < MOST_AT_ONCE ? start() : undefined)
    const job = one && waiting.shift()
    if (!one || !job) return
    one.job = job
    one.limit = setTimeout(
      () => giveUp(one)?.done(givenUp("expected a file that can be read within ten seconds")),
      patience,
    )
    one.worker.postMessage(job.bytes)
  }

  return {
    read: (bytes) =>
      new Promise((done, failed) => {
        waiting.push({ bytes, done, failed })
        next()
      }),
    async close() {
      await Promise.all([...threads].map(({ worker }) => worker.terminate()))
    },
  }
}
