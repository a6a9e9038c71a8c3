import { afterEach, beforeEach } from "vitest"

// A warning nobody reads is a fault nobody mends: whatever a test says on the console fails it.
const heard: string[] = []

function listen(level: "error" | "warn") {
  console[level] = (...words: unknown[]) => {
    heard.push(`console.${level}: ${words.map(String).join(" ")}`)
  }
}

beforeEach(() => {
  heard.length = 0
  listen("error")
  listen("warn")
})

afterEach(() => {
  if (heard.length > 0) throw new Error(`the console was not silent:\n${heard.join("\n")}`)
})
