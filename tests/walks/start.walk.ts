import { expectAccessibleEverywhere } from "../support/everywhere"
import { expect, test } from "../support/walk"

const SAMPLE = "Saltmarsh Mutual: keep our word"

test("the plans stand on one calendar, each leads to its Course, and the last row adds them up", async ({ page }) => {
  await page.goto("/")
  await expect(page).toHaveTitle("Plans · Staycourse")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/plans?, .* decisions? due$/)
  const strip = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: SAMPLE }) })
    .first()
  await expect(strip).toContainText("month 20 of 60, seen on 21 November 2026")
  await expect(strip).toContainText("Board decides 3 December")
  await expect(strip).toContainText("£21.0m of £36.0m committed")
  await expect(strip).toContainText("must settle")

  const sum = page.getByRole("heading", { name: "by year" }).first()
  await expect(sum).toBeVisible()
  await page.getByText("Show as table").first().click()
  await expect(page.getByRole("table").first()).toContainText("Total")

  await strip.getByRole("link", { name: SAMPLE }).click()
  await expect(page).toHaveURL(/\/plans\/saltmarsh-mutual\/course/)
})

test("the whole strip leads where its name does", async ({ page }) => {
  await page.goto("/")
  const strip = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: SAMPLE }) })
    .first()
  await strip.click({ position: { x: 600, y: 20 } })
  await expect(page).toHaveURL(/\/plans\/saltmarsh-mutual\/course/)
})

test("the bars of the strip are done, paid for, asked for and without a source where the money changes", async ({
  page,
}) => {
  await page.goto("/")
  const strip = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: SAMPLE }) })
    .first()
  for (const kind of ["done", "paid", "asked", "none"]) {
    expect(await strip.locator(`.silhouette-bar.is-${kind}`).count()).toBeGreaterThan(0)
  }
  const [paid, ends] = await Promise.all([
    strip.locator(".silhouette-bar.is-paid").last().boundingBox(),
    strip.locator(".silhouette-ends").boundingBox(),
  ])
  // April 2028, the first month that is not paid for, is where the last paid bar ends.
  expect(Math.abs((paid?.x ?? 0) + (paid?.width ?? 0) - (ends?.x ?? 0))).toBeLessThan(2)
})

test("the list is accessible in both themes at three widths", async ({ page }) => {
  await page.goto("/")
  await expectAccessibleEverywhere(page)
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("the list says the same and leads on", async ({ page }) => {
    await page.goto("/")
    await expect(page.getByText("Board decides 3 December").first()).toBeVisible()
    await page.getByRole("link", { name: "New plan" }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Start with the promise")
  })
})
