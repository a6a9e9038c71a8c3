import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { CannotSetUp, onPath, quietly } from "./setup.js"

const usualNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
const usualPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
]

/**
 * Where a Chromium lies that can drive the browser tests: the one named in CHROMIUM, Playwright's own, or one installed
 * on this machine. Nothing where there is none.
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env.CHROMIUM
  if (named) return existsSync(named) ? named : undefined
  const { chromium } = createRequire(import.meta.url)("@playwright/test")
  const candidates = [chromium.executablePath(), ...usualNames.map(onPath), ...usualPlaces]
  return candidates.find((file) => file && existsSync(file))
}

/** Installs Debian's Chromium where that is possible. Throws CannotSetUp, with what a person can do, where it is not. */
export async function installChromium() {
  if (process.env.CHROMIUM) {
    throw new CannotSetUp(
      `There is no browser at ${process.env.CHROMIUM}, which CHROMIUM names. Correct it, or leave it out.`,
    )
  }
  if (process.getuid?.() !== 0 || !onPath("apt-get")) {
    throw new CannotSetUp(
      "The browser tests need Chromium, and there is none here. Install it (Debian, Ubuntu: apt-get install chromium), " +
        "or fetch Playwright's own (npx playwright install chromium), or name one in CHROMIUM.",
    )
  }
  const update = await quietly("apt-get", ["update"])
  const { code, output } = await quietly("apt-get", ["install", "-y", "--no-install-recommends", "chromium"])
  if (code === 0 && findChromium()) return
  const said = `${update.output}${output}`.trim().split("\n").slice(-10).join("\n")
  throw new CannotSetUp(`The browser tests need Chromium, and installing it did not succeed:\n\n${said}`)
}
