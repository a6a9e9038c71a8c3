import type { Locator, Page } from "@playwright/test"
import { type Running, startStaycourse } from "../support/server"
import { expect, test as walk } from "../support/walk"

const RECORD = "one-member-record"
const CLAIMS = "proactive-claims"

// These walks move stages, so they have a Staycourse of their own. Each takes back what it did.
const test = walk.extend<{ course: Page }, { own: Running }>({
  own: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const running = await startStaycourse()
      await use(running)
      await running.cleanUp()
    },
    { scope: "worker" },
  ],
  course: async ({ page, own }, use) => {
    await openCourse(page, own)
    expect(await monthsOf(page, RECORD)).toEqual([21, 42])
    await use(page)
  },
})
// One after another: they share the plan.
test.describe.configure({ mode: "serial" })

async function openCourse(page: Page, { address }: Running): Promise<void> {
  await page.goto(`${address}/plans/saltmarsh-mutual/course`)
  await page.waitForSelector("[data-timeline-ready]")
}

const saved = (page: Page): Locator => page.getByText(/^Saved \d\d:\d\d$/)

/** Takes the last change back, once it is stored, and waits until that is stored too. */
async function takeBack(page: Page, stage: string, months: [start: number, end: number]): Promise<void> {
  await expect(saved(page)).toBeVisible()
  const root = page.locator("[data-plan-revision]")
  const revision = (await root.getAttribute("data-plan-revision")) ?? ""
  await page.keyboard.press("Control+z")
  await expect(root).not.toHaveAttribute("data-plan-revision", revision)
  expect(await monthsOf(page, stage)).toEqual(months)
}

const bar = (page: Page, stage: string): Locator => page.locator(`[data-stage-id="${stage}"]`)
const said = (page: Page): Locator => page.locator(".course").getByRole("status")
const chip = (page: Page): Locator => page.locator(".drag-chip")

/** Where a bar lies, in whole months from the plan's start. */
async function monthsOf(page: Page, stage: string): Promise<[start: number, end: number]> {
  const area = await page.locator(".course-plane").boundingBox()
  const box = await bar(page, stage).boundingBox()
  if (!area || !box) throw new Error(`${stage} is not drawn`)
  const month = (x: number): number => Math.round(((x - area.x) / area.width) * 60)
  return [month(box.x), month(box.x + box.width)]
}

/** Takes a bar by its middle and carries it by months, without letting go. */
async function carry(page: Page, stage: string, months: number): Promise<void> {
  const area = await page.locator(".course-plane").boundingBox()
  const box = await bar(page, stage).boundingBox()
  if (!area || !box) throw new Error(`${stage} is not drawn`)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + (area.width / 60) * months, y, { steps: 8 })
}

test("a press that travels less than four pixels selects and moves nothing", async ({ course: page }) => {
  const before = await monthsOf(page, RECORD)
  const box = await bar(page, RECORD).boundingBox()
  if (!box) throw new Error("no bar")
  await page.mouse.move(box.x + 60, box.y + 6)
  await page.mouse.down()
  await page.mouse.move(box.x + 63, box.y + 6)
  await expect(chip(page)).toHaveCount(0)
  await page.mouse.up()
  await expect(page).toHaveURL(/sel=stage(%3A|:)one-member-record/)
  expect(await monthsOf(page, RECORD)).toEqual(before)
})

test("while a bar is carried, load, findings and lines answer; Escape puts everything back", async ({
  course: page,
}) => {
  expect(await monthsOf(page, RECORD)).toEqual([21, 42])
  const load = page.locator('[data-row="resources/1-data-and-platform"] .load-cell')
  const before = await load.allTextContents()
  await carry(page, RECORD, 3)
  expect(await monthsOf(page, RECORD)).toEqual([24, 45])
  await expect(chip(page)).toHaveText("Jan 2027 → Apr 2027, three months later")
  expect(await load.allTextContents()).not.toEqual(before)
  await expect(page.locator('[data-row="stages/proactive-claims"] [data-rule="STAG001"]')).toHaveClass(/would-arise/)
  await expect(page.locator(".wire.is-broken")).toHaveCount(1)
  await page.keyboard.press("Escape")
  expect(await monthsOf(page, RECORD)).toEqual([21, 42])
  expect(await load.allTextContents()).toEqual(before)
  await page.mouse.up()
  await page.reload()
  await page.waitForSelector("[data-timeline-ready]")
  expect(await monthsOf(page, RECORD)).toEqual([21, 42])
})

