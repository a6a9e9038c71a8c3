import { fileURLToPath } from "node:url"
import type { Page } from "@playwright/test"
import { expectAccessibleEverywhere } from "../support/everywhere"
import { expect, test } from "../support/walk"

const sample = fileURLToPath(new URL("../../db/samples/saltmarsh-mutual.json", import.meta.url))
const ROWS =
  "Stage\tStart\tEnd\tCost\nListen\tApr 2027\tMar 2028\t£1.2m\nPilot\tQ2 2028\tQ4 2028\t350k\nBad\tsoon\tlater\t3"

/** From the first page to a plan, by what stands on the pages alone. */
async function makeFromTemplate(page: Page, name: string) {
  await page.goto("/")
  await page.getByRole("link", { name: "New plan" }).click()
  await page.getByLabel("In five years, our customers will say we are").fill("the company that keeps its word")
  await page.getByRole("button", { name: "Use the template" }).click()
  await expect(page.getByLabel("In five years")).toHaveValue("the company that keeps its word")
  await page.getByLabel("What do you call it?").fill(name)
  await page.getByRole("button", { name: "Create the plan" }).click()
  await expect(page).toHaveURL(/\/plans\/[a-z0-9-]+\/course$/)
}

test("a new plan is three pages away, keeps the promise, and says what is to fill in", async ({ page }) => {
  await makeFromTemplate(page, "A walk of ours")
  await expect(page.getByText("the company that keeps its word").first()).toBeVisible()
  await expect(page.getByText("To fill in: 14").first()).toBeVisible()
  await expect(page.getByText("Hear every customer").first()).toBeVisible()
  await page.goto("/")
  const strip = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "A walk of ours" }) })
  await expect(strip.first()).toContainText("Draft, not yet sent")
  await expect(strip.first()).toContainText("To fill in: 14")
})

test("the promise may be left blank, and Enter in it takes the first door", async ({ page }) => {
  await page.goto("/new")
  await page.getByLabel("In five years").press("Enter")
  await expect(page.getByRole("heading", { name: "The five-year template, on your calendar" })).toBeVisible()
})

