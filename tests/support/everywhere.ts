import type { Page } from "@playwright/test"
import { expectAccessible } from "./walk"

const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]

/** Fails where axe finds anything wrong with the page, in both themes and at three widths, or where it scrolls sideways. */
export async function expectAccessibleEverywhere(page: Page) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme })
    for (const size of WIDTHS) {
      await page.setViewportSize(size)
      await expectAccessible(page)
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (beyond > 0) throw new Error(`the page is ${beyond} pixels wider than a window of ${size.width}`)
    }
  }
  await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize({ width: 1440, height: 900 })
}
