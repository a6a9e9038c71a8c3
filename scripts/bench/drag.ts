import type { Page } from "@playwright/test"
import { type Meter, painted, workOf } from "./browser"

const MOVES = 40
const PIXELS = 200

/** What one drag cost the main thread, in milliseconds. */
export type Drag = {
  press: number
  /** Each move of the mouse. */
  moves: number[]
  /** Those after which the plan was checked again and money and load were drawn anew. */
  redrawn: number[]
  release: number
}

/** Drags a bar from the middle of the page by 200 pixels, with the mouse, in 40 moves. */
export async function dragBar(page: Page, meter: Meter): Promise<Drag> {
  // Lanes above the bars may fill the whole window.
  await page.evaluate(() => document.querySelector("[data-stage-id]")?.scrollIntoView({ block: "start" }))
  await painted(page)
  const { x, y, way } = await page.evaluate(barToDrag, PIXELS)
  await page.mouse.move(x, y)
  await painted(page)
  const press = await workOf(page, meter, () => page.mouse.down())
  const moves: number[] = []
  const redrawn: number[] = []
  let runs = await checkRuns(page)
  for (let n = 1; n <= MOVES; n++) {
    const work = await workOf(page, meter, () => page.mouse.move(x + (way * PIXELS * n) / MOVES, y))
    const since = await checkRuns(page)
    moves.push(work)
    if (since > runs) redrawn.push(work)
    runs = since
  }
  const release = await workOf(page, meter, () => page.mouse.up())
  return { press, moves, redrawn, release }
}

const checkRuns = (page: Page): Promise<number> =>
  page.evaluate(() => performance.getEntriesByName("checks-end").length)

/** The middle of a bar that the mouse can take hold of, and the way in which it has room to move. Runs in the page. */
function barToDrag(room: number): { x: number; y: number; way: 1 | -1 } {
  const isFree = (bar: Element, x: number, y: number): boolean => {
    const top = document.elementFromPoint(x, y)
    return top !== null && top.closest("[data-stage-id]") === bar && top.closest("[data-handle]") === null
  }
  const fits = [...document.querySelectorAll("[data-stage-id]")].flatMap((bar) => {
    const { left, right, top, bottom } = bar.getBoundingClientRect()
    const [x, y] = [(left + right) / 2, (top + bottom) / 2]
    return right - left > 30 && isFree(bar, x, y) ? [{ x, y, left, right }] : []
  })
  const grid = document.querySelector(".course-plane")?.getBoundingClientRect()
  const [start, end] = grid ? [grid.left, grid.right] : [266, innerWidth]
  const bar = fits.find(({ left, right }) => right + room < end || left - room > start)
  if (!bar) throw new Error("No bar in sight has room to be dragged.")
  return { x: bar.x, y: bar.y, way: bar.right + room < end ? 1 : -1 }
}