test("pasted rows are shown as they were understood, and only then become a plan", async ({ page }) => {
  await page.goto("/new")
  await page.getByRole("button", { name: "Paste rows" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What do you have already?")
  await page.getByLabel("Rows").fill(ROWS)
  await page.getByRole("button", { name: "See what was understood" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("2 rows were understood, one was left out")
  await expect(page.getByText("Row 4, “Bad”, has a start that cannot be read: “soon”.")).toBeVisible()
  await expect(page.getByRole("row", { name: /Pilot/ })).toContainText("April 2028December 2028£350,000")

  await page.getByLabel(/by our financial year/).check()
  await page.getByRole("button", { name: "Read again" }).first().click()
  await expect(page.getByRole("row", { name: /Pilot/ })).toContainText("July 2027March 2028£350,000")

  await page.getByLabel("What do you call it?").fill("Rows of ours")
  await page.getByRole("button", { name: "Create the plan" }).click()
  await expect(page).toHaveURL(/\/plans\/rows-of-ours(-\d+)?\/course$/)
  await expect(page.getByText("Listen").first()).toBeVisible()
})

test("a Staycourse file is shown before it is saved", async ({ page }) => {
  await page.goto("/new")
  const chooser = page.waitForEvent("filechooser")
  await page.getByRole("button", { name: "Choose a file" }).click()
  await (await chooser).setFiles(sample)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("“Saltmarsh Mutual: keep our word” can be read")
  await expect(page.getByText("This plan is here already.")).toBeVisible()
  await expect(page.getByText("5 workstreams, 10 stages")).toBeVisible()
  await page.getByRole("button", { name: "Save this plan" }).click()
  await expect(page).toHaveURL(/\/plans\/saltmarsh-mutual-\d+\/course$/)
})

test("the sample and a real programme open from the first run", async ({ page }) => {
  await page.goto("/new")
  await page.getByRole("button", { name: "Look around" }).click()
  await expect(page).toHaveURL(/\/plans\/saltmarsh-mutual\/course$/)
  await page.goto("/new")
  await page.getByText("Or look at one of six real programmes").click()
  await page.getByRole("button", { name: "DBS Bank, seen in January 2014" }).click()
  await expect(page).toHaveURL(/\/plans\/dbs\/course$/)
})

test.describe("what cannot be taken", () => {
  test.use({ expectedComplaints: [/status of 4(13|22)/] })

  test("a file that is no valid plan is refused with each problem and its path", async ({ page }) => {
    await page.goto("/new/import")
    const text = JSON.stringify({ format: "staycourse/plan@1", plan: { id: "a" }, stages: [{ end: "soon" }] })
    await page
      .getByLabel("File")
      .setInputFiles({ name: "plan.json", mimeType: "application/json", buffer: Buffer.from(text) })
    await page.getByRole("button", { name: "See what is in it" }).click()
    const alert = page.getByRole("alert")
    await expect(alert).toContainText("“plan.json” is not a plan that can be read")
    await expect(alert).toContainText('stages[0].end: found "soon"')
    await expectAccessibleEverywhere(page)
  })

  test("fifty megabytes are refused in words, with and without scripts", async ({ page, browser, staycourse }) => {
    const buffer = Buffer.alloc(50 * 1024 * 1024 - 1000, 97)
    const file = { name: "huge.json", mimeType: "application/json", buffer }
    for (const each of [page, await (await browser.newContext({ javaScriptEnabled: false })).newPage()]) {
      await each.goto(`${staycourse.address}/new/import`)
      await each.getByLabel("File").setInputFiles(file)
      const answer = each.waitForResponse((response) => response.request().method() === "POST")
      await each.getByRole("button", { name: "See what is in it" }).click()
      expect((await answer).status()).toBe(413)
      await expect(each.getByRole("alert")).toContainText(
        "This file is too large: it has 50 MiB, and a plan may have 32.",
      )
    }
  })
})

test.describe("a connection that is lost", () => {
  test.use({ expectedComplaints: [/ERR_INTERNET_DISCONNECTED/] })

  test("a form that does not arrive keeps what was typed, and says so", async ({ page, context }) => {
    await page.goto("/new/template")
    await page.getByLabel("What do you call it?").fill("Not lost")
    await context.setOffline(true)
    await page.getByRole("button", { name: "Create the plan" }).click()
    await expect(page.getByRole("alert")).toContainText("This did not arrive, and nothing was stored.")
    await expect(page.getByLabel("What do you call it?")).toHaveValue("Not lost")
    await context.setOffline(false)
    await page.getByRole("button", { name: "Create the plan" }).click()
    await expect(page).toHaveURL(/\/plans\/not-lost(-\d+)?\/course$/)
  })
})

for (const path of ["/new", "/new/template?promise=kind", "/new/import"]) {
  test(`${path} is accessible in both themes at three widths`, async ({ page }) => {
    await page.goto(path)
    await expectAccessibleEverywhere(page)
  })
}

test("a preview of rows is accessible in both themes at three widths", async ({ page }) => {
  await page.goto("/new/import")
  await page.getByLabel("Rows").fill(`${ROWS}\nLate\t1/4/2029\t2/5/2030\t1`)
  await page.getByRole("button", { name: "See what was understood" }).click()
  await expect(page.getByRole("button", { name: "Create the plan" })).toBeVisible()
  await expectAccessibleEverywhere(page)
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("a plan is made from the template", async ({ page }) => {
    await makeFromTemplate(page, "Plain walk")
    await expect(page.getByText("Hear every customer").first()).toBeVisible()
  })

  test("a file and rows are shown, then saved", async ({ page }) => {
    await page.goto("/new")
    await page.getByRole("button", { name: "Choose a file" }).click()
    await page.getByLabel("File").setInputFiles(sample)
    await page.getByRole("button", { name: "See what is in it" }).click()
    await page.getByRole("button", { name: "Save this plan" }).click()
    await expect(page).toHaveURL(/\/plans\/saltmarsh-mutual-\d+\/course$/)

    await page.goto("/new/import")
    await page.getByLabel("Rows").fill(ROWS)
    await page.getByRole("button", { name: "See what was understood" }).click()
    await page.getByRole("button", { name: "Create the plan" }).click()
    await expect(page).toHaveURL(/\/plans\/our-plan(-\d+)?\/course$/)
  })

  test("the sample opens", async ({ page }) => {
    await page.goto("/new")
    await page.getByRole("button", { name: "Look around" }).click()
    await expect(page).toHaveURL(/\/plans\/saltmarsh-mutual\/course$/)
  })
})
