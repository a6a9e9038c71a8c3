import { describe, expect, test } from "vitest"
import { LARGEST_DOCUMENT, type Problem, readDocument, sayProblem } from "../../app/plan/document"

const header = {
  id: "plan",
  name: "A plan",
  status: "draft",
  currency: "GBP",
  start: "2027-01-01",
  asOf: "2027-01-01",
}
const stage = { id: "pilot", name: "Pilot", kind: "pilot", start: "2027-01-01", end: "2028-01-01" }
const metric = {
  id: "nps",
  name: "Would recommend us",
  unit: "points",
  direction: "up",
  tier: "perception",
  role: "lagging",
  cadenceDays: 91,
  definition: "share of promoters less share of detractors",
}

const textOf = (collections: object, plan: object = {}): string =>
  JSON.stringify({ format: "staycourse/plan@1", plan: { ...header, ...plan }, ...collections })

const problemsOf = (source: string | Uint8Array): Problem[] => {
  const read = readDocument(source)
  return "problems" in read ? read.problems : []
}

const DAY = "a day on the calendar from 1900 to 2199, written YYYY-MM-DD"
const ID = "an id of 1 to 64 of the characters a-z, 0-9 and -"
const NAME = "a text of 1 to 200 characters"
const LABEL = "a text of at most 200 characters"
const ONE_LINE = ", without line breaks, control characters or broken Unicode"
const LEAVE_OUT = "; where there is none, leave the key out"
const KINDS = "one of transformation, campaign or mandated"
const STATUSES = "one of draft, approved, running or closed"
const PROSE = "a text of at most 10,000 characters"
const MONEY = "a whole amount of at most 9,000,000,000,000,000 either way"
const AMOUNT = "a whole amount from 0 to 9,000,000,000,000,000"
const FTE = "a number of full-time people from 0 to 1,000,000 with at most two decimals"

type Case = [what: string, source: string | Uint8Array, path: string, found: string, expected: string]

const files: Case[] = [
  ["an empty file", "", "", "an empty file", "a plan as JSON"],
  ["a file of spaces", " \n\t", "", "an empty file", "a plan as JSON"],
  ["bytes that are not UTF-8", Uint8Array.of(0x7b, 0xff), "", "bytes that are not UTF-8", "JSON in UTF-8"],
  ...(
    [
      ["the mark of its little end", [0xff, 0xfe, 0x7b, 0]],
      ["the mark of its big end", [0xfe, 0xff, 0, 0x7b]],
      ["its little end first", [0x7b, 0, 0x7d, 0]],
      ["its big end first", [0, 0x7b, 0, 0x7d]],
    ] as const
  ).map(
    ([end, bytes]): Case => [
      `UTF-16 with ${end}`,
      Uint8Array.from(bytes),
      "",
      "what looks like UTF-16",
      "JSON in UTF-8; save the file as UTF-8",
    ],
  ),
  [
    "UTF-16 that was taken for UTF-8",
    "{\u0000}\u0000",
    "",
    "what looks like UTF-16",
    "JSON in UTF-8; save the file as UTF-8",
  ],
  [
    "a file of 50 MB",
    new Uint8Array(50_000_000),
    "",
    "50,000,000 bytes",
    "a file of at most 33,554,432 bytes (32 MiB)",
  ],
  [
    "a long text of wide letters",
    `"${"é".repeat(LARGEST_DOCUMENT / 2)}"`,
    "",
    "33,554,434 bytes",
    "a file of at most 33,554,432 bytes (32 MiB)",
  ],
  ["200 levels", "[".repeat(200), `${"[0]".repeat(12)}…`, "level 65 at line 1, column 65", "at most 64 levels"],
  [
    "NaN",
    textOf({}).replace('"GBP"', "NaN"),
    "plan.currency",
    "NaN at line 1, column 95",
    "a text in double quotes, a number, true, false, null, a list or an object",
  ],
  ["a list", "[]", "", "[]", "an object that holds a plan"],
  ["a text", '"plan"', "", '"plan"', "an object that holds a plan"],
  ["null", "null", "", "null", "an object that holds a plan"],
  ["another format", '{"format": "staycourse/plan@2"}', "format", '"staycourse/plan@2"', '"staycourse/plan@1"'],
  ["no format", JSON.stringify({ plan: header }), "format", "nothing", '"staycourse/plan@1"'],
  [
    "no header",
    '{"format": "staycourse/plan@1"}',
    "plan",
    "nothing",
    "an object with at least id, name, status, currency, start and asOf",
  ],
]

