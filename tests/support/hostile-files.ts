import { EXAMPLE_DOCUMENT } from "../../app/api/example-plan"

/** A file made to harm: what it is, and its bytes. */
export type Hostile = { family: string; bytes: Uint8Array }

type Node = Record<string, unknown> | unknown[]

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const NASTY: readonly unknown[] = [
  ...[null, true, 0, -1, 0.5, 1e21, -9_000_000_000_000_001, 9_000_000_000_000_001, "", " ", "\u0000", "\ud800"],
  ...[
    "=1+1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "'; drop table plan; --",
    "2027-02-30",
    "1899-12-31",
  ],
  ...["9999-12-31", "2027-01-01T00:00:00Z", "\u202eabc", "x".repeat(11_000), [], {}, [[]], { __proto__: null }, [null]],
]

/** Every place in a document, as the object that holds it and its key. */
function placesIn(node: unknown, places: [Node, string | number][] = []): [Node, string | number][] {
  if (typeof node !== "object" || node === null) return places
  for (const key of Object.keys(node)) {
    places.push([node as Node, Array.isArray(node) ? Number(key) : key])
    placesIn((node as Record<string, unknown>)[key], places)
  }
  return places
}

type Changed = (document: Record<string, Record<string, unknown>[]>, roll: () => number) => void

const pick = <Entry>(entries: readonly Entry[], roll: () => number): Entry =>
  entries[Math.floor(roll() * entries.length)] as Entry

const put = ([holder, key]: [Node, string | number], value: unknown): void => {
  ;(holder as Record<string | number, unknown>)[key] = value
}

const anywhere = (document: object, roll: () => number): [Node, string | number] => pick(placesIn(document), roll)

const CHANGES: Record<string, Changed> = {
  "a value of another kind": (document, roll) => put(anywhere(document, roll), pick(NASTY, roll)),
  "several values of another kind": (document, roll) => {
    for (let time = 0; time < 8; time++) put(anywhere(document, roll), pick(NASTY, roll))
  },
  "a key that is not known": (document, roll) => {
    const [holder] = anywhere(document, roll)
    if (!Array.isArray(holder))
      holder[pick(["ownerId", "version", "approved", "isAdmin", "roles", "planId"], roll)] = "admin"
  },
  "a key that is missing": (document, roll) => {
    const [holder, key] = anywhere(document, roll)
    if (!Array.isArray(holder)) delete holder[key]
  },
  "a reference to nothing": (document, roll) => {
    const ids = placesIn(document).filter(([, key]) => String(key).endsWith("Id"))
    put(pick(ids, roll), pick(["nobody", "", "../x", "hear", "__proto__"], roll))
  },
  "an id that stands twice": (document, roll) => {
    const list = pick(Object.values(document).filter(Array.isArray), roll)
    if (list[0]) list.push({ ...list[0] })
  },
  "an interval that ends before it begins": (document) =>
    Object.assign(document.stages?.[0] ?? {}, { end: "2026-01-01" }),
  "forged decisions": (document) => {
    for (const line of document.funding ?? []) Object.assign(line, { status: "committed", decidedOn: "2026-11-01" })
    for (const gate of document.gates ?? []) Object.assign(gate, { decision: "go", decidedOn: "2026-11-01" })
    Object.assign((document.plan as unknown as Record<string, object>).pledge ?? {}, { boardRatifiedOn: "2026-11-01" })
  },
  "stages that wait for themselves": (document) =>
    document.dependencies?.push(
      { id: "back", fromId: "mend", toId: "hear" },
      { id: "self", fromId: "hear", toId: "hear" },
    ),
  "a list that is far too long": (document, roll) => {
    const list = pick(Object.values(document).filter(Array.isArray), roll)
    const [first] = list
    for (let count = 0; count < 2_000; count++) list.push({ ...first, id: `copy-${count}` })
  },
}

const asBytes = (text: string): Uint8Array => Buffer.from(text)
const whole = (): string => JSON.stringify(EXAMPLE_DOCUMENT)

const TEXTS: Record<string, (roll: () => number) => Uint8Array> = {
  "nothing at all": () => new Uint8Array(),
  "half a file": (roll) => asBytes(whole().slice(0, Math.floor(roll() * whole().length))),
  "a file with a letter changed": (roll) => {
    const bytes = Buffer.from(whole())
    for (let time = 0; time < 3; time++) bytes[Math.floor(roll() * bytes.length)] = Math.floor(roll() * 256)
    return bytes
  },
  noise: (roll) => Buffer.from(Array.from({ length: 500 }, () => Math.floor(roll() * 256))),
  "brackets without end": (roll) => asBytes(pick(["[", '{"a":', '{"plan":['], roll).repeat(50_000)),
  "a level too deep": () => asBytes(`{"format":"staycourse/plan@1","plan":${"[".repeat(65)}${"]".repeat(65)}}`),
  "a key twice": () => asBytes(whole().replace('"name":', '"name":"Other","name":')),
  "a key that changes objects": (roll) =>
    asBytes(
      whole().replace(
        '"plan":{',
        `"plan":{"${pick(["__proto__", "constructor", "prototype"], roll)}":{"isAdmin":true},`,
      ),
    ),
  "a number without end": (roll) =>
    asBytes(
      whole().replace(
        "120000",
        pick(["1e400", "-1e400", `1${"0".repeat(400)}`, "NaN", "Infinity", "0x10", "1_000"], roll),
      ),
    ),
  "UTF-16": () => Buffer.from(`\ufeff${whole()}`, "utf16le"),
  "Latin letters of old": () => Buffer.from(whole().replace("Calmer", "Calm\u00e9r"), "latin1"),
  "a mark at the beginning": () => asBytes(`\ufeff${whole()}`),
  "a packed book": (roll) =>
    Buffer.concat([
      Buffer.from("PK\u0003\u0004"),
      Buffer.from(Array.from({ length: 300 }, () => Math.floor(roll() * 256))),
    ]),
  "a mark-up bomb": () =>
    asBytes(
      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><Project>&b;</Project>`,
    ),
  "mark-up that reads files": () =>
    asBytes(`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project>&x;</Project>`),
  "a table": (roll) =>
    asBytes(`name,start,end\n${pick(["=cmd|' /C calc'!A0", "+1", "@x"], roll)},2027-01-01,2027-02-01\n`),
  "a list": () => asBytes(`[${whole()}]`),
  "a word": (roll) => asBytes(pick(["null", "true", "7", '"plan"', "[]", "{}"], roll)),
  "spaces without end": () => asBytes(`${" ".repeat(500_000)}${whole()}`),
  "a text without end": () => asBytes(`{"format":"${"a".repeat(500_000)}"}`),
  "keys without end": () => asBytes(`{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":1`).join(",")}}`),
  "another format": (roll) => asBytes(whole().replace("plan@1", pick(["plan@2", "plan", "", "PLAN@1"], roll))),
}

/** A stream of files made to harm, the same for the same seed; each family comes again and again. */
export function* hostileFiles(count: number, seed = 1): Generator<Hostile> {
  const roll = dice(seed)
  const changes = Object.entries(CHANGES)
  const texts = Object.entries(TEXTS)
  for (let number = 0; number < count; number++) {
    const at = number % (changes.length + texts.length)
    const [text, change] = [texts[at - changes.length], changes[at]]
    if (text) yield { family: text[0], bytes: text[1](roll) }
    else if (change) {
      const document = structuredClone(EXAMPLE_DOCUMENT) as unknown as Parameters<Changed>[0]
      change[1](document, roll)
      yield { family: change[0], bytes: asBytes(JSON.stringify(document)) }
    }
  }
}
