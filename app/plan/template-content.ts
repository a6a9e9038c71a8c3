import type { Behaviour, Group, Metric, Person, Stage } from "./plan"

/** Months from the plan's start, before they are brought onto its fiscal quarters. */
type Months = { begins: number; ends: number }

/** A stage as the template has it: what it is, and why it is there. */
export type StageSketch = Pick<Stage, "id" | "name" | "workstreamId" | "kind" | "functions"> &
  Months & {
    why: string
    expect: string
    notYet: string
    process: string
    ownerId: string
    waitsFor?: { id: string; reason: string }[]
    zeroCostReason?: string
    /** False where the same people go on working, only otherwise. */
    createsRunCost?: boolean
    /** The last is held at the stage's end, one before it part of the way. */
    gates: { id: string; name: string; at: number; criterion: string; op: ">=" | "<="; value: number }[]
  }

/** A metric as the template has it, with the stages that move it. */
export type MetricSketch = Pick<
  Metric,
  "id" | "name" | "unit" | "decimals" | "direction" | "tier" | "role" | "cadenceDays" | "definition" | "drivenByIds"
> & { why: string; movedBy: string[] }

/** A behaviour as the template has it. */
export type BehaviourSketch = Pick<Behaviour, "id" | "groupId" | "stageId" | "from" | "to"> &
  Months & {
    /** By when it should be the norm, in months from the plan's start. */
    normBy: number
    why: string
    trigger: string
    reinforcement: { kind: Behaviour["reinforcement"][number]["kind"]; text: string }[]
  }

/** The strands of the template, in order. */
export const WORKSTREAMS: readonly { id: string; name: string }[] = [
  { id: "listen", name: "Listen" },
  { id: "mend", name: "Mend" },
  { id: "how-we-work", name: "How we work" },
  { id: "keep", name: "Keep it" },
]

/** The people of the template by their role; their names are the reader's to give. */
export const PEOPLE: readonly Pick<Person, "id" | "name" | "level">[] = [
  { id: "chief-executive", name: "Chief Executive", level: "ceo" },
  { id: "chief-customer-officer", name: "Chief Customer Officer", level: "executive" },
  { id: "chief-operating-officer", name: "Chief Operating Officer", level: "executive" },
  { id: "chief-financial-officer", name: "Chief Financial Officer", level: "executive" },
  { id: "chief-information-officer", name: "Chief Information Officer", level: "executive" },
]

/** Who will work differently. The sizes are examples. */
export const GROUPS: readonly Pick<Group, "id" | "name" | "level" | "headcount">[] = [
  { id: "executive-team", name: "Executive team", level: "executive", headcount: 10 },
  { id: "team-leaders", name: "Team leaders", level: "manager", headcount: 50 },
  { id: "front-line", name: "Front line", level: "frontline", headcount: 500 },
  { id: "product-and-process-owners", name: "Product and process owners", level: "manager", headcount: 25 },
]

