import { type Browser, chromium, type Page } from "@playwright/test"
import { findChromium, installChromium } from "../chromium.js"

/** The window in which everything is measured, in pixels. */
export const WINDOW = { width: 1440, height: 900 }

/** A Chromium without a window. */
export async function openBrowser(): Promise<Browser> {
  if (!findChromium()) await installChromium()
  return chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] })
}

/** A new page with nothing in its cache, and what to call once done with it. */
export async function openPage(browser: Browser): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await browser.newContext({ viewport: WINDOW })
  return { page: await context.newPage(), close: () => context.close() }
}

/** Tells how many milliseconds the main thread of a page has worked so far. */
export type Meter = () => Promise<number>

/**
 * A meter of a page's main thread: script, style, layout and paint. Counts the processor's time and not the clock's, so
 * that other work on the machine is not taken for ours.
 */
export async function meterOf(page: Page): Promise<Meter> {
  const session = await page.context().newCDPSession(page)
  await session.send("Performance.enable", { timeDomain: "threadTicks" })
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics")
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1000
  }
}

/** Resolves once what was done is on the screen. */
export async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  )
}

/** Milliseconds of the main thread that an act takes until it is on the screen. */
export async function workOf(page: Page, meter: Meter, act: () => Promise<unknown>): Promise<number> {
  const before = await meter()
  await act()
  await painted(page)
  return (await meter()) - before
}
