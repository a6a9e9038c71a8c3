import { type PlanRead, readDocument } from "../app/plan/document"

// Each becomes a part of the server that is loaded only when somebody opens it, wherever the server runs from.
const FILES = import.meta.glob<string>("./samples/**/*.json", { query: "?raw", import: "default" })

const nameOf = (path: string): string => path.replace(/^.*\//, "").replace(/\.json$/, "")

/** The names of all samples, in the order of the alphabet. */
export function sampleNames(): string[] {
  return Object.keys(FILES).map(nameOf).sort()
}

/** A sample by the name of its file; undefined where there is none. */
export async function readSample(name: string): Promise<PlanRead | undefined> {
  const [, load] = Object.entries(FILES).find(([path]) => nameOf(path) === name) ?? []
  return load && readDocument(await load())
}