/** The eight stages, in order. */
export const STAGES: readonly StageSketch[] = [
  {
    id: "hear-every-customer",
    name: "Hear every customer",
    workstreamId: "listen",
    kind: "listen",
    functions: ["Service", "Sales", "Operations"],
    begins: 0,
    ends: 12,
    ownerId: "chief-customer-officer",
    why: "Nobody can mend what nobody has heard. Complaints, customers who left and what the front line knows come together in one place.",
    expect: "Every month the executive team knows what customers complained about and why some of them left.",
    notYet: "No score moves. Listening alone changes nothing for customers.",
    process: "Reasons are read together each month; each executive hears customers in person.",
    gates: [
      {
        id: "first-reasons-read",
        name: "First reasons are read",
        at: 6,
        criterion: "Every function has read the reasons of its own customers at least three times.",
        op: ">=",
        value: 3,
      },
      {
        id: "customers-heard",
        name: "Customers are heard",
        at: 12,
        criterion: "The reason is known for nine in ten customers who left in the last quarter.",
        op: ">=",
        value: 90,
      },
    ],
  },
  {
    id: "agree-one-promise",
    name: "Agree one promise",
    workstreamId: "how-we-work",
    kind: "prepare",
    functions: ["Executive team"],
    begins: 0,
    ends: 6,
    ownerId: "chief-executive",
    zeroCostReason: "Done by the executive team in its own meetings.",
    why: "Each function serves customers in its own way until all have agreed on one. Later choices are held against this promise.",
    expect: "All functions have put their names to one promise to customers.",
    notYet: "The front line works as before.",
    process: "One page, written by the executive team itself and read to customers before it is signed.",
    gates: [
      {
        id: "promise-signed",
        name: "The promise is signed",
        at: 6,
        criterion: "Every function has signed the promise.",
        op: ">=",
        value: 100,
      },
    ],
  },
  {
    id: "mend-three-things",
    name: "Mend three sore points",
    workstreamId: "mend",
    kind: "pilot",
    functions: ["Operations", "Service", "Technology"],
    begins: 6,
    ends: 15,
    ownerId: "chief-operating-officer",
    waitsFor: [{ id: "agree-one-promise", reason: "The promise says which points are sorest." }],
    why: "People believe in a change that they can see. Three sore points put right early earn patience for the rest.",
    expect: "Customers in the pilot no longer meet these three problems.",
    notYet: "Only the pilot feels it: recommendation and retention stay where they are.",
    process: "One cause at a time, in one region or line of business: found, owned, mended, checked with customers.",
    gates: [
      {
        id: "three-things-mended",
        name: "Three points are mended",
        at: 15,
        criterion: "Complaints about the three problems are down by half in the pilot.",
        op: "<=",
        value: 50,
      },
    ],
  },
  {
    id: "one-owner-for-each-problem",
    name: "One owner per problem",
    workstreamId: "mend",
    kind: "rollout",
    functions: ["Service", "Operations"],
    begins: 15,
    ends: 33,
    createsRunCost: false,
    ownerId: "chief-operating-officer",
    waitsFor: [{ id: "mend-three-things", reason: "The pilot shows what an owner must be able to decide." }],
    why: "A customer who is passed on tells the same story again and again. One person keeps the problem until it is solved.",
    expect: "Whoever takes a problem up is named to the customer and stays with it.",
    notYet: "Retention: customers have to come to their next decision first.",
    process: "Team by team; the next one begins when the one before it needs no more help.",
    gates: [
      {
        id: "half-the-teams-own",
        name: "Half of the teams",
        at: 24,
        criterion: "In half of the teams every open problem has an owner.",
        op: ">=",
        value: 50,
      },
      {
        id: "every-problem-owned",
        name: "Every problem has an owner",
        at: 33,
        criterion: "Nine in ten problems are solved by the person who took them up.",
        op: ">=",
        value: 90,
      },
    ],
  },
  {
    id: "decide-on-the-spot",
    name: "Let the front line decide",
    workstreamId: "how-we-work",
    kind: "rollout",
    functions: ["Service", "Sales", "People"],
    begins: 18,
    ends: 36,
    createsRunCost: false,
    ownerId: "chief-customer-officer",
    waitsFor: [
      { id: "hear-every-customer", reason: "Limits follow from what people had to ask for." },
      { id: "mend-three-things", reason: "The pilot shows which decisions people can take." },
    ],
    why: "Those who hear the problem can solve it best, if they may spend time and money on it without asking.",
    expect: "Most requests are settled by the person who hears them, within clear limits.",
    notYet: "Financial results: they follow customers, and customers follow later.",
    process: "Limits rise in steps, team by team, when decisions were ones that leaders would stand by.",
    gates: [
      {
        id: "first-limits-raised",
        name: "First limits raised",
        at: 27,
        criterion: "In the first teams, decisions on the spot were right in nine cases of ten.",
        op: ">=",
        value: 90,
      },
      {
        id: "front-line-decides",
        name: "The front line decides",
        at: 36,
        criterion: "Four in five requests are settled without asking anybody.",
        op: ">=",
        value: 80,
      },
    ],
  },
  {
    id: "one-view-of-each-customer",
    name: "One view per customer",
    workstreamId: "mend",
    kind: "rollout",
    functions: ["Technology", "Service", "Sales"],
    begins: 21,
    ends: 42,
    ownerId: "chief-information-officer",
    waitsFor: [
      { id: "hear-every-customer", reason: "What people need to see is what customers had to repeat." },
      { id: "mend-three-things", reason: "The pilot shows what one view must hold." },
    ],
    why: "Everyone who speaks with a customer sees the same history, promises and open questions.",
    expect: "Customers do not have to say again what they have told us.",
    notYet: "Old systems stay beside the new view until a month passes without a difference.",
    process: "One line of business at a time, old and new side by side.",
    gates: [
      {
        id: "first-line-on-one-view",
        name: "First line of business",
        at: 33,
        criterion: "The first line of business works from one view for a month without a difference.",
        op: ">=",
        value: 1,
      },
      {
        id: "one-view-for-all",
        name: "One view for all",
        at: 42,
        criterion: "Nineteen in twenty contacts open on the one view.",
        op: ">=",
        value: 95,
      },
    ],
  },
  {
    id: "keep-promises-that-matter",
    name: "Moments that matter",
    workstreamId: "keep",
    kind: "rollout",
    functions: ["Product", "Sales", "Finance"],
    begins: 33,
    ends: 51,
    ownerId: "chief-customer-officer",
    waitsFor: [{ id: "one-owner-for-each-problem", reason: "An owner keeps what the promise says." }],
    why: "Customers decide to stay or go at a few moments: joining, a problem, a price change, leaving. These are designed again around the promise.",
    expect: "At each of these moments customers get what the promise says, and are told before they ask.",
    notYet: "The whole effect on income: it arrives in the years after.",
    process: "One moment at a time, tried with customers who volunteered.",
    gates: [
      {
        id: "first-moment-kept",
        name: "First moment",
        at: 42,
        criterion: "At the first moment, nine in ten customers say that the promise was kept.",
        op: ">=",
        value: 90,
      },
      {
        id: "moments-kept",
        name: "All moments",
        at: 51,
        criterion: "At each moment, nine in ten customers say that the promise was kept.",
        op: ">=",
        value: 90,
      },
    ],
  },
  {
    id: "make-it-how-we-run",
    name: "Make it how we run",
    workstreamId: "keep",
    kind: "embed",
    functions: ["Finance", "People", "Strategy"],
    begins: 45,
    ends: 60,
    ownerId: "chief-executive",
    waitsFor: [{ id: "decide-on-the-spot", reason: "Only what people already do can become how the company runs." }],
    why: "What is still a programme after five years is gone in the sixth. Its forums, measures and budgets become the ordinary ones.",
    expect: "Each practice has a function that keeps it, with a measure, a budget and an owner.",
    notYet: "Nothing: by now the whole of it should show.",
    process: "Practice by practice, handed to the function that will keep it.",
    gates: [
      {
        id: "half-handed-over",
        name: "Half is handed over",
        at: 54,
        criterion: "Half of the practices stand in an ordinary budget.",
        op: ">=",
        value: 50,
      },
      {
        id: "handed-over",
        name: "Handed over",
        at: 60,
        criterion: "Every practice has an owner, a measure and a place in an ordinary budget.",
        op: ">=",
        value: 100,
      },
    ],
  },
]

