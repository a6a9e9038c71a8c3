import { renderToStaticMarkup } from "react-dom/server"
import { describe, expect, test } from "vitest"
import type { Plan } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import { Course } from "../../app/timeline/course"
import { drawPlan } from "../../app/timeline/judge"
import { fitPlan } from "../../app/timeline/zoom"
import { saltmarsh } from "../support/saltmarsh"

/** The Course as a server draws it, without a browser. */
function drawnByServer(plan: Plan, more: { baseline?: Plan; readOnly?: boolean } = {}): string {
  return renderToStaticMarkup(
    <Course
      stored={drawPlan(plan)}
      revision={7}
      view={fitPlan(plan)}
      compareWith={more.baseline && { plan: more.baseline, name: "Baseline 2" }}
      readOnly={more.readOnly}
      onView={nothing}
      onSelect={nothing}
      onChange={nothing}
      onPreview={nothing}
    />,
  )
}
const nothing = () => {}

/** The tags that carry an attribute. */
const tagsWith = (html: string, attribute: string): string[] =>
  html.match(new RegExp(`<[^>]*\\s${attribute}="[^>]*>`, "g")) ?? []
const attributeOf = (tag: string, attribute: string): string | undefined =>
  new RegExp(`\\s${attribute}="([^"]*)"`).exec(tag)?.[1]

describe("the server's drawing of the sample", () => {
  const html = drawnByServer(saltmarsh(), { baseline: saltmarsh().history?.baselines.at(-1)?.plan as Plan })

  test("holds a bar for each stage, in place", () => {
    const bars = new Map(
      tagsWith(html, "data-stage-id").map((tag) => [attributeOf(tag, "data-stage-id"), attributeOf(tag, "style")]),
    )
    expect([...bars.keys()]).toEqual([
      "hear-every-member",
      "complaint-root-causes",
      "one-owner-per-claim",
      "vulnerable-member-care",
      "front-line-authority",
      "leaders-listen-and-learn",
      "make-it-how-we-run",
      "one-member-record",
      "no-surprise-renewals",
      "proactive-claims",
    ])
    expect(bars.get("hear-every-member")).toMatch(/^left:0%;width:19\.9/)
  })
  test("holds every lane, and a mark for every finding that has a place of its own", () => {
    expect(tagsWith(html, "data-lane").map((tag) => attributeOf(tag, "data-lane"))).toEqual([
      ...["metrics", "stages", "behaviour", "load", "funding"],
    ])
    const marked = new Set(tagsWith(html, "data-rule").map((tag) => attributeOf(tag, "data-rule")))
    const found = new Set(drawPlan(saltmarsh()).report.findings.map(({ ruleId }) => ruleId))
    // These stand behind graver ones of the same place, or are about no place at all.
    const unmarked = ["META004", "STAG002", "STAG006"]
    expect([...marked, ...unmarked].sort()).toEqual([...found].sort())
  })
  test("names its version, and does not say that it can be used yet", () => {
    expect(html).toContain('data-plan-revision="7"')
    expect(html).not.toContain("data-timeline-ready")
  })
  test("hides what is only drawn, and nothing in it takes focus", () => {
    for (const drawing of html.match(/<svg[^>]*>/g) ?? []) expect(drawing).toContain('aria-hidden="true"')
    const inside = html.match(/<svg.*?<\/svg>/gs)?.join("") ?? ""
    expect(inside).not.toContain("tabindex")
  })
  test("says what changed since the baseline", () => {
    expect(html).toContain("+6 months")
    expect(html).toContain("new since baseline")
    expect(html).toContain("Baseline 2")
  })
  test("each row reads as a sentence", () => {
    expect(html).toContain(
      'aria-label="Stage 6, One member record, January 2027 to September 2028, £9.0 million, ' +
        'paid for to March 2028, then asked for. One problem: must settle."',
    )
  })
  test("is drawn the same every time", () => {
    expect(drawnByServer(saltmarsh())).toBe(drawnByServer(saltmarsh()))
  })
})

describe("many stages", () => {
  const many = sketch({ stages: Array.from({ length: 2000 }, (_, at) => ({ id: `s${at}`, name: `Stage ${at}` })) })
  const html = drawnByServer(many)

  test("the server draws the first forty, and says how many there are", () => {
    const rows = tagsWith(html, "aria-setsize")
    expect(rows).toHaveLength(40)
    expect(attributeOf(rows[39] ?? "", "aria-posinset")).toBe("40")
    expect(attributeOf(rows[39] ?? "", "aria-setsize")).toBe("2000")
    expect(html).toContain("--rows-height:40000px")
  })
  test("each row says which of all it is, drawn or not", () => {
    // The axis, five lanes, and a row that says so in each of the four that hold nothing.
    expect(attributeOf(tagsWith(html, "aria-rowcount")[0] ?? "", "aria-rowcount")).toBe("2010")
    const indices = tagsWith(html, "aria-rowindex").map((tag) => Number(attributeOf(tag, "aria-rowindex")))
    const stages = Array.from({ length: 40 }, (_, at) => 5 + at)
    expect(indices).toEqual([1, 2, 4, ...stages, 2005, 2007, 2009])
  })
  test("the page stays small", () => {
    expect((html.match(/<[a-z]/g) ?? []).length).toBeLessThan(3000)
  })
})

test("an empty plan keeps its lanes and says what goes in them", () => {
  const html = drawnByServer(sketch({}))
  expect(html).toContain("No stages yet. What will be done first?")
  expect(tagsWith(html, "data-lane")).toHaveLength(5)
})

test("what can only be read has no handles", () => {
  expect(drawnByServer(saltmarsh())).toContain('data-handle="start"')
  expect(drawnByServer(saltmarsh(), { readOnly: true })).not.toContain("data-handle")
})
