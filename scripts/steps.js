const SIGN_OF_LIFE_MS = 30_000

/**
 * How long something took, as people say it.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/**
 * Says what is being done while it is done, and how long it took. At a terminal the seconds count up on one line;
 * elsewhere a line is added now and then.
 * @param {NodeJS.WritableStream & { isTTY?: boolean }} out
 */
export function openSteps(out) {
  /**
   * @template Result
   * @param {string} title
   * @param {() => Promise<Result> | Result} work
   * @returns {Promise<Result>}
   */
  async function step(title, work) {
    const start = performance.now()
    const elapsed = () => duration(performance.now() - start)
    const again = out.isTTY ? `\r  ${title} … ` : "    "
    out.write(out.isTTY ? `  ${title} …` : `  ${title} …\n`)
    const tick = setInterval(
      () => out.write(out.isTTY ? `${again}${elapsed()} ` : `${again}still at it after ${elapsed()}\n`),
      out.isTTY ? 1_000 : SIGN_OF_LIFE_MS,
    )
    const end = (/** @type {string} */ how) => {
      clearInterval(tick)
      out.write(`${again}${how} after ${elapsed()}\n`)
    }
    try {
      const result = await work()
      end("done")
      return result
    } catch (error) {
      end("stopped")
      throw error
    }
  }

  return { step }
}