const sizes: Case[] = [
  [
    "10,001 stages",
    textOf({ stages: Array.from({ length: 10_001 }, () => 0) }),
    "stages",
    "10,001 stages",
    "at most 10,000 stages",
  ],
  [
    "200,001 records",
    textOf({ readings: Array.from({ length: 200_000 }, () => 0), costs: [0] }),
    "",
    "200,001 records",
    "at most 200,000 records in all",
  ],
  [
    "a list of 10,001 in a record",
    textOf({ stages: [{ ...stage, functions: Array.from({ length: 10_001 }, () => "Claims") }] }),
    "stages[0].functions",
    "a list of 10,001",
    "a list of at most 10,000",
  ],
]

const keys: Case[] = [
  [
    "a collection's name misspelt",
    textOf({ stage: [] }),
    "stage",
    'the unknown key "stage"',
    "a known key; did you mean stages?",
  ],
  [
    "snake case",
    textOf({ funding_events: [] }),
    "funding_events",
    'the unknown key "funding_events"',
    "a known key; did you mean fundingEvents?",
  ],
  [
    "a field misspelt",
    textOf({ stages: [{ ...stage, ownr: "ana" }] }),
    "stages[0].ownr",
    'the unknown key "ownr"',
    "a known key; did you mean ownerId?",
  ],
  [
    "letters swapped in a nested field",
    textOf({ stages: [{ ...stage, estimate: { low: 1, likley: 2, likely: 2, high: 3 } }] }),
    "stages[0].estimate.likley",
    'the unknown key "likley"',
    "a known key; did you mean likely?",
  ],
  [
    "a field that means nothing",
    textOf({ workstreams: [{ id: "a", name: "A", colour: "red" }] }),
    "workstreams[0].colour",
    'the unknown key "colour"',
    "one of the known keys: id, name, order",
  ],
  [
    "a header field misspelt",
    textOf({}, { curency: "EUR" }),
    "plan.curency",
    'the unknown key "curency"',
    "a known key; did you mean currency?",
  ],
  [
    "a prototype-polluting key",
    textOf({ stages: [stage] }).replace('"id":"pilot"', '"id":"pilot","__proto__":{"admin":true}'),
    "stages[0].__proto__",
    'the unknown key "__proto__"',
    "a known key",
  ],
  [
    "constructor at the top",
    textOf({ constructor: {} }),
    "constructor",
    'the unknown key "constructor"',
    "a known key",
  ],
  [
    "prototype among free options",
    textOf({}, { config: { rules: { PACE003: ["warning", { prototype: 1 }] } } }),
    "plan.config.rules.PACE003[1].prototype",
    'the unknown key "prototype"',
    "a known key",
  ],
  [
    "a key twice",
    textOf({ stages: [stage] }).replace('"kind":"pilot"', '"kind":"pilot","kind":"embed"'),
    "stages[0].kind",
    'the key "kind" twice',
    "each key once",
  ],
  [
    "a path that needs quotes",
    textOf({ "a b": 1 }),
    '["a b"]',
    'the unknown key "a b"',
    expect.any(String) as unknown as string,
  ],
]

