import { canTrace, cutPower } from "../../tests/support/power-cut"

// Cuts the power at 100 moments, and then once more with SQLite's own default, which must be caught.
const CUTS = 100
const TURNS = 1_000

if (!canTrace()) throw new Error("this needs Linux and a C compiler")
for (const isCareless of [false, true]) {
  const { lost, damaged, faults } = await cutPower(CUTS, TURNS, isCareless, Math.random)
  const how = isCareless ? "synchronous=NORMAL (planted)" : "as Staycourse stores    "
  console.log(`${how}  ${CUTS} power cuts: ${lost} lost something acknowledged, ${damaged} damaged the database`)
  for (const fault of faults.slice(0, 5)) console.log(`  ${fault}`)
  if (isCareless ? lost === 0 : lost + damaged > 0) process.exitCode = 1
}