/** The five metrics, in the order in which they should move; their ids keep it. */
export const METRICS: readonly MetricSketch[] = [
  {
    id: "1-solved-at-first-contact",
    name: "Solved at first contact",
    unit: "%",
    decimals: 0,
    direction: "up",
    tier: "operational",
    role: "leading",
    cadenceDays: 31,
    drivenByIds: [],
    definition: "Share of questions and problems after which the customer does not come back about the same matter.",
    why: "It moves first, and says within a quarter whether the work is right.",
    movedBy: ["mend-three-things", "one-owner-for-each-problem", "decide-on-the-spot"],
  },
  {
    id: "2-had-to-ask-again",
    name: "Had to ask again",
    unit: "%",
    decimals: 0,
    direction: "down",
    tier: "operational",
    role: "leading",
    cadenceDays: 31,
    drivenByIds: [],
    definition: "Share of customers with an open matter who had to ring, write or ask where it stands.",
    why: "It counts the effort that customers are put to, before it shows in what they think of us.",
    movedBy: ["mend-three-things", "one-owner-for-each-problem", "one-view-of-each-customer"],
  },
  {
    id: "3-would-recommend-us",
    name: "Would recommend us",
    unit: "NPS",
    decimals: 0,
    direction: "up",
    tier: "perception",
    role: "lagging",
    cadenceDays: 92,
    drivenByIds: ["1-solved-at-first-contact", "2-had-to-ask-again"],
    definition: "Net promoter score of customers drawn at random.",
    why: "What customers think follows what they met, about half a year later. It is not expected to move before.",
    movedBy: ["mend-three-things", "one-owner-for-each-problem", "keep-promises-that-matter"],
  },
  {
    id: "4-customers-who-stay",
    name: "Customers who stay",
    unit: "%",
    decimals: 1,
    direction: "up",
    tier: "behaviour",
    role: "lagging",
    cadenceDays: 92,
    drivenByIds: ["1-solved-at-first-contact", "3-would-recommend-us"],
    definition: "Share of customers of a year ago who are still customers.",
    why: "What customers do follows at their next decision, about a year after they feel the change.",
    movedBy: ["one-owner-for-each-problem", "decide-on-the-spot", "keep-promises-that-matter", "make-it-how-we-run"],
  },
  {
    id: "5-income-that-stays",
    name: "Income that stays",
    unit: "%",
    decimals: 1,
    direction: "up",
    tier: "financial",
    role: "lagging",
    cadenceDays: 92,
    drivenByIds: ["4-customers-who-stay"],
    definition: "Income from customers of a year ago, against their income then.",
    why: "It is what the board will ask for, and the last to move: about two years after customers feel the change.",
    movedBy: ["one-owner-for-each-problem", "decide-on-the-spot", "keep-promises-that-matter", "make-it-how-we-run"],
  },
]