const values: Case[] = [
  [
    "a date that does not exist",
    textOf({ stages: [{ ...stage, end: "2027-02-30" }] }),
    "stages[0].end",
    '"2027-02-30"',
    DAY,
  ],
  ["29 February of a common year", textOf({}, { asOf: "2027-02-29" }), "plan.asOf", '"2027-02-29"', DAY],
  ["a year out of range", textOf({}, { asOf: "2200-01-01" }), "plan.asOf", '"2200-01-01"', DAY],
  ["a day with a time", textOf({}, { asOf: "2027-01-01T00:00:00Z" }), "plan.asOf", '"2027-01-01T00:00:00Z"', DAY],
  ["a day as a number", textOf({}, { asOf: 20270101 }), "plan.asOf", "20270101", DAY],
  ["a missing field", textOf({ stages: [{ ...stage, start: undefined }] }), "stages[0].start", "nothing", DAY],
  [
    "null for what is not known",
    textOf({ stages: [{ ...stage, liveFrom: null }] }),
    "stages[0].liveFrom",
    "null",
    `${DAY}; where there is none, leave the key out`,
  ],
  ["null where a day must be", textOf({ stages: [{ ...stage, end: null }] }), "stages[0].end", "null", DAY],
  [
    "null in the header where there is a default",
    textOf({}, { kind: null }),
    "plan.kind",
    "null",
    `${KINDS}${LEAVE_OUT}`,
  ],
  ["null in the header where there is none", textOf({}, { status: null }), "plan.status", "null", STATUSES],
  [
    "null for what reading makes",
    textOf({ workstreams: [{ id: "a", name: "A", order: null }] }),
    "workstreams[0].order",
    "null",
    `a whole number from -1,000,000 to 1,000,000${LEAVE_OUT}`,
  ],
  [
    "null as an entry of a list",
    textOf({ stages: [{ ...stage, functions: ["Claims", null] }] }),
    "stages[0].functions[1]",
    "null",
    NAME,
  ],
  [
    "null in an entry of a list where there may be none",
    textOf({ stages: [{ ...stage, skills: [{ name: "Repair", have: null }] }] }),
    "stages[0].skills[0].have",
    "null",
    `true or false${LEAVE_OUT}`,
  ],
  [
    "null in an entry of a list where something must be",
    textOf({ stages: [{ ...stage, skills: [{ name: null }] }] }),
    "stages[0].skills[0].name",
    "null",
    NAME,
  ],
  [
    "null for evidence",
    textOf({ metrics: [metric], readings: [{ metricId: "nps", date: "2027-01-01", value: 1, evidence: null }] }),
    "readings[0].evidence",
    "null",
    "a URL, file or minute that proves it, 1 to 10,000 characters; leave the key out where there is none",
  ],
  ["null for a record", textOf({ stages: [null] }), "stages[0]", "null", "an object"],
  [
    "a word outside its enumeration",
    textOf({ stages: [{ ...stage, kind: "launch" }] }),
    "stages[0].kind",
    '"launch"',
    "one of prepare, listen, design, pilot, rollout, embed or other",
  ],
  ["capitals in an id", textOf({ stages: [{ ...stage, id: "Pilot" }] }), "stages[0].id", '"Pilot"', ID],
  ["an id of 65 letters", textOf({}, { id: "a".repeat(65) }), "plan.id", `"${"a".repeat(58)}…`, ID],
  ["a name of spaces", textOf({}, { name: "   " }), "plan.name", '"   "', NAME],
  ["a name of 201 letters", textOf({}, { name: "n".repeat(201) }), "plan.name", `"${"n".repeat(58)}…`, NAME],
  [
    "prose of 10,001 letters",
    textOf({ stages: [{ ...stage, why: "w".repeat(10_001) }] }),
    "stages[0].why",
    `"${"w".repeat(58)}…`,
    PROSE,
  ],
  ["a control character", textOf({}, { name: "A\u0000B" }), "plan.name", '"A\\u0000B"', `${NAME}${ONE_LINE}`],
  ["half a letter", textOf({}, { name: "A\ud800" }), "plan.name", '"A\\ud800"', `${NAME}${ONE_LINE}`],
  ...["\n", "\r", "\u2028", "\u2029", "\u0080", "\u009f", "\u202a", "\u202e", "\u2066", "\u2069"].map(
    (letter): Case => [
      `${JSON.stringify(letter)} (U+${letter.charCodeAt(0).toString(16)}) in a name`,
      textOf({}, { name: `A${letter}B` }),
      "plan.name",
      JSON.stringify(`A${letter}B`),
      `${NAME}${ONE_LINE}`,
    ],
  ),
  [
    "a line break in a unit",
    textOf({ metrics: [{ ...metric, unit: "a\nb" }] }),
    "metrics[0].unit",
    '"a\\nb"',
    `${LABEL}${ONE_LINE}`,
  ],
  [
    "a control character in prose",
    textOf({ stages: [{ ...stage, why: "A\u0000B" }] }),
    "stages[0].why",
    '"A\\u0000B"',
    `${PROSE}, without control characters or broken Unicode`,
  ],
  ["a name of spaces that ends in a line break", textOf({}, { name: " \n" }), "plan.name", '" \\n"', NAME],
  ["a number for a text", textOf({}, { name: 5 }), "plan.name", "5", NAME],
  [
    "a currency in small letters",
    textOf({}, { currency: "gbp" }),
    "plan.currency",
    '"gbp"',
    "an ISO 4217 currency code, such as GBP",
  ],
  [
    "a time zone that is none",
    textOf({}, { timeZone: "Europe/Lodnon" }),
    "plan.timeZone",
    '"Europe/Lodnon"',
    "the IANA name of a time zone, such as Europe/London",
  ],
  [
    "month 13",
    textOf({}, { fiscalYearStartMonth: 13 }),
    "plan.fiscalYearStartMonth",
    "13",
    "a whole number from 1 to 12",
  ],
  [
    "a price basis of another shape",
    textOf({}, { priceBasis: { rael: 2027 } }),
    "plan.priceBasis",
    '{"rael": 2027}',
    '"nominal", or {"real": year}',
  ],
  ["a share above 1", textOf({ stages: [{ ...stage, reach: 20 }] }), "stages[0].reach", "20", "a share from 0 to 1"],
  [
    "a text for a number",
    textOf({ stages: [{ ...stage, reach: "0.2" }] }),
    "stages[0].reach",
    '"0.2"',
    "a share from 0 to 1",
  ],
  [
    "a third decimal of FTE",
    textOf({ stages: [{ ...stage, requiredFte: 1.125 }] }),
    "stages[0].requiredFte",
    "1.125",
    FTE,
  ],
  ["a negative FTE", textOf({ stages: [{ ...stage, requiredFte: -1 }] }), "stages[0].requiredFte", "-1", FTE],
  [
    "half a day",
    textOf({ metrics: [{ ...metric, lagDays: 1.5 }] }),
    "metrics[0].lagDays",
    "1.5",
    "a whole number of days from 0 to 100,000",
  ],
  [
    "a rhythm of no days",
    textOf({ metrics: [{ ...metric, cadenceDays: 0 }] }),
    "metrics[0].cadenceDays",
    "0",
    "a whole number of days from 1 to 100,000",
  ],
  [
    "a text for true",
    textOf({ stages: [{ ...stage, outline: "yes" }] }),
    "stages[0].outline",
    '"yes"',
    "true or false",
  ],
  [
    "an object for a list",
    textOf({ stages: { pilot: stage } }),
    "stages",
    '{"pilot": {"id": "pilot", "name": "Pilot", "kind": "pilot",…',
    "a list of stages",
  ],
  ["a text for a record", textOf({ stages: ["pilot"] }), "stages[0]", '"pilot"', "an object"],
  [
    "a text for a list in a record",
    textOf({ stages: [{ ...stage, functions: "Claims" }] }),
    "stages[0].functions",
    '"Claims"',
    "a list",
  ],
  [
    "a fifth quarter",
    textOf({ costs: [{ name: "C", kind: "run", profile: [{ quarter: "2027-Q5", amount: 1 }] }] }),
    "costs[0].profile[0].quarter",
    '"2027-Q5"',
    "a fiscal quarter written YYYY-Qn, such as 2027-Q1",
  ],
  [
    "a month that is not a first",
    textOf({
      lossReasons: [{ id: "price", name: "Price", explained: true }],
      losses: [{ month: "2027-01-31", reasonId: "price", customers: 1 }],
    }),
    "losses[0].month",
    '"2027-01-31"',
    "the first day of a month, written YYYY-MM-01",
  ],
  [
    "blank evidence",
    textOf({ metrics: [metric], readings: [{ metricId: "nps", date: "2027-01-01", value: 1, evidence: " " }] }),
    "readings[0].evidence",
    '" "',
    "a URL, file or minute that proves it, 1 to 10,000 characters; leave the key out where there is none",
  ],
  [
    "a rule that cannot be",
    textOf({}, { config: { rules: { fund1: "off" } } }),
    "plan.config.rules.fund1",
    'the key "fund1"',
    "an object whose keys are ids of checks, such as PACE003",
  ],
  [
    "a level that is none",
    textOf({}, { config: { rules: { FUND001: "warn" } } }),
    "plan.config.rules.FUND001",
    '"warn"',
    'error, warning, info or off, or a list of one of these and options, such as ["warning", {"minMonths": 48}]',
  ],
]

