import type { Browser } from "@playwright/test"
import { build } from "esbuild"
import { meterOf, openBrowser, openPage, painted, workOf } from "./browser"
import { type Drag, dragBar } from "./drag"
import type { What } from "./drawn-alone"
import { median, quantile, ROUNDS, spread } from "./rounds"

// Sizes may be named: npm run bench -- timeline 100
const NAMED = process.argv.slice(2).map(Number)
const SIZES = NAMED.length > 0 ? NAMED : [20, 100, 500]
/** How many times raw SVG bars alone, and the whole Course, may cost. */
const BARS: Record<number, number> = { 20: 1.5, 500: 1.2 }
const COURSE: Record<number, number> = { 500: 2 }

const { outputFiles } = await build({
  entryPoints: ["scripts/bench/drawn-alone.ts"],
  outdir: "build/bench",
  bundle: true,
  write: false,
  minify: true,
  format: "iife",
  target: "es2022",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "error",
})
const [script, styles] = [".js", ".css"].map((ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.text)
const empty = `<!doctype html><html lang="en"><style>${styles}</style><div id="root" style="height:100vh"></div></html>`

/** A page that is ready to draw something and has nothing else to do. */
async function openReady(browser: Browser, what: What, stages: number) {
  const { page, close } = await openPage(browser)
  await page.setContent(empty)
  await page.addScriptTag({ content: script })
  await page.evaluate(([what, stages]) => window.prepare(what, stages), [what, stages] as const)
  await painted(page)
  return { page, close, meter: await meterOf(page) }
}

async function drawingWork(browser: Browser, what: What, stages: number) {
  const { page, close, meter } = await openReady(browser, what, stages)
  const work = await workOf(page, meter, async () => {
    await page.evaluate(() => window.draw())
    await page.waitForSelector("[data-timeline-ready]", { state: "attached" })
  })
  const elements = await page.evaluate(() => document.querySelectorAll("*").length)
  await close()
  return { work, elements }
}

async function dragWork(browser: Browser, what: What, stages: number): Promise<Drag> {
  const { page, close, meter } = await openReady(browser, what, stages)
  await page.evaluate(() => window.draw())
  await page.waitForSelector("[data-timeline-ready]", { state: "attached" })
  await painted(page)
  const drag = await dragBar(page, meter)
  await close()
  return drag
}

const judge = (ratio: number, goal: number | undefined): string =>
  goal === undefined ? "" : ` · goal ${goal}× ${ratio <= goal ? "met" : "MISSED"}`

const browser = await openBrowser()

// R1, R3: to draw bars alone, and the whole Course, beside raw SVG in the same round.
console.log("Main thread to draw, ms: median (least–most), and ratio to raw SVG within a round")
for (const stages of SIZES) {
  const rounds: Record<What, { work: number; elements: number }>[] = []
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({
      raw: await drawingWork(browser, "raw", stages),
      bars: await drawingWork(browser, "bars", stages),
      course: await drawingWork(browser, "course", stages),
    })
  }
  const of = (what: What): string =>
    spread(
      rounds.map((round) => round[what].work),
      1,
    )
  const ratios = (what: What): number[] => rounds.map((round) => round[what].work / round.raw.work)
  const [bars, course] = [ratios("bars"), ratios("course")]
  console.log(`${String(stages).padStart(6)} stages: raw SVG ${of("raw")}`)
  console.log(`          bars only ${of("bars")} · ${spread(bars)}×${judge(median(bars), BARS[stages])}`)
  console.log(
    `          whole Course ${of("course")} · ${spread(course)}×${judge(median(course), COURSE[stages])} · ${rounds[0]?.course.elements} elements`,
  )
}

// D1, D3: a drag of 200 pixels in 40 moves of the mouse, the checks, money and load redrawn whenever the month changes.
console.log("\nMain thread in a drag, ms: median (least–most) of five rounds")
for (const stages of SIZES) {
  const rounds: Record<"raw" | "course", Drag>[] = []
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({
      raw: await dragWork(browser, "raw", stages),
      course: await dragWork(browser, "course", stages),
    })
  }
  const say = (read: (drag: Drag) => number, what: "raw" | "course"): string =>
    spread(
      rounds.map((round) => read(round[what])),
      1,
    )
  const p95 = median(rounds.map(({ course }) => quantile(course.redrawn, 0.95)))
  const ratio = spread(rounds.map(({ raw, course }) => median(course.redrawn) / median(raw.moves)))
  console.log(
    `${String(stages).padStart(6)} stages: raw SVG, a step: ${say(({ moves }) => median(moves), "raw")} · p95 ${say(({ moves }) => quantile(moves, 0.95), "raw")}`,
  )
  console.log(
    `          Course, any step: ${say(({ moves }) => median(moves), "course")} · p95 ${say(({ moves }) => quantile(moves, 0.95), "course")}`,
  )
  console.log(
    `          Course, a step that redraws all (${rounds[0]?.course.redrawn.length} of 40): ${say(({ redrawn }) => median(redrawn), "course")} · p95 ${say(({ redrawn }) => quantile(redrawn, 0.95), "course")} · ${ratio}× · goal p95 8 ms ${p95 <= 8 ? "met" : "MISSED"}`,
  )
  const [press, release] = [say(({ press }) => press, "course"), say(({ release }) => release, "course")]
  const worst = Math.max(...rounds.map(({ course }) => Math.max(course.press, course.release)))
  console.log(`          press ${press} · release ${release} · goal 32 ms ${worst <= 32 ? "met" : "MISSED"}`)
}
await browser.close()
