import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { VARIABLES } from "../app/env.server"
import { home } from "./support/source"

const read = (name: string) => readFileSync(join(home, name), "utf8")

test("the example of the environment names every variable, with what it is for", async () => {
  const lines = Object.entries(VARIABLES).map(
    ([name, { purpose, expected }]) => `# ${purpose}\n# (${expected})\n#${name}=\n`,
  )
  const forCompose = "# For compose.yaml: the name people type, and a password for the database.\n"
  // Made anew by `npx vitest run tests/deploy.test.ts -u`.
  await expect(`${lines.join("\n")}\n${forCompose}#STAYCOURSE_HOST=\n#POSTGRES_PASSWORD=\n`).toMatchFileSnapshot(
    join(home, ".env.example"),
  )
})

test("what containers and the service set is known to the program", () => {
  const set = [
    ...read("Dockerfile").matchAll(/(?<=^ENV .*)\b([A-Z_0-9]+)=/gm),
    ...(read("compose.yaml").split("  postgres:")[0] ?? "").matchAll(/^ {6}([A-Z_0-9]+):/gm),
    ...read("deploy/staycourse.service").matchAll(/(?<=^Environment=.*)\b([A-Z_0-9]+)=/gm),
  ].map(([, name]) => name)
  expect(set.length).toBeGreaterThan(10)
  expect(set.filter((name) => !((name as string) in VARIABLES))).toEqual([])
})

test("the guide for whoever runs it explains every variable", () => {
  const table = Object.entries(VARIABLES).map(([name, { purpose }]) => `| \`${name}\` | ${purpose} |`)
  const guide = read("deploy/README.md")
  expect(table.filter((line) => !guide.includes(line))).toEqual([])
})