const cost = { name: "Work", kind: "delivery", start: "2027-01-01", end: "2028-01-01" }
const line = { id: "line", name: "Line", source: "Board", status: "committed", availableFrom: "2027-01-01", amount: 1 }

const amounts: Case[] = [
  ["a negative cost", textOf({ costs: [{ ...cost, amount: -1 }] }), "costs[0].amount", "-1", AMOUNT],
  ["a negative cost with cents", textOf({ costs: [{ ...cost, amount: -0.5 }] }), "costs[0].amount", "-0.5", AMOUNT],
  [
    "a negative amount in a profile",
    textOf({ costs: [{ name: "C", kind: "run", profile: [{ quarter: "2027-Q1", amount: -1 }] }] }),
    "costs[0].profile[0].amount",
    "-1",
    AMOUNT,
  ],
  ["a negative funding line", textOf({ funding: [{ ...line, amount: -1 }] }), "funding[0].amount", "-1", AMOUNT],
  [
    "money beyond the largest amount",
    textOf({ costs: [{ ...cost, amount: 9_000_000_000_000_001 }] }),
    "costs[0].amount",
    "9000000000000001",
    AMOUNT,
  ],
  [
    "a cut beyond the largest amount",
    textOf({ funding: [line], fundingEvents: [{ fundingId: "line", date: "2027-01-01", delta: -1e16, reason: "" }] }),
    "fundingEvents[0].delta",
    "-10000000000000000",
    MONEY,
  ],
  [
    "a number beyond all bounds",
    textOf({ costs: [{ ...cost, amount: 12345 }] }).replace("12345", "1e999"),
    "costs[0].amount",
    "1e999",
    "a number of at most 9,000,000,000,000,000 either way",
  ],
  ["money as text", textOf({ costs: [{ ...cost, amount: "1,000" }] }), "costs[0].amount", '"1,000"', AMOUNT],
]