test("let go, it asks whether what waits moves too; moving both is stored", async ({ course: page }) => {
  await carry(page, RECORD, 3)
  await page.mouse.up()
  const question = page.getByRole("dialog", { name: "Move what waits for this?" })
  await expect(question).toContainText("Proactive claims waits for One member record")
  await expect(question.getByRole("button", { name: "Move both" })).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(question).toHaveCount(0)
  await expect(bar(page, RECORD)).toBeFocused()
  expect(await monthsOf(page, CLAIMS)).toEqual([45, 60])
  await expect(saved(page)).toBeVisible()
  await page.reload()
  await page.waitForSelector("[data-timeline-ready]")
  expect(await monthsOf(page, RECORD)).toEqual([24, 45])
  expect(await monthsOf(page, CLAIMS)).toEqual([45, 60])
  await page.keyboard.press("Control+z")
  await expect(async () => expect(await monthsOf(page, CLAIMS)).toEqual([42, 57])).toPass()
  await expect(saved(page)).toBeVisible()
})

test("only this moves only this; put it back moves nothing", async ({ course: page }) => {
  await carry(page, RECORD, 2)
  await page.mouse.up()
  await page.getByRole("button", { name: "Put it back" }).click()
  expect(await monthsOf(page, RECORD)).toEqual([21, 42])
  await carry(page, RECORD, 2)
  await page.mouse.up()
  await page.getByRole("button", { name: "Only this" }).click()
  expect(await monthsOf(page, RECORD)).toEqual([23, 44])
  expect(await monthsOf(page, CLAIMS)).toEqual([42, 57])
  await takeBack(page, RECORD, [21, 42])
})

test("the same by keys: M, arrows, Enter; an end with a bracket", async ({ course: page }) => {
  await bar(page, "leaders-listen-and-learn").focus()
  await page.keyboard.press("m")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("Shift+ArrowRight")
  await expect(said(page)).toContainText("Leaders listen and learn, May 2027 to April 2028, four months later.")
  expect(await monthsOf(page, "leaders-listen-and-learn")).toEqual([25, 37])
  await page.keyboard.press("Escape")
  expect(await monthsOf(page, "leaders-listen-and-learn")).toEqual([21, 33])
  await page.keyboard.press("]")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("Enter")
  expect(await monthsOf(page, "leaders-listen-and-learn")).toEqual([21, 35])
  await takeBack(page, "leaders-listen-and-learn", [21, 33])
})

test("an end is pulled by its handle", async ({ course: page }) => {
  const area = await page.locator(".course-plane").boundingBox()
  const box = await bar(page, "leaders-listen-and-learn").boundingBox()
  if (!area || !box) throw new Error("no bar")
  const y = box.y + box.height / 2
  // Just inside: a finding may stand before the bar.
  await page.mouse.move(box.x + 4, y)
  await page.mouse.down()
  await page.mouse.move(box.x + 4 + (area.width / 60) * 2, y, { steps: 5 })
  await expect(chip(page)).toHaveText("Jan 2027 → Mar 2027, two months shorter")
  await page.mouse.up()
  expect(await monthsOf(page, "leaders-listen-and-learn")).toEqual([23, 33])
  await takeBack(page, "leaders-listen-and-learn", [21, 33])
})

test("what cannot move stays, and says why beside its bar and aloud", async ({ course: page }) => {
  const before = await monthsOf(page, "hear-every-member")
  await carry(page, "hear-every-member", 2)
  await expect(chip(page)).toContainText("Change it in History.")
  expect(await monthsOf(page, "hear-every-member")).toEqual(before)
  await page.mouse.up()
  await expect(said(page)).toContainText("Hear every member stays where it was.")
  await expect(page.getByText("All saved")).toBeVisible()
})

test("one tab stop leads into the grid; arrows go on from there", async ({ course: page }) => {
  const stops = page.locator('.course-scroll [data-cell][tabindex="0"]')
  await expect(stops).toHaveCount(1)
  await stops.focus()
  await expect(stops).toHaveText("Metrics")
  await page.keyboard.press("ArrowDown")
  await expect(page.locator(":focus")).toHaveAttribute("data-row", "metrics/1-resolved-without-chasing")
  await page.keyboard.press("ArrowUp")
  await page.keyboard.press("ArrowLeft")
  await expect(page.locator('[data-lane="metrics"]')).toHaveClass(/is-folded/)
  await expect(stops).toHaveCount(1)
})

test("the crosshair is pinned on the axis, and reads every lane aloud by keys", async ({ course: page }) => {
  await bar(page, RECORD).focus()
  await page.keyboard.press("c")
  await page.keyboard.press("Shift+ArrowRight")
  await expect(page.locator(".axis-chip.is-pinned")).toHaveText("Feb 2027")
  await expect(said(page)).toContainText("February 2027: Resolved without chasing")
  await page.keyboard.press("Escape")
  await expect(page.locator(".axis-chip.is-pinned")).toHaveCount(0)
})
