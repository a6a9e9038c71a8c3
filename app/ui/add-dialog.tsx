import { type FormEvent, type ReactNode, useState } from "react"
import { addDays, addMonths, monthStart } from "../plan/calendar"
import type { Change } from "../plan/change"
import type { Day, Funding, Metric, Plan, Stage } from "../plan/plan"
import { Button } from "./button"
import { idFor } from "./changes"
import { Dialog } from "./dialog"
import { controlTerms, FieldFrame } from "./field"
import { stageNumbers } from "./findings"
import { COST_WORDS } from "./inspector-costs"
import { FUNDING_WORDS } from "./inspector-funding"
import { dayText, endText, laterEnd, readDay, readEnd, readStart, startText } from "./month-text"
import { readAmount, readNumber } from "./number-text"
import type { Addition } from "./toolbar"

type Faults = Record<string, string>
/** What a form came to: the change and what to select then, or what is wrong, by field. */
type Outcome = { change: Change; opens?: { collection: "stages" | "funding"; id: string } } | { faults: Faults }

type Sheet = {
  title: string
  verb: string
  fields: (plan: Plan, stage: Stage | undefined) => Field[]
  read: (text: (name: string) => string, plan: Plan) => Outcome
  /** Why the form makes no sense yet. */
  lacks?: (plan: Plan) => string | undefined
}

type Field = {
  name: string
  label: string
  hint?: string
  value?: string
  choices?: readonly (readonly [string, string])[]
}

const needsStages = ({ stages }: Plan): string | undefined =>
  stages.length === 0 ? "There are no stages yet. Add one first." : undefined

const stageChoices = (plan: Plan): [string, string][] => {
  const numbers = stageNumbers(plan)
  return plan.stages.map(({ id, name }) => [id, `${numbers.get(id) ?? ""} ${name}`.trim()])
}

const stageField = (plan: Plan, stage: Stage | undefined, label = "Stage", name = "stageId"): Field => ({
  name,
  label,
  value: stage?.id ?? plan.stages[0]?.id,
  choices: stageChoices(plan),
})

const BAD_MONTH = "Write a month, such as Apr 2027 or 4/27."
const BAD_AMOUNT = "Write an amount, such as 350,000, 350k or 1.2m."

/** The interval of two fields, or what is wrong with them. */
function readSpan(text: (name: string) => string, near: Day): { start: Day; end: Day } | { faults: Faults } {
  const [start, end] = [readStart(text("start"), near), readEnd(text("end"), near)]
  const faults: Faults = { ...(!start && { start: BAD_MONTH }), ...(!end && { end: BAD_MONTH }) }
  if (!start || !end) return { faults }
  if (end > start) return { start, end }
  return { faults: { end: `The end is before the start. Did you mean ${laterEnd(end, start).said}?` } }
}

/** A year that begins where the last stage does not reach, or with the plan. */
function nextSpan(plan: Plan): { start: Day; end: Day } {
  const start = monthStart(plan.plan.asOf > plan.plan.start ? addMonths(plan.plan.asOf, 1) : plan.plan.start)
  return { start, end: addMonths(start, 12) }
}

const spanFields = ({ start, end }: { start: Day; end: Day }): Field[] => [
  { name: "start", label: "Starts", value: startText(start), hint: "Such as Apr 2027" },
  { name: "end", label: "Ends", value: endText(end), hint: "The last month inside" },
]

