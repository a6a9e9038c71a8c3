import { expectAccessibleEverywhere } from "../support/everywhere"
import { expect, test } from "../support/walk"

test("the catalogue is searched as one types, and its address can be sent", async ({ page }) => {
  await page.goto("/checks")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^\d+ checks read every plan$/)
  await page.getByLabel("Look for").fill("sponsor-gap")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One check speaks of “sponsor-gap”")
  await expect(page).toHaveURL(/q=sponsor-gap/)
  await page.getByLabel("In the order of").selectOption("How much they matter")
  await expect(page.getByRole("heading", { name: "Must settle" })).toBeVisible()
  await page.getByRole("link", { name: /SPON001/ }).click()
  await expect(page).toHaveTitle("SPON001 Nobody at the top sponsors the work for a while · Staycourse")
})

test("a rule's page shows its examples as small plans, and leads to the next rule", async ({ page }) => {
  await page.goto("/checks/FUND001")
  const example = page.getByRole("figure").filter({ hasText: "The money ends a year before the work" })
  await expect(example.getByRole("img", { name: /^A small plan/ })).toBeVisible()
  await expect(example).toContainText("From 1 January 2028 there is no money for Listen: £0.37m is needed")
  const silent = page.getByRole("figure").filter({ hasText: "The money is exactly what is needed" })
  await expect(silent).toContainText("Nothing to say.")
  await page
    .getByRole("navigation", { name: "Other checks" })
    .getByRole("link", { name: /FUND002/ })
    .click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Work rests on money that nobody has decided")
})

for (const path of ["/checks", "/checks/FUND001", "/checks/LOAD002"]) {
  test(`${path} is accessible in both themes at three widths`, async ({ page }) => {
    await page.goto(path)
    await expectAccessibleEverywhere(page)
  })
}

test.describe("a word that names no rule", () => {
  test.use({ expectedComplaints: [/status of 404/] })

  test("is answered with the nearest", async ({ page }) => {
    expect((await page.goto("/checks/FUND01"))?.status()).toBe(404)
    await expect(page).toHaveTitle("No such check · Staycourse")
    await expectAccessibleEverywhere(page)
    await page.getByRole("link", { name: "FUND001" }).click()
    await expect(page).toHaveURL(/\/checks\/FUND001$/)
  })
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("the catalogue is searched with its button, and rules are drawn", async ({ page }) => {
    await page.goto("/checks")
    await page.getByLabel("Look for").fill("champion-not-officer")
    await page.getByRole("button", { name: "Look", exact: true }).click()
    await page.getByRole("link", { name: /SPON002/ }).click()
    await expect(page.getByRole("figure").first()).toBeVisible()
  })
})
