import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { gzipSync } from "node:zlib"
import type { Browser, Page } from "@playwright/test"
import { build } from "esbuild"
import { writeDocument } from "../../app/plan/document"
import { startStaycourse } from "../../tests/support/server"
import { meterOf, openBrowser, openPage, painted } from "./browser"
import { type Drag, dragBar } from "./drag"
import { largePlan } from "./large-plan"
import { barMarkup } from "./raw-svg"
import { median, quantile, ROUNDS, spread } from "./rounds"

// Sizes may be named: npm run bench -- page 100
const NAMED = process.argv.slice(2).map(Number)
const SIZES = NAMED.length > 0 ? NAMED : [20, 100, 500]
const GOALS = { response: 100, painted: 500, ready: 800 }
const ASSETS = "build/pages/client/assets"

/** When what of a page was there, in milliseconds since it was asked for. */
type Opening = { response: number; painted: number; ready: number }

/** Notes in the page when bars are first on the screen and when they can be dragged. */
function watch() {
  const seen: Partial<Opening> = {}
  Object.assign(window, { seen })
  new MutationObserver(() => {
    if (seen.painted === undefined && document.querySelector("[data-stage-id]")) {
      seen.painted = Number.NaN
      requestAnimationFrame(() => {
        // What a frame asks for is done once that frame is painted.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          seen.painted = performance.now()
        }
        port2.postMessage(undefined)
      })
    }
    if (seen.ready === undefined && document.querySelector("[data-timeline-ready]")) seen.ready = performance.now()
  }).observe(document, { childList: true, subtree: true, attributeFilter: ["data-timeline-ready"] })
}

async function open(page: Page, address: string): Promise<Opening> {
  await page.addInitScript(watch)
  await page.goto(address)
  await page.waitForFunction(() => {
    const { seen } = window as unknown as { seen: Opening }
    return seen.painted > 0 && seen.ready > 0
  })
  return page.evaluate(() => {
    const [{ responseEnd }] = performance.getEntriesByType("navigation") as [PerformanceNavigationTiming]
    return { ...(window as unknown as { seen: Opening }).seen, response: responseEnd }
  })
}

async function openOnce(browser: Browser, address: string): Promise<Opening> {
  const { page, close } = await openPage(browser)
  const opening = await open(page, address)
  await close()
  return opening
}

async function dragOnce(browser: Browser, address: string): Promise<{ drag: Drag; files: string[] }> {
  const { page, close } = await openPage(browser)
  const files = new Set<string>()
  page.on("response", (response) => {
    const name = basename(new URL(response.url()).pathname)
    if (/\.(js|css)$/.test(name)) files.add(name)
  })
  // The stream of what others do has no end, and the network would never be idle.
  await page.route("**/live*", (route) => route.fulfill({ status: 204 }))
  await open(page, address)
  await page.waitForLoadState("networkidle")
  await painted(page)
  const drag = await dragBar(page, await meterOf(page))
  await close()
  return { drag, files: [...files] }
}

/** The yardstick: a page that holds a rect and a text for each stage and nothing else, from a server that does nothing. */
async function servePlainPages() {
  const pages = new Map(
    SIZES.map((size) => [
      `/${size}`,
      `<!doctype html><html lang="en"><body>${barMarkup(largePlan(size))}</body></html>`,
    ]),
  )
  const server = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8").end(pages.get(request.url ?? "") ?? "")
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

function importPlans(folder: string): Map<number, string> {
  const file = join(folder, "plan.json")
  return new Map(
    SIZES.map((size) => {
      const plan = largePlan(size)
      writeFileSync(file, writeDocument({ ...plan, plan: { ...plan.plan, id: `large-${size}` } }))
      const { status, stdout, stderr } = spawnSync(process.execPath, ["build/staycourse.js", "import", file], {
        env: { ...process.env, DATABASE_URL: "", STAYCOURSE_DATA: join(folder, "data") },
        encoding: "utf8",
      })
      const id = /is stored as (.+): /.exec(stdout)?.[1]
      if (status !== 0 || id === undefined) throw new Error(stderr || stdout)
      return [size, id]
    }),
  )
}

const packed = (text: string | Buffer): number => gzipSync(text).length / 1024

/** What React and the router alone take, packed: what any page of ours would load. */
async function reactAndRouter(): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: ["app/entry.client.tsx"],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    platform: "browser",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  })
  return packed(Buffer.from(outputFiles[0]?.contents ?? []))
}