const SHEETS: Record<Addition, Sheet> = {
  stage: {
    title: "Add a stage",
    verb: "Add stage",
    fields: (plan) => [
      { name: "name", label: "What is it called?" },
      ...(plan.workstreams.length > 0
        ? [
            {
              name: "workstreamId",
              label: "Workstream",
              value: "",
              choices: [["", "None"], ...plan.workstreams.map(({ id, name }) => [id, name] as const)] as const,
            },
          ]
        : []),
      ...spanFields(nextSpan(plan)),
      { name: "amount", label: "What does it cost?", hint: "Spread evenly; may stay empty for now" },
      { name: "why", label: "What is it for?", hint: "May stay empty for now" },
    ],
    read: (text, plan) => {
      const name = text("name")
      const span = readSpan(text, plan.plan.start)
      const amount = text("amount") === "" ? undefined : readAmount(text("amount"))
      const faults: Faults = {
        ...("faults" in span && span.faults),
        ...(name === "" && { name: "Give the stage a name." }),
        ...(text("amount") !== "" && amount === undefined && { amount: BAD_AMOUNT }),
      }
      if ("faults" in span || Object.keys(faults).length > 0) return { faults }
      const id = idFor(plan, "stages", name)
      const [workstreamId, why] = [text("workstreamId"), text("why")]
      const stage: Change = {
        kind: "add",
        collection: "stages",
        record: {
          ...{ id, name, kind: "other", ...span, functions: [], skills: [], powers: [], status: "planned" },
          ...(workstreamId && { workstreamId }),
          ...(why && { why }),
        },
      }
      const opens = { collection: "stages", id } as const
      if (amount === undefined) return { change: stage, opens }
      const cost = { id: idFor(plan, "costs", name), stageId: id, name, kind: "delivery", ...span, amount } as const
      return {
        change: { kind: "several", changes: [stage, { kind: "add", collection: "costs", record: cost }] },
        opens,
      }
    },
  },
  cost: {
    title: "Add a cost",
    verb: "Add cost",
    lacks: needsStages,
    fields: (plan, stage) => [
      stageField(plan, stage),
      { name: "name", label: "What for?", value: (stage ?? plan.stages[0])?.name },
      { name: "amount", label: "Amount", hint: "Such as 350k or 1.2m" },
      ...spanFields(stage ?? plan.stages[0] ?? nextSpan(plan)),
      { name: "kind", label: "Kind", value: "delivery", choices: Object.entries(COST_WORDS) },
    ],
    read: (text, plan) => {
      const span = readSpan(text, plan.plan.start)
      const amount = readAmount(text("amount"))
      const name = text("name")
      const faults: Faults = {
        ...("faults" in span && span.faults),
        ...(amount === undefined && { amount: BAD_AMOUNT }),
        ...(name === "" && { name: "Say what the money is for." }),
      }
      if ("faults" in span || amount === undefined || name === "") return { faults }
      const kind = text("kind") as keyof typeof COST_WORDS
      const record = { id: idFor(plan, "costs", name), stageId: text("stageId"), name, kind, ...span, amount }
      return { change: { kind: "add", collection: "costs", record } }
    },
  },
  funding: {
    title: "Add a funding line",
    verb: "Add funding line",
    fields: (plan) => [
      { name: "name", label: "What is it called?", hint: "Such as Board programme fund, tranche 4" },
      { name: "source", label: "Whose money is it?", value: "The board" },
      { name: "amount", label: "Amount", hint: "Such as 8m" },
      {
        name: "status",
        label: "How sure is it?",
        value: "requested",
        choices: Object.entries(FUNDING_WORDS).filter(([status]) => status !== "withdrawn"),
      },
      { name: "availableFrom", label: "Available from", value: startText(plan.plan.start) },
      { name: "decidedOn", label: "Decided on", hint: "The day, where it is decided" },
      { name: "evidence", label: "Evidence of the decision", hint: "A minute, a letter or a link" },
    ],
    read: (text, plan) => {
      const [name, source] = [text("name"), text("source")]
      const amount = readAmount(text("amount"))
      const availableFrom = readStart(text("availableFrom"), plan.plan.start)
      const decidedOn = text("decidedOn") === "" ? undefined : readDay(text("decidedOn"), plan.plan.asOf)
      const faults: Faults = {
        ...(name === "" && { name: "Give the money a name." }),
        ...(source === "" && { source: "Say whose money it is." }),
        ...(amount === undefined && { amount: BAD_AMOUNT }),
        ...(!availableFrom && { availableFrom: BAD_MONTH }),
        ...(text("decidedOn") !== "" &&
          !decidedOn && { decidedOn: `Write a day, such as ${dayText(plan.plan.asOf)}.` }),
      }
      if (amount === undefined || !availableFrom || Object.keys(faults).length > 0) return { faults }
      const id = idFor(plan, "funding", name)
      const evidence = text("evidence")
      const record = {
        ...{ id, name, source, amount, availableFrom, carryOver: true, released: [] },
        status: text("status") as Funding["status"],
        ...(decidedOn && { decidedOn }),
        ...(evidence && { evidence }),
      }
      return { change: { kind: "add", collection: "funding", record }, opens: { collection: "funding", id } }
    },
  },
  assignment: {
    title: "Add people to a stage",
    verb: "Add people",
    lacks: needsStages,
    fields: (plan, stage) => [
      stageField(plan, stage),
      {
        name: "resourceId",
        label: "Who?",
        value: plan.resources[0]?.id ?? "",
        choices: [...plan.resources.map(({ id, name }) => [id, name] as const), ["", "Somebody still to be found"]],
      },
      { name: "unfilledRole", label: "Role still to be found", hint: "Only where nobody is chosen above" },
      { name: "fte", label: "Full-time people", value: "1" },
    ],
    read: (text, plan) => {
      const fte = readNumber(text("fte"), 2)
      const [resourceId, unfilledRole, stageId] = [text("resourceId"), text("unfilledRole"), text("stageId")]
      const faults: Faults = {
        ...((fte === undefined || fte < 0) && { fte: "Write how many full-time people, such as 2 or 0.5." }),
        ...(resourceId === "" && unfilledRole === "" && { unfilledRole: "Say which role is to be found." }),
      }
      if (fte === undefined || Object.keys(faults).length > 0) return { faults }
      const id = idFor(plan, "assignments", `${resourceId || unfilledRole} ${stageId}`)
      const who = resourceId === "" ? { unfilledRole } : { resourceId }
      return {
        change: { kind: "add", collection: "assignments", record: { id, stageId, ...who, fte } },
        opens: { collection: "stages", id: stageId },
      }
    },
  },
  gate: {
    title: "Add a gate",
    verb: "Add gate",
    lacks: needsStages,
    fields: (plan, stage = plan.stages[0]) => [
      stageField(plan, stage),
      { name: "name", label: "What is decided there?", value: stage ? `End of ${stage.name}` : "" },
      { name: "date", label: "Day", value: stage ? dayText(addDays(stage.end, -1)) : "" },
      { name: "criterion", label: "What must hold?", hint: "One criterion; more can follow" },
    ],
    read: (text, plan) => {
      const [stageId, name, criterion] = [text("stageId"), text("name"), text("criterion")]
      const date = readDay(text("date"), plan.plan.asOf)
      const faults: Faults = {
        ...(name === "" && { name: "Say what is decided." }),
        ...(!date && { date: `Write a day, such as ${dayText(plan.plan.asOf)}.` }),
      }
      if (!date || name === "") return { faults }
      const id = idFor(plan, "gates", `${stageId} gate`)
      const criteria = criterion ? [{ text: criterion }] : []
      return {
        change: { kind: "add", collection: "gates", record: { id, stageId, date, name, criteria } },
        opens: { collection: "stages", id: stageId },
      }
    },
  },
  dependency: {
    title: "What waits for what?",
    verb: "Add",
    lacks: ({ stages }) => (stages.length < 2 ? "This needs two stages. Add them first." : undefined),
    fields: (plan, stage) => [
      stageField(plan, stage ?? plan.stages[1], "This stage", "toId"),
      stageField(plan, undefined, "waits for", "fromId"),
      { name: "lagDays", label: "Days between them", value: "0" },
    ],
    read: (text, plan) => {
      const [fromId, toId] = [text("fromId"), text("toId")]
      const lagDays = readNumber(text("lagDays"), 0)
      const faults: Faults = {
        ...(fromId === toId && { fromId: "A stage cannot wait for itself." }),
        ...(plan.dependencies.some((each) => each.fromId === fromId && each.toId === toId) && {
          fromId: "It waits for that stage already.",
        }),
        ...(lagDays === undefined && { lagDays: "Write a whole number of days." }),
      }
      if (lagDays === undefined || Object.keys(faults).length > 0) return { faults }
      const id = idFor(plan, "dependencies", `${fromId} before ${toId}`)
      return {
        change: { kind: "add", collection: "dependencies", record: { id, fromId, toId, type: "FS", lagDays } },
        opens: { collection: "stages", id: toId },
      }
    },
  },
  behaviour: {
    title: "Add a behaviour change",
    verb: "Add behaviour",
    fields: (plan, stage) => [
      { name: "to", label: "What will people do differently?" },
      { name: "from", label: "What do they do today?" },
      {
        name: "groupId",
        label: "Who?",
        value: plan.groups[0]?.id ?? "",
        choices: [...plan.groups.map(({ id, name }) => [id, name] as const), ["", "A new group, named below"]],
      },
      { name: "group", label: "A new group", hint: "Such as Claims handlers" },
      { name: "headcount", label: "How many people are in the new group?" },
      {
        name: "stageId",
        label: "Part of",
        value: stage?.id ?? "",
        choices: [["", "No stage"], ...stageChoices(plan)],
      },
      ...spanFields(stage ?? nextSpan(plan)),
    ],
    read: (text, plan) => {
      const span = readSpan(text, plan.plan.start)
      const [to, from, stageId, group] = [text("to"), text("from"), text("stageId"), text("group")]
      const isNew = text("groupId") === ""
      const headcount = readNumber(text("headcount"), 0)
      const faults: Faults = {
        ...("faults" in span && span.faults),
        ...(to === "" && { to: "Say what people will do." }),
        ...(from === "" && { from: "Say what they do today." }),
        ...(isNew && group === "" && { group: "Name the group." }),
        ...(isNew && (headcount === undefined || headcount < 0) && { headcount: "Write a number of people." }),
      }
      if ("faults" in span || Object.keys(faults).length > 0) return { faults }
      const groupId = isNew ? idFor(plan, "groups", group) : text("groupId")
      const behaviour: Change = {
        kind: "add",
        collection: "behaviours",
        record: {
          ...{ id: idFor(plan, "behaviours", to), groupId, from, to, ...span, reinforcement: [] },
          ...(stageId && { stageId }),
        },
      }
      if (!isNew) return { change: behaviour }
      const people = { id: groupId, name: group, headcount: headcount ?? 0, level: "other" } as const
      return {
        change: { kind: "several", changes: [{ kind: "add", collection: "groups", record: people }, behaviour] },
      }
    },
  },
  metric: {
    title: "Add a metric",
    verb: "Add metric",
    fields: () => [
      { name: "name", label: "What is it called?", hint: "Such as Resolved without chasing" },
      { name: "definition", label: "How is it measured?" },
      { name: "unit", label: "Unit", value: "%", hint: "Empty for a plain count" },
      { name: "tier", label: "What does it tell of?", value: "operational", choices: TIERS },
      { name: "role", label: "When does it move?", value: "leading", choices: ROLES },
      { name: "direction", label: "Better is", value: "up", choices: DIRECTIONS },
    ],
    read: (text, plan) => {
      const [name, definition] = [text("name"), text("definition")]
      const faults: Faults = {
        ...(name === "" && { name: "Give the metric a name." }),
        ...(definition === "" && { definition: "Say how it is measured." }),
      }
      if (Object.keys(faults).length > 0) return { faults }
      const record = {
        ...{ id: idFor(plan, "metrics", name), name, definition, unit: text("unit"), decimals: 0 },
        tier: text("tier") as Metric["tier"],
        role: text("role") as Metric["role"],
        direction: text("direction") as Metric["direction"],
        ...{ tags: [], cadenceDays: 31, drivenByIds: [] },
        shape: "takehold" as const,
      }
      return { change: { kind: "add", collection: "metrics", record } }
    },
  },
}