/** The six behaviours, in the order in which they begin. */
export const BEHAVIOURS: readonly BehaviourSketch[] = [
  {
    id: "explain-why-customers-left",
    groupId: "executive-team",
    stageId: "hear-every-customer",
    from: "Report the score",
    to: "Explain each loss",
    begins: 0,
    ends: 18,
    normBy: 12,
    why: "People find out what leaders ask about. Leaders who ask why customers left make everybody want to know.",
    trigger: "The month's figures are on the table.",
    reinforcement: [
      { kind: "leader", text: "The Chief Executive asks first, every month." },
      { kind: "process", text: "Customers who left stand before the figures on the agenda." },
    ],
  },
  {
    id: "settle-it-in-the-open",
    groupId: "executive-team",
    stageId: "agree-one-promise",
    from: "Guard our own priorities",
    to: "Settle them in the open",
    begins: 3,
    ends: 24,
    normBy: 12,
    why: "Functions that compete quietly pass the price on to customers. A promise holds only where its conflicts are settled.",
    trigger: "Two functions want different things from the same customer.",
    reinforcement: [
      { kind: "leader", text: "The Chief Executive decides what stays open for a month." },
      { kind: "process", text: "What was agreed is written down and looked at again." },
    ],
  },
  {
    id: "own-it-until-solved",
    groupId: "front-line",
    stageId: "one-owner-for-each-problem",
    from: "Pass the customer on",
    to: "Own it until it is solved",
    begins: 15,
    ends: 33,
    normBy: 30,
    why: "It is what customers feel first: somebody has their problem, and has a name.",
    trigger: "A customer brings a problem that belongs to another team.",
    reinforcement: [
      { kind: "coaching", text: "Team leaders go through one solved problem with each person every week." },
      { kind: "recognition", text: "Customers' thanks are read out where all can hear." },
    ],
  },
  {
    id: "decide-with-the-customer",
    groupId: "front-line",
    stageId: "decide-on-the-spot",
    from: "Ask permission",
    to: "Decide on the spot",
    begins: 18,
    ends: 36,
    normBy: 33,
    why: "An answer given at once is worth more than a better one next week, and costs less.",
    trigger: "A customer's case lies within the limit.",
    reinforcement: [
      { kind: "training", text: "Cases from our own complaints, decided and argued over." },
      { kind: "process", text: "Limits rise when decisions were ones that leaders would stand by." },
    ],
  },
  {
    id: "back-the-decision",
    groupId: "team-leaders",
    stageId: "decide-on-the-spot",
    from: "Check every exception",
    to: "Back the decision",
    begins: 18,
    ends: 39,
    normBy: 36,
    why: "Nobody decides twice on the spot who was corrected for it once. Team leaders make it safe.",
    trigger: "Somebody made a decision that the team leader would have made differently.",
    reinforcement: [
      { kind: "coaching", text: "Leaders of team leaders listen in once a month." },
      { kind: "incentive", text: "Team leaders' reviews ask their teams whether they were backed." },
    ],
  },
  {
    id: "launch-when-the-promise-holds",
    groupId: "product-and-process-owners",
    stageId: "keep-promises-that-matter",
    from: "Launch on time",
    to: "Launch when it is ready",
    begins: 33,
    ends: 54,
    normBy: 51,
    why: "What is launched in a hurry is what customers complain about a year later.",
    trigger: "A launch date is near and customers who tried it had trouble.",
    reinforcement: [
      { kind: "audit", text: "Each launch is tried by customers, and their verdict is on the approval." },
      { kind: "leader", text: "The executive team has put off a launch, and said why." },
    ],
  },
]
