import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import type { Check, Example, Fault, Sighting } from "../../app/checks/check"
import { CATALOGUE } from "../../app/checks/index"
import { judges } from "../../app/checks/status"
import { sayMoney } from "../../app/plan/money"
import { COLLECTION_NAMES, Header, type Plan, RECORD } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import { flawOf } from "../support/sentence"

const FOLDERS: Record<string, string> = {
  FUND: "funding",
  PACE: "patience",
  LOAD: "load",
  BEHV: "behaviour",
  METR: "metrics",
  SPON: "sponsor",
  STAG: "stages",
  TRAK: "tracking",
}

/** The text of the file that declares a rule; throws where its family's folder has none. */
function sourceOf({ id }: Check): string {
  const folder = `app/checks/${FOLDERS[id.slice(0, 4)]}`
  const texts = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, "utf8"))
  const source = texts.find((text) => text.includes(`  id: "${id}",`))
  if (source === undefined) throw new Error(`no file in ${folder} declares ${id}`)
  return source
}

const isFault = (sighting: Sighting<unknown>): sighting is Fault<unknown> => "facts" in sighting

/** What a rule sees in an example's plan, sorted into what it found, what it cannot judge and what is not its business. */
function see(check: Check, example: Example) {
  const plan = sketch(example.plan)
  const sightings = [...check.look(reckon(plan, plan.plan.asOf, plan.plan.config.lags))]
  const words = { money: (amount: number) => sayMoney(amount, plan.plan.currency) }
  return {
    plan,
    faults: sightings.filter(isFault).map(({ at, facts, severity = check.severity, ...rest }) => ({
      ...rest,
      at: `${at.collection}/${at.id}`,
      severity,
      says: check.say(facts, words),
      fixes: check.clears?.(facts, words) ?? [],
    })),
    cannotTell: sightings.flatMap((each) =>
      "lacking" in each ? { at: `${each.at.collection}/${each.at.id}`, lacking: each.lacking } : [],
    ),
    notApplicable: sightings.flatMap((each) => ("notApplicable" in each ? each.notApplicable : [])),
  }
}

/** Every collection's ids, to find subjects that are not in the plan. */
function isIn(plan: Plan, at: string): boolean {
  const [collection, id] = at.split("/")
  if (collection === "plan") return id === plan.plan.id
  const name = COLLECTION_NAMES.find((each) => each === collection)
  return name !== undefined && plan[name].some((record) => record.id === id)
}

/** The references of a plan's records that lead nowhere. */
function brokenReferences(plan: Plan): string[] {
  const ids = new Map(COLLECTION_NAMES.map((name) => [name, new Set(plan[name].map(({ id }) => id))]))
  const broken: string[] = []
  for (const name of COLLECTION_NAMES) {
    for (const record of plan[name]) {
      for (const [field, value] of Object.entries(record)) {
        const schema = (RECORD[name].shape as Record<string, unknown>)[field]
        const to = refersTo(schema)
        if (to === undefined) continue
        for (const id of [value].flat())
          if (!ids.get(to)?.has(id as string)) broken.push(`${name}/${record.id}.${field}: ${id}`)
      }
    }
  }
  return broken
}

type Wrapped = {
  meta?: () => { refersTo?: (typeof COLLECTION_NAMES)[number] } | undefined
  def?: { innerType?: unknown; element?: unknown }
}

function refersTo(schema: unknown): (typeof COLLECTION_NAMES)[number] | undefined {
  for (let at = schema as Wrapped | undefined; at; at = (at.def?.innerType ?? at.def?.element) as Wrapped | undefined) {
    const to = at.meta?.()?.refersTo
    if (to) return to
  }
  return undefined
}

