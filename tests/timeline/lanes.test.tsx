import type { ReactNode } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { describe, expect, test } from "vitest"
import { reckonAndCheck } from "../../app/checks/run"
import type { Plan } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import { BehaviourLane } from "../../app/timeline/behaviour-lane"
import { FrameProvider, USUAL_WIDTH } from "../../app/timeline/course-frame"
import { FundingLane } from "../../app/timeline/funding-lane"
import type { LaneProps } from "../../app/timeline/lane"
import { LaneTables } from "../../app/timeline/lane-tables"
import { LoadLane } from "../../app/timeline/load-lane"
import { MetricLane } from "../../app/timeline/metric-lane"
import { wholePlanScale } from "../../app/timeline/scale"
import { saltmarsh } from "../support/saltmarsh"

const propsOf = (plan: Plan, given: Partial<LaneProps> = {}): LaneProps => ({
  drawn: { plan, ...reckonAndCheck(plan) },
  scale: wholePlanScale(plan),
  onSelect: () => {},
  folded: false,
  ...given,
})

const drawn = (children: ReactNode, plan: Plan): string =>
  renderToStaticMarkup(
    <FrameProvider
      value={{
        scale: wholePlanScale(plan),
        fiscalYearStartMonth: plan.plan.fiscalYearStartMonth,
        width: USUAL_WIDTH,
        isList: false,
        stageRow: 20,
        moreRoom: 0,
        hasTables: true,
        rows: { metrics: 2, stages: 3, behaviour: 4, load: 5, funding: 6, all: 6 },
        onFold: () => {},
      }}
    >
      {children}
    </FrameProvider>,
  )

/** What is between the tags, each text once over. */
const textOf = (markup: string): string[] => markup.split(/<[^>]*>/).filter((text) => text.trim() !== "")
const namesOf = (markup: string): string[] =>
  [...markup.matchAll(/aria-label="([^"]*)"/g)].map(([, name]) => (name ?? "").replaceAll("&quot;", '"'))

describe("the sample, as the server draws it", () => {
  const plan = saltmarsh()

  test("metrics with patience, their aims and what takes over", () => {
    const markup = drawn(<MetricLane {...propsOf(plan)} />, plan)
    expect(textOf(markup)).toEqual(
      expect.arrayContaining([
        "Leading paths are moving. Lagging ones are not due to yet.",
        "56%, aiming for 82%",
        "patience to Jun 2027",
        "patience to Mar 2028",
        "replaced by Resolved at first contact",
        "89.5%",
      ]),
    )
    expect(namesOf(markup)).toContainEqual(
      expect.stringContaining("Patience: Renewal retention is not expected to move before 1 April 2028."),
    )
  })

  test("behaviours with who is asked", () => {
    const markup = drawn(<BehaviourLane {...propsOf(plan)} />, plan)
    expect(textOf(markup)).toEqual(expect.arrayContaining(["from “Pass the member on”", "34%", "Claims handlers, 640"]))
    expect(markup.match(/is-bare/g)).toHaveLength(1)
  })

  test("a load cell for each quarter of each row, its people in its name", () => {
    const markup = drawn(<LoadLane {...propsOf(plan)} />, plan)
    expect(markup.match(/class="cell load-cell/g)).toHaveLength(80)
    expect(markup.match(/load-cell is-over/g)).toHaveLength(8)
    expect(namesOf(markup)).toContain(
      "Data and platform, FY28 Q1: 132% of capacity, over the limit. Other work 12, this plan 17, capacity 22 FTE.",
    )
  })

  test("money with its labels, and a cell for each quarter", () => {
    const markup = drawn(<FundingLane {...propsOf(plan)} />, plan)
    expect(textOf(markup)).toEqual(
      expect.arrayContaining(["£2.0m no source", "£30m", "need £36.0m", "committed money ends", "£13.0m requested"]),
    )
    expect(namesOf(markup)).toContain(
      "FY30 Q4: £36.0m needed to its end, £21.0m committed, £13.0m requested, £15.0m not paid for.",
    )
  })

  test("the crosshair is read in each lane", () => {
    const at = 21_045 // 15 August 2027
    const read = (lane: ReactNode) => textOf(drawn(lane, plan))
    expect(read(<MetricLane {...propsOf(plan, { at })} />)).toContain("+20")
    expect(read(<BehaviourLane {...propsOf(plan, { at })} />)).toContain("3 under way")
    expect(read(<FundingLane {...propsOf(plan, { at })} />)).toContain("need £15.2m, committed £21.0m")
    expect(drawn(<LoadLane {...propsOf(plan, { at })} />, plan).match(/class="load-read/g)).toHaveLength(4)
  })

  test("folded lanes keep their summary and draw nothing", () => {
    const markup = drawn(<FundingLane {...propsOf(plan, { folded: true })} />, plan)
    expect(textOf(markup)).toContain("£36.0m needed")
    expect(markup).not.toContain("<svg")
  })

  test("the tables end in the whole need", () => {
    const markup = renderToStaticMarkup(<LaneTables drawn={propsOf(plan).drawn} />)
    expect(textOf(markup).slice(-7)).toEqual([
      "FY30 Q4",
      "£600,000",
      "£36,000,000",
      "£21,000,000",
      "£13,000,000",
      "£15,000,000",
      "£2,000,000",
    ])
    expect(markup.match(/<table/g)).toHaveLength(4)
  })
})

describe("lanes that hold nothing", () => {
  const plan = sketch({})

  test("say what goes in them, and offer it only where it can be added", () => {
    const props = propsOf(plan)
    const lanes = [MetricLane, BehaviourLane, LoadLane, FundingLane]
    expect(lanes.map((Each) => textOf(drawn(<Each {...props} onAdd={() => {}} />, plan)).slice(-2))).toEqual([
      ["No metrics yet. What will move, and when?", "Add one"],
      ["No behaviour changes yet. What will people do differently?", "Add one"],
      ["Nobody is assigned yet. Who will do it, beside their other work?", "Assign someone"],
      ["Nothing is priced yet. What will it cost, and who has said yes?", "Add a cost"],
    ])
    expect(drawn(<LoadLane {...props} />, plan)).not.toContain("Assign someone")
  })

  test("a metric without a reading says when its first one is due", () => {
    const metric = sketch({ metrics: [{ cadenceDays: 90 }], targets: [{ value: 60 }] })
    expect(textOf(drawn(<MetricLane {...propsOf(metric)} />, metric))).toContain(
      "No reading yet. First one due 1 April 2027",
    )
  })
})

test("of more metrics and teams than fit, the first forty rows are drawn, and room is kept for all", () => {
  const plan = sketch({
    stages: [{}],
    metrics: Array.from({ length: 50 }, (_, n) => ({ id: `metric-${n + 1}` })),
    resources: Array.from({ length: 45 }, (_, n) => ({ id: `team-${n + 1}`, kind: "pool" as const })),
    assignments: Array.from({ length: 45 }, (_, n) => ({ resourceId: `team-${n + 1}` })),
  })
  const rowsOf = (markup: string): number => markup.split('class="lane-row"').length - 1
  const metrics = drawn(<MetricLane {...propsOf(plan)} />, plan)
  expect(rowsOf(metrics)).toBe(40)
  expect(metrics).toContain(`--rows-height:${50 * 29}px`)
  const load = drawn(<LoadLane {...propsOf(plan)} />, plan)
  expect(rowsOf(load)).toBe(40)
  expect(load).toContain(`--rows-height:${45 * 15}px`)
})