const together: Case[] = [
  [
    "an interval that ends as it starts",
    textOf({ stages: [{ ...stage, end: "2027-01-01" }] }),
    "stages[0].end",
    '"2027-01-01"',
    "a day after the start, 2027-01-01",
  ],
  [
    "an interval that runs backwards",
    textOf({ costs: [{ ...cost, end: "2026-01-01", amount: 1 }] }),
    "costs[0].end",
    '"2026-01-01"',
    "a day after the start, 2027-01-01",
  ],
  [
    "a horizon before the start",
    textOf({}, { horizonEnd: "2026-12-31" }),
    "plan.horizonEnd",
    '"2026-12-31"',
    "a day after the start, 2027-01-01",
  ],
  [
    "a cost without an amount",
    textOf({ costs: [cost] }),
    "costs[0]",
    "start, end",
    "either start, end and amount, or a profile",
  ],
  [
    "a cost of no shape",
    textOf({ costs: [{ name: "Work", kind: "run" }] }),
    "costs[0]",
    "none of these",
    "either start, end and amount, or a profile",
  ],
  [
    "a cost of two shapes",
    textOf({ costs: [{ ...cost, amount: 1, profile: [] }] }),
    "costs[0]",
    "start, end, amount, profile",
    "either start, end and amount, or a profile",
  ],
  [
    "an assignment of nobody",
    textOf({ stages: [stage], assignments: [{ stageId: "pilot", fte: 1 }] }),
    "assignments[0]",
    "neither",
    "exactly one of resourceId and unfilledRole",
  ],
  [
    "an incentive for two",
    textOf({
      people: [{ id: "ana", name: "Ana", level: "ceo" }],
      groups: [{ id: "all", name: "All", headcount: 9, level: "other" }],
      incentives: [{ personId: "ana", groupId: "all", windowDays: 365, customerWeight: 0.5, payDate: "2028-01-01" }],
    }),
    "incentives[0]",
    "both",
    "exactly one of personId and groupId",
  ],
  [
    "a contribution of nothing",
    textOf({ metrics: [metric], contributions: [{ metricId: "nps" }] }),
    "contributions[0]",
    "neither",
    "exactly one of stageId and behaviourId",
  ],
]