describe.each(CATALOGUE.map((check) => [`${check.id} ${check.name}`, check] as const))("%s", (_, check) => {
  test.each(Object.entries(check.examples))("%s", (_, example) => {
    const { plan, faults, cannotTell, notApplicable } = see(check, example)
    const wanted = example.finds ?? []
    expect(faults.map(({ at }) => at)).toEqual(wanted.map(({ at }) => at))
    wanted.forEach(({ severity = check.severity, ...named }, index) => {
      const fault = faults[index]
      // Only what an example names is compared, but what it names as undefined must be absent.
      const seen = Object.fromEntries(Object.keys(named).map((key) => [key, fault?.[key as keyof typeof fault]]))
      expect({ severity: fault?.severity, ...seen }).toEqual({ severity, ...named })
    })
    expect(cannotTell).toEqual(example.cannotTell ?? [])
    expect(notApplicable.length > 0).toBe(example.notApplicable ?? false)
    for (const { at } of [...faults, ...cannotTell]) expect(isIn(plan, at), at).toBe(true)
    expect(judges(check, reckon(plan)), "a rule's examples are plans that it judges").toBe(true)
  })

  test("every example is a plan that could be imported", () => {
    for (const [title, example] of Object.entries(check.examples)) {
      const plan = sketch(example.plan)
      expect(Header.safeParse(plan.plan).error, title).toBeUndefined()
      for (const name of COLLECTION_NAMES) {
        for (const record of plan[name])
          expect(RECORD[name].safeParse(record).error, `${title}: ${name}/${record.id}`).toBeUndefined()
      }
      expect(brokenReferences(plan), title).toEqual([])
    }
  })

  test("every sentence can be read out", () => {
    const sentences = [check.why, check.condition]
    const clauses = [check.title, ...(check.silent ?? [])]
    for (const example of Object.values(check.examples)) {
      const { faults, notApplicable } = see(check, example)
      for (const { says, fixes } of faults) sentences.push(says, ...fixes.map(({ text }) => text))
      clauses.push(...notApplicable)
    }
    // A clause completes a sentence of the page, so it has no full stop of its own.
    expect(clauses.filter((clause) => clause === "" || /[.?]$/.test(clause))).toEqual([])
    const completed = clauses.map((clause) => `It is silent when ${clause}.`)
    expect([...sentences, ...completed].flatMap((text) => flawOf(text) ?? [])).toEqual([])
  })

  test("it has an example that it flags, one that it passes, and one for each way of not knowing", () => {
    const examples = Object.values(check.examples)
    const isClean = ({ finds, cannotTell, notApplicable }: Example) =>
      !finds?.length && !cannotTell?.length && !notApplicable
    expect(examples.filter(({ finds }) => finds?.length).length).toBeGreaterThan(0)
    expect(examples.filter(isClean).length).toBeGreaterThan(0)
    const source = sourceOf(check)
    const rule = source.slice(0, source.lastIndexOf("\n  examples: {"))
    if (/\blacking\b/.test(rule)) expect(examples.some(({ cannotTell }) => cannotTell?.length)).toBe(true)
    if (/\bnotApplicable\b/.test(rule)) expect(examples.some(({ notApplicable }) => notApplicable)).toBe(true)
  })

  test("it says where it comes from and which questions it answers", () => {
    expect(check.sources.length).toBeGreaterThan(0)
    expect(check.questions.length).toBeGreaterThan(0)
    expect(check.questions.every((question) => Number.isInteger(question) && question >= 1 && question <= 12)).toBe(
      true,
    )
    expect(new Set(check.questions).size).toBe(check.questions.length)
  })
})

test("ids and names are unique, permanent in their form and in the order of the catalogue", () => {
  const ids = CATALOGUE.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(new Set(CATALOGUE.map(({ name }) => name)).size).toBe(CATALOGUE.length)
  for (const { id, name } of CATALOGUE) {
    expect(id).toMatch(new RegExp(`^(${Object.keys(FOLDERS).join("|")})\\d{3}$`))
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
  }
  const families = [...new Set(ids.map((id) => id.slice(0, 4)))]
  expect(ids).toEqual(families.flatMap((family) => ids.filter((id) => id.startsWith(family)).sort()))
})
