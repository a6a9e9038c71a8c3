import { defineConfig } from "vitest/config"

// Behind UTC all year: a day that slips through a local time zone becomes the day before, and a test notices.
process.env.TZ = "America/Los_Angeles"

// Tests that need a database server are a project of their own, so that the others never wait for one to start.
const storage = ["tests/accounts/**/*.test.ts", "tests/db/**/*.test.ts", "tests/routes/**/*.test.ts"]

// No test is judged by its speed: the limits only end one that hangs.
const common = { setupFiles: ["tests/support/quiet.ts"], testTimeout: 120_000, hookTimeout: 120_000 }

export default defineConfig({
  test: {
    // Left to itself it would keep one core free, and on two cores take twice as long.
    maxWorkers: "100%",
    projects: [
      { test: { ...common, name: "core", include: ["tests/**/*.test.{ts,tsx}"], exclude: storage } },
      { test: { ...common, name: "storage", include: storage, globalSetup: "tests/support/postgres.ts" } },
    ],
  },
})