const references: Case[] = [
  [
    "an owner who is not there",
    textOf({ stages: [{ ...stage, ownerId: "ana" }] }),
    "stages[0].ownerId",
    '"ana"',
    "the id of a person in this plan",
  ],
  [
    "an id in a list",
    textOf({ stages: [{ ...stage, powers: ["speed"] }] }),
    "stages[0].powers[0]",
    '"speed"',
    "the id of a customer power in this plan",
  ],
  [
    "an id inside a list of objects",
    textOf({
      stages: [stage],
      gates: [{ id: "g", stageId: "pilot", date: "2027-06-01", name: "G", criteria: [{ text: "", metricId: "nps" }] }],
    }),
    "gates[0].criteria[0].metricId",
    '"nps"',
    "the id of a metric in this plan",
  ],
  [
    "an id in the header",
    textOf({}, { ambition: { text: "", authorId: "ana", statedOn: "2027-01-01" } }),
    "plan.ambition.authorId",
    '"ana"',
    "the id of a person in this plan",
  ],
  [
    "a restriction to no stage",
    textOf({ funding: [{ ...line, restrictedTo: { stageIds: ["pilot"] } }] }),
    "funding[0].restrictedTo.stageIds[0]",
    '"pilot"',
    "the id of a stage in this plan",
  ],
  [
    "an action of no meeting",
    textOf({
      people: [{ id: "ana", name: "Ana", level: "ceo" }],
      actions: [{ source: "forum", text: "Call back", ownerId: "ana", due: "2027-02-01", occurrenceId: "first" }],
    }),
    "actions[0].occurrenceId",
    '"first"',
    "the id of an occurrence in this plan",
  ],
  [
    "a forecast of no record",
    textOf({
      forecasts: [
        { subject: { collection: "stages", id: "pilot" }, madeOn: "2027-01-01", likely: "2028-01-01", method: "" },
      ],
    }),
    "forecasts[0].subject.id",
    '"pilot"',
    "the id of a stage in this plan",
  ],
  [
    "a decision on no role",
    textOf({
      decisions: [
        {
          id: "d",
          date: "2027-01-01",
          subject: { kind: "role", id: "r" },
          outcome: "approve",
          revision: 1,
          contentHash: "x",
        },
      ],
    }),
    "decisions[0].subject.id",
    '"r"',
    "the id of a role term in this plan",
  ],
  [
    "an id of another collection",
    textOf({ stages: [{ ...stage, workstreamId: "pilot" }] }),
    "stages[0].workstreamId",
    '"pilot"',
    "the id of a workstream in this plan",
  ],
  [
    "an id used twice",
    textOf({ stages: [stage, { ...stage, name: "Again" }] }),
    "stages[1].id",
    '"pilot"',
    "an id of its own; stages[0] has this one",
  ],
]

const history: Case[] = [
  ["a history that is a list", textOf({ history: [] }), "history", "[]", 'an object, such as {"baselines": [...]}'],
  [
    "a baseline without a day",
    textOf({ history: { baselines: [{ number: 1, plan: { plan: header } }] } }),
    "history.baselines[0].approvedOn",
    "nothing",
    DAY,
  ],
  [
    "a baseline without a plan",
    textOf({ history: { baselines: [{ number: 1, approvedOn: "2027-01-01" }] } }),
    "history.baselines[0].plan",
    "nothing",
    "an object that holds a plan",
  ],
  [
    "a baseline whose stage ends too early",
    textOf({
      history: {
        baselines: [
          {
            number: 1,
            approvedOn: "2027-01-01",
            plan: { plan: header, stages: [stage, { ...stage, id: "b", end: "2026-01-01" }] },
          },
        ],
      },
    }),
    "history.baselines[0].plan.stages[1].end",
    '"2026-01-01"',
    "a day after the start, 2027-01-01",
  ],
  [
    "a history within a history",
    textOf({ history: { baselines: [{ number: 1, approvedOn: "2027-01-01", plan: { plan: header, history: {} } }] } }),
    "history.baselines[0].plan.history",
    'the unknown key "history"',
    expect.any(String) as unknown as string,
  ],
  [
    "two baselines of one number",
    textOf({
      history: { baselines: [1, 1].map((number) => ({ number, approvedOn: "2027-01-01", plan: { plan: header } })) },
    }),
    "history.baselines[1].number",
    "1",
    "a number of its own; history.baselines[0] has this one",
  ],
]

