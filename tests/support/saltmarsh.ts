import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Plan } from "../../app/plan/plan"
import { readPlan } from "../../app/plan/read-plan"
import { home } from "./source"

/** The sample plan, read anew. */
export function saltmarsh(): Plan {
  const read = readPlan(JSON.parse(readFileSync(join(home, "db/samples/saltmarsh-mutual.json"), "utf8")))
  if ("problems" in read) throw new Error("the sample cannot be read")
  return read.plan
}
