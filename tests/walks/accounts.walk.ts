import type { Browser, BrowserContext, Page } from "@playwright/test"
import { type Running, startStaycourse } from "../support/server"
import { totp } from "../support/totp"
import { expect, expectAccessible, test } from "../support/walk"

// What was typed wrongly is answered as such, and browsers say so.
test.use({ expectedComplaints: [/status of (401|404|422)/] })

const MIRA = { name: "Mira Okafor", email: "mira@saltmarsh.example", password: "grey heron over the marsh" }
const BEN = { name: "Ben Adeyemi", email: "ben@saltmarsh.example", password: "nine lanterns on the quay" }

/** Somebody at another machine: a browser that knows nothing yet. */
async function somebodyElse(browser: Browser, { address }: Running): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ baseURL: address, locale: "en-GB" })
  return { context, page: await context.newPage() }
}

async function signIn(page: Page, { email, password }: { email: string; password: string }) {
  await page.getByLabel("E-mail address").fill(email)
  await page.getByLabel("Password").fill(password)
  await page.getByRole("button", { name: "Sign in" }).click()
}

test("from sitting alone at a machine to deciding with others", async ({ page, browser }) => {
  test.slow()
  const staycourse = await startStaycourse({ env: { REQUIRE_2FA: "none" } })
  try {
    const at = (path: string) => `${staycourse.address}${path}`

    await test.step("the first account ends that anybody here may do everything", async () => {
      await page.goto(at("/plans/saltmarsh-mutual/course"))
      await expect(page.getByText("Only this machine can reach this.")).toBeVisible()
      await page.getByRole("link", { name: "Make an account to invite others" }).click()
      await expectAccessible(page)
      await page.getByLabel("Your name").fill(MIRA.name)
      await page.getByLabel("E-mail address").fill(MIRA.email)
      await page.getByLabel("Password").fill("Saltmarsh2026")
      await page.getByRole("button", { name: "Make the account" }).click()
      await expect(page.getByText("Somebody who knows you or Staycourse would try this.")).toBeVisible()
      await expect(page.getByLabel("Your name")).toHaveValue(MIRA.name)
      await expectAccessible(page)
      await page.getByLabel("Password").fill(MIRA.password)
      await page.getByRole("button", { name: "Make the account" }).click()
      await expect(page).toHaveURL(at("/"))
      await expect(page.getByText("Only this machine")).toBeHidden()
    })

    const link = await test.step("she invites somebody, and is shown the link", async () => {
      await page.getByRole("link", { name: "People" }).click()
      await page.getByLabel("E-mail address").fill(BEN.email)
      await page.getByRole("checkbox", { name: /^Viewer/ }).uncheck()
      await page.getByRole("checkbox", { name: /^Board/ }).check()
      await page.getByRole("button", { name: "Invite", exact: true }).click()
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("One person has an account, one is invited")
      await expectAccessible(page)
      return page.getByRole("textbox", { name: `Link for ${BEN.email}` }).inputValue()
    })

    const ben = await somebodyElse(browser, staycourse)

    await test.step("he joins by it, once, and reads the plan", async () => {
      await ben.page.goto(link)
      await expect(ben.page.getByRole("heading", { level: 1 })).toHaveText("Mira Okafor invites you to Staycourse")
      await expect(ben.page.getByText("You join “Saltmarsh Mutual: keep our word” as Board.")).toBeVisible()
      await expectAccessible(ben.page)
      await ben.page.getByLabel("Your name").fill(BEN.name)
      await ben.page.getByLabel("Password").fill(BEN.password)
      await ben.page.getByRole("button", { name: "Join" }).click()
      await expect(ben.page).toHaveURL(at("/"))
      await ben.page.goto("/plans/saltmarsh-mutual/course")
      await expect(ben.page.getByText("Committed money lasts into April 2028")).toBeVisible()
      await ben.page.goto(link)
      await expect(ben.page.getByRole("heading", { level: 1 })).toHaveText("This link no longer works")
    })

    await test.step("he adds a second factor, and signs in with it", async () => {
      await ben.page.goto("/account")
      await ben.page.getByRole("button", { name: "Add a second factor" }).click()
      await ben.page.getByLabel("Your password").fill(BEN.password)
      await ben.page.getByRole("button", { name: "Go on" }).click()
      const secret = (await ben.page.locator(".typed-secret").textContent()) ?? ""
      await expectAccessible(ben.page)
      await ben.page.getByLabel("The six figures that it shows now").fill(totp(secret))
      await ben.page.getByRole("button", { name: "Done" }).click()
      await expect(ben.page.locator(".recovery-codes li")).toHaveCount(10)
      await ben.page.getByRole("link", { name: "I have kept them" }).click()
      await ben.page.getByRole("button", { name: "Sign out", exact: true }).click()

      await ben.page.goto("/checks?q=sponsor")
      await expect(ben.page.getByRole("heading", { level: 1 })).toHaveText("Sign in")
      await signIn(ben.page, { ...BEN, password: "not the one at all" })
      await expect(ben.page.getByText("The address or the password is not right.")).toBeVisible()
      await expectAccessible(ben.page)
      await signIn(ben.page, BEN)
      await ben.page.getByLabel("Code").fill(totp(secret))
      await ben.page.getByRole("button", { name: "Go on" }).click()
      await expect(ben.page).toHaveURL(at("/checks?q=sponsor"))
    })

    await test.step("she hands him a link for a new password, and disables him", async () => {
      await page.goto(at("/people"))
      await page.getByText("Change", { exact: true }).click()
      await page.getByRole("button", { name: "Link for a new password" }).click()
      const reset = await page.getByRole("textbox", { name: `Link for ${BEN.email}` }).inputValue()
      await ben.page.goto(reset)
      await ben.page.getByLabel("New password").fill("seven boats in the fog")
      await ben.page.getByRole("button", { name: "Change the password" }).click()
      await expect(ben.page.getByText("Your password is changed. Sign in with the new one.")).toBeVisible()
      await page.getByText("Change", { exact: true }).click()
      await page.getByRole("button", { name: "Disable" }).click()
      await expect(page.getByText("Ben Adeyemi can no longer sign in, and is signed out everywhere.")).toBeVisible()
      await signIn(ben.page, { ...BEN, password: "seven boats in the fog" })
      await expect(ben.page.getByText("The address or the password is not right.")).toBeVisible()
      await ben.context.close()
    })

    await test.step("her own account is easy to read on a phone, in the dark", async () => {
      await page.setViewportSize({ width: 390, height: 844 })
      await page.emulateMedia({ colorScheme: "dark" })
      await page.goto(at("/account"))
      await expectAccessible(page)
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      expect(tooWide).toBe(false)
    })
  } finally {
    await staycourse.cleanUp()
  }
})