/** A file of the build and all that it can come to load. */
function reachableFrom(names: readonly string[]): string[] {
  const all = readdirSync(ASSETS).filter((name) => /\.(js|css)$/.test(name) && !name.startsWith("manifest-"))
  const reached = new Set<string>(names)
  for (const name of reached) {
    if (!name.endsWith(".js")) continue
    const text = readFileSync(join(ASSETS, name), "utf8")
    for (const other of all) if (text.includes(other)) reached.add(other)
  }
  return [...reached]
}

async function sayBytes(loaded: readonly string[]) {
  const sizeOf = (name: string): number => packed(readFileSync(join(ASSETS, name)))
  const sum = (names: readonly string[]): number => names.reduce((total, name) => total + sizeOf(name), 0)
  const frame = await reactAndRouter()
  const own = sum(loaded) - frame
  const whole = sum(reachableFrom(loaded)) - frame
  console.log("\nJS and CSS of the Course, packed by gzip, KiB")
  for (const name of [...loaded].sort((a, b) => sizeOf(b) - sizeOf(a)))
    console.log(`  ${sizeOf(name).toFixed(1).padStart(7)} ${name}`)
  console.log(`up to the first drag ${sum(loaded).toFixed(1)}, of which React and router alone ${frame.toFixed(1)}`)
  console.log(`its own up to the first drag: ${own.toFixed(1)} · goal 60 ${own <= 60 ? "met" : "MISSED"}`)
  console.log(`its own, all of it: ${whole.toFixed(1)} · goal 180 ${whole <= 180 ? "met" : "MISSED"}`)
}

const folder = mkdtempSync(join(tmpdir(), "staycourse-bench-"))
mkdirSync(join(folder, "data"))
const ids = importPlans(folder)
const staycourse = await startStaycourse({ folder: join(folder, "data") })
const plain = await servePlainPages()
const browser = await openBrowser()
try {
  console.log(
    "The page of a plan on loopback, ms since it was asked for: median (least–most), and ratio to a plain page",
  )
  let loaded: string[] = []
  for (const size of SIZES) {
    const course = `${staycourse.address}/plans/${ids.get(size)}/course`
    await openOnce(browser, course)
    await openOnce(browser, `${plain.address}/${size}`)
    const rounds: { plain: Opening; course: Opening; drag: Drag }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const opened = {
        plain: await openOnce(browser, `${plain.address}/${size}`),
        course: await openOnce(browser, course),
      }
      const { drag, files } = await dragOnce(browser, course)
      rounds.push({ ...opened, drag })
      loaded = files
    }
    const say = (name: keyof Opening): string => {
      const figures = rounds.map((round) => round.course[name])
      const ratio = median(rounds.map((round) => round.course[name] / round.plain[name]))
      const goal = GOALS[name]
      return `${spread(figures, 0)} · ${ratio.toFixed(1)}× · goal ${goal} ${median(figures) <= goal ? "met" : "MISSED"}`
    }
    console.log(`${String(size).padStart(6)} stages: whole response ${say("response")}`)
    console.log(`          bars painted ${say("painted")}`)
    console.log(`          ready to drag ${say("ready")}`)
    const steps = (share: number): string =>
      spread(
        rounds.map(({ drag }) => quantile(drag.redrawn, share)),
        1,
      )
    const release = spread(
      rounds.map(({ drag }) => drag.release),
      1,
    )
    console.log(
      `          main thread in a drag: a step that redraws all ${steps(0.5)} · p95 ${steps(0.95)} · release ${release}`,
    )
  }
  await sayBytes(loaded)
} finally {
  await browser.close()
  plain.close()
  await staycourse.stop()
  rmSync(folder, { recursive: true, force: true })
}