const TIERS: Field["choices"] = [
  ["operational", "How the work runs"],
  ["perception", "What customers think"],
  ["behaviour", "What customers do"],
  ["financial", "What it earns or costs"],
]

const ROLES: Field["choices"] = [
  ["leading", "First, before the results"],
  ["lagging", "Late, as a result"],
  ["guard", "It should not move: it must not get worse"],
]

const DIRECTIONS: Field["choices"] = [
  ["up", "Higher"],
  ["down", "Lower"],
]

/** The form that adds something to the plan, with what is most likely filled in. */
export function AddDialog({
  kind,
  plan,
  stageId,
  onClose,
  onAdd,
}: {
  kind: Addition
  plan: Plan
  /** The stage that is selected, which the addition is probably for. */
  stageId?: string
  onClose: () => void
  onAdd: (change: Change, opens?: { collection: "stages" | "funding"; id: string }) => void
}) {
  const [faults, setFaults] = useState<Faults>({})
  const sheet = SHEETS[kind]
  const lacks = sheet.lacks?.(plan)
  const stage = plan.stages.find(({ id }) => id === stageId)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const outcome = sheet.read((name) => String(form.get(name) ?? "").trim(), plan)
    if ("change" in outcome) return onAdd(outcome.change, outcome.opens)
    setFaults(outcome.faults)
    const [first] = Object.keys(outcome.faults)
    event.currentTarget.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
  }
  if (lacks) {
    return (
      <Dialog
        title={sheet.title}
        onClose={onClose}
        actions={
          <Button look="main" autoFocus onClick={onClose}>
            Close
          </Button>
        }
      >
        <p>{lacks}</p>
      </Dialog>
    )
  }
  return (
    <Dialog title={sheet.title} onClose={onClose}>
      <form className="sheet" onSubmit={submit}>
        {sheet.fields(plan, stage).map((field, place) => (
          <FormField key={field.name} field={field} fault={faults[field.name]} isFirst={place === 0} />
        ))}
        <div className="dialog-actions">
          <Button look="main" type="submit">
            {sheet.verb}
          </Button>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function FormField({ field, fault, isFirst }: { field: Field; fault?: string; isFirst: boolean }): ReactNode {
  const { name, label, hint, value, choices } = field
  const id = `add-${name}`
  const terms = controlTerms(id, { fault, hint })
  return (
    <FieldFrame id={id} label={label} hint={hint} fault={fault ? { says: fault } : undefined}>
      {choices ? (
        <select {...terms} name={name} defaultValue={value}>
          {choices.map(([each, words]) => (
            <option key={each} value={each}>
              {words}
            </option>
          ))}
        </select>
      ) : (
        // biome-ignore lint/a11y/noAutofocus: the dialog was opened to fill this in.
        <input {...terms} name={name} defaultValue={value} autoComplete="off" autoFocus={isFirst} />
      )}
    </FieldFrame>
  )
}