describe.each([
  ["files", files],
  ["sizes", sizes],
  ["keys", keys],
  ["values", values],
  ["amounts", amounts],
  ["fields together", together],
  ["references", references],
  ["history", history],
])("%s that are refused", (_, cases) => {
  test.each(cases)("%s", (_what, source, path, found, expected) => {
    expect(problemsOf(source)).toEqual([{ path, found, expected }])
  })
})

test("every problem of a document is listed, not the first alone", () => {
  const text = textOf({
    stages: [{ ...stage, kind: "launch", end: "2026-01-01", ownerId: "ana", color: 1 }, stage],
    costs: [{ ...cost, amount: -3 }],
  })
  expect(problemsOf(text).map(({ path }) => path)).toEqual([
    "stages[0].kind",
    "stages[0].color",
    "stages[0].end",
    "costs[0].amount",
    "stages[1].id",
    "stages[0].ownerId",
  ])
})

test("a hundred problems are listed and all are counted", () => {
  const read = readDocument(
    textOf({ people: Array.from({ length: 5000 }, (_, index) => ({ id: `p${index}`, level: "ceo" })) }),
  )
  expect("problems" in read && { listed: read.problems.length, total: read.total, last: read.problems[99] }).toEqual({
    listed: 100,
    total: 5000,
    last: { path: "people[99].name", found: "nothing", expected: NAME },
  })
})

test("a name may hold what people write in one: accents, quotes, marks of direction, and a line break only at its end", () => {
  const names = ["Zoë’s “first” call", "שירות \u200fלקוחות", "多言語", "🙂", "Pilot\n", "A\tB"]
  expect(names.flatMap((name) => problemsOf(textOf({}, { name })))).toEqual([])
  const why = "First\nthen \u202eturned\u202c \u0085"
  expect(problemsOf(textOf({ stages: [{ ...stage, why }] }))).toEqual([])
})

test("where counting stopped, the total is told to be the least that there can be", () => {
  const wrong = Array.from({ length: 100_000 }, () => ({ x: 1, y: 1 }))
  const read = readDocument(textOf({ spend: wrong }))
  expect("problems" in read && read.isAtLeast).toBe(true)
  expect("problems" in read && read.total).toBeGreaterThanOrEqual(200_000)
  const numbers = `[${"1e999,".repeat(1000)}1e999]`
  const odd = readDocument(textOf({ stages: "many" }).replace('"many"', numbers))
  expect("problems" in odd && odd.isAtLeast).toBe(true)
  const few = readDocument(textOf({ spend: wrong.slice(0, 200) }))
  expect(few).not.toHaveProperty("isAtLeast")
})

test("a problem is one line for people", () => {
  expect(problemsOf(textOf({ stages: [{ ...stage, end: "2027-02-30" }] })).map(sayProblem)).toEqual([
    `stages[0].end: found "2027-02-30", expected ${DAY}`,
  ])
  expect(problemsOf("").map(sayProblem)).toEqual(["found an empty file, expected a plan as JSON"])
})

test("what is wrong with the logic of a plan is no problem of its document", () => {
  const text = textOf({
    stages: [stage, { ...stage, id: "rollout", start: "1999-01-01" }],
    dependencies: [
      { fromId: "pilot", toId: "rollout" },
      { fromId: "rollout", toId: "pilot" },
      { fromId: "pilot", toId: "pilot", lagDays: -30 },
    ],
    funding: [{ ...line, expiresOn: "2026-01-01" }],
    metrics: [{ ...metric, baseline: { value: 3, date: "2031-01-01" } }],
    assignments: [{ unfilledRole: "analyst", stageId: "pilot", start: "2040-01-01", end: "2041-01-01", fte: 1 }],
  })
  expect(readDocument(text)).toMatchObject({ warnings: [] })
})
