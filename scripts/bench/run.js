// Bundles one bench and runs it: node scripts/bench/run.js checks
import { spawnSync } from "node:child_process"
import { build } from "esbuild"

const [name, ...rest] = process.argv.slice(2)
const outfile = `build/bench/${name}.mjs`
await build({
  entryPoints: [`scripts/bench/${name}.ts`],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "error",
})
process.exitCode = spawnSync(process.execPath, [outfile, ...rest], { stdio: "inherit" }).status ?? 1
