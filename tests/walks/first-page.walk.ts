import { expect, expectAccessible, test } from "../support/walk"

test("the first page comes alive under the content security policy", async ({ page }) => {
  const answer = await page.goto("/")
  expect(answer?.status()).toBe(200)
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  // React marks what it has taken over; without its scripts the page would only look alive.
  await page.waitForFunction(() => Object.keys(document.body).some((key) => key.startsWith("__react")))
})

for (const colorScheme of ["light", "dark"] as const) {
  test(`the first page is accessible in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto("/")
    await expectAccessible(page)
  })
}

test("fonts are our own", async ({ page, staycourse }) => {
  const fonts: string[] = []
  page.on("response", (response) => {
    if (response.request().resourceType() === "font") fonts.push(response.url())
  })
  await page.goto("/")
  await page.evaluate(() => document.fonts.ready)
  expect(fonts.length).toBeGreaterThan(0)
  expect(fonts.filter((url) => !url.startsWith(`${staycourse.address}/assets/`))).toEqual([])
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("the first page says the same", async ({ page }) => {
    await page.goto("/")
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  })
})

test.describe("an address that leads nowhere", () => {
  test.use({ expectedComplaints: [/status of 404/] })

  test("it says so, and leads back", async ({ page }) => {
    expect((await page.goto("/nowhere"))?.status()).toBe(404)
    await expect(page).toHaveTitle("No such page · Staycourse")
    await expectAccessible(page)
    await page.getByRole("link", { name: "See all plans" }).click()
    await expect(page).toHaveTitle("Plans · Staycourse")
  })
})
