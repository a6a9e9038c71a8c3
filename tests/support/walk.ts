import AxeBuilder from "@axe-core/playwright"
import { test as base, expect, type Page } from "@playwright/test"
import { type Running, startStaycourse } from "./server"

export { expect } from "@playwright/test"

/**
 * A walk through the pages in a real browser. `page.goto("/…")` leads to a Staycourse that the walks of one worker
 * share; `staycourse` is it. A walk fails on any error or warning in the browser's console, a refusal by the content
 * security policy among them, unless `test.use({ expectedComplaints: [/…/] })` names it.
 */
export const test = base.extend<{ expectedComplaints: RegExp[]; calm: undefined }, { staycourse: Running }>({
  staycourse: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const running = await startStaycourse()
      await use(running)
      await running.cleanUp()
    },
    { scope: "worker" },
  ],
  baseURL: async ({ staycourse }, use) => use(staycourse.address),
  expectedComplaints: [[], { option: true }],
  calm: [
    async ({ page, expectedComplaints }, use) => {
      const complaints = listenTo(page)
      await use(undefined)
      expect(complaints.filter((said) => !expectedComplaints.some((expected) => expected.test(said)))).toEqual([])
    },
    { auto: true },
  ],
})

// The router gives up a load that a newer one overtakes, and now and then the browser reports that as an error.
const OVERTAKEN = /^AbortError: signal is aborted without reason/

function listenTo(page: Page): string[] {
  const complaints: string[] = []
  const note = (said: string): void => {
    if (!OVERTAKEN.test(said)) complaints.push(said)
  }
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) note(`${message.text()} (${message.location().url})`)
  })
  page.on("pageerror", (error) => note(String(error)))
  return complaints
}

/** Fails where axe finds anything wrong with the page as it now stands, or with one part of it. */
export async function expectAccessible(page: Page, part?: string) {
  const axe = new AxeBuilder({ page })
  const { violations } = await (part ? axe.include(part) : axe).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([])
}
