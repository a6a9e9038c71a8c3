import type { Locator, Page } from "@playwright/test"
import { type Running, startStaycourse } from "../support/server"
import { expect, expectAccessible, test as walk } from "../support/walk"

const CARE = "vulnerable-member-care"
const RUN = "make-it-how-we-run"
const RENEWALS = "no-surprise-renewals"
const LEADERS = "leaders-listen-and-learn"

// These walks change the plan, so they have a Staycourse of their own. Each takes back what it did.
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
    await page.goto(`${own.address}/plans/saltmarsh-mutual/course`)
    await page.waitForSelector("[data-timeline-ready]")
    await use(page)
  },
})
test.describe.configure({ mode: "serial" })

const bar = (page: Page, stage: string): Locator => page.locator(`[data-stage-id="${stage}"]`)
const row = (page: Page, stage: string): Locator => page.locator(`[data-row="stages/${stage}"]`)
const said = (page: Page): Locator => page.locator(".course").getByRole("status")
const chip = (page: Page): Locator => page.locator(".drag-chip")

/** The month in which a bar begins, counted from the plan's start. */
async function startOf(page: Page, stage: string): Promise<number> {
  const area = await page.locator(".course-plane").boundingBox()
  const box = await bar(page, stage).boundingBox()
  if (!area || !box) throw new Error(`${stage} is not drawn`)
  return Math.round(((box.x - area.x) / area.width) * 60)
}

/** Takes the last change back, and waits until that is stored. */
async function takeBack(page: Page): Promise<void> {
  await expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible()
  const root = page.locator("[data-plan-revision]")
  const revision = (await root.getAttribute("data-plan-revision")) ?? ""
  await page.keyboard.press("Control+z")
  await expect(root).not.toHaveAttribute("data-plan-revision", revision)
}

test("stages that are selected together move together, and one undo takes both back", async ({ course: page }) => {
  await bar(page, CARE).click({ position: { x: 60, y: 6 } })
  await bar(page, RUN).click({ position: { x: 20, y: 6 }, modifiers: ["Control"] })
  await expect(said(page)).toHaveText("2 stages selected.")
  await expect(page.getByRole("heading", { name: "2 stages" })).toBeVisible()
  await expectAccessible(page)

  const area = await page.locator(".course-plane").boundingBox()
  const box = await bar(page, CARE).boundingBox()
  if (!area || !box) throw new Error("not drawn")
  await page.mouse.move(box.x + 60, box.y + 6)
  await page.mouse.down()
  await page.mouse.move(box.x + 60 - (area.width / 60) * 3, box.y + 6, { steps: 6 })
  await expect(chip(page)).toHaveText("2 stages, Apr 2028 → Jan 2028, three months earlier")
  expect([await startOf(page, CARE), await startOf(page, RUN)]).toEqual([33, 45])
  await page.mouse.up()
  await expect(page.locator(".toast")).toContainText("Moved 2 stages three months earlier. Cost keeps its shape.")
  await page.reload()
  await page.waitForSelector("[data-timeline-ready]")
  expect([await startOf(page, CARE), await startOf(page, RUN)]).toEqual([33, 45])
  await page.keyboard.press("Control+z")
  await expect.poll(async () => [await startOf(page, CARE), await startOf(page, RUN)]).toEqual([36, 48])
})

test("the same by keys, and Escape puts them back", async ({ course: page }) => {
  await row(page, RENEWALS).focus()
  await page.keyboard.press(" ")
  await page.keyboard.press("Shift+ArrowDown")
  await expect(said(page)).toHaveText("2 stages selected.")
  await page.keyboard.press("m")
  await page.keyboard.press("ArrowRight")
  await expect(said(page)).toContainText("and one other stage, one month later.")
  await page.keyboard.press("Escape")
  await expect(said(page)).toHaveText("2 stages are back where they were.")
  expect(await startOf(page, RENEWALS)).toBe(30)
})

test("the same by form", async ({ course: page }) => {
  await bar(page, CARE).click({ position: { x: 60, y: 6 } })
  await bar(page, RUN).click({ position: { x: 20, y: 6 }, modifiers: ["Control"] })
  await page.getByLabel("Move by months").fill("-1")
  await page.getByRole("button", { name: "Move", exact: true }).click()
  await expect(page.locator(".toast")).toContainText("Moved 2 stages one month earlier")
  expect([await startOf(page, CARE), await startOf(page, RUN)]).toEqual([35, 47])
  await takeBack(page)
  await expect.poll(async () => [await startOf(page, CARE), await startOf(page, RUN)]).toEqual([36, 48])
})

test("a link is drawn from a gate to a row; what it breaks is shown before it is made", async ({ course: page }) => {
  const gate = row(page, RENEWALS).locator(".gate.is-exit")
  const [from, to] = [await gate.boundingBox(), await bar(page, LEADERS).boundingBox()]
  if (!from || !to) throw new Error("not drawn")
  await page.mouse.move(from.x + 10, from.y + 10)
  await page.mouse.down()
  await page.mouse.move(from.x + 11, from.y + 2)
  await expect(chip(page)).toHaveText("drop on what waits for this")
  await page.mouse.move(to.x + 30, to.y + 6, { steps: 5 })
  await expect(chip(page)).toHaveText("waits for No-surprise renewals")
  await expect(page.locator(".wire.is-broken")).toHaveCount(1)
  await expect(row(page, LEADERS).locator('[data-rule="STAG001"]')).toHaveClass(/would-arise/)
  await page.keyboard.press("Escape")
  await expect(said(page)).toHaveText("No link was made.")
  await expect(page.locator(".wire.is-broken")).toHaveCount(0)
  await page.mouse.up()
})

test("the same by L and the arrows; it is stored and can be taken back", async ({ course: page }) => {
  await row(page, LEADERS).focus()
  const wires = await page.locator(".wire").count()
  await page.keyboard.press("l")
  await expect(said(page)).toContainText("Linking from Leaders listen and learn.")
  for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowDown")
  await expect(said(page)).toContainText("No-surprise renewals would wait for Leaders listen and learn.")
  await page.keyboard.press("Enter")
  await expect(said(page)).toContainText("No-surprise renewals now waits for Leaders listen and learn.")
  await expect(page.locator(".wire")).toHaveCount(wires + 1)
  await takeBack(page)
  await expect(page.locator(".wire")).toHaveCount(wires)
})

test("letter keys that were turned off are still off after a reload, and so is the height of the problems", async ({
  course: page,
}) => {
  await page.getByRole("button", { name: "Keys and help" }).click()
  await page.getByLabel("Single letters work").uncheck()
  await page.getByRole("button", { name: "Close", exact: true }).click()
  const edge = page.getByRole("separator", { name: "Height of the problems" })
  await edge.press("ArrowUp")
  await expect(edge).toHaveAttribute("aria-valuenow", "5")
  await page.reload()
  await page.waitForSelector("[data-timeline-ready]")
  await expect(edge).toHaveAttribute("aria-valuenow", "5")
  await row(page, LEADERS).focus()
  await page.keyboard.press("l")
  await expect(chip(page)).toHaveCount(0)
})
