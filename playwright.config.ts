import { defineConfig } from "@playwright/test"
import { findChromium } from "./scripts/chromium.js"

// As in the other tests: a day that slips through a local time zone becomes the day before, and a test notices.
process.env.TZ = "America/Los_Angeles"

export default defineConfig({
  testDir: "tests/walks",
  testMatch: "**/*.walk.ts",
  outputDir: ".cache/walks",
  // No test is judged by its speed: the limits only end one that hangs.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // A busy machine may make a browser late; what fails twice is broken. The summary names what needed a second try.
  retries: 1,
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "America/Los_Angeles",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: findChromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
})
