import { toNumber } from "../../app/plan/calendar"
import type { Day, Plan, Stage } from "../../app/plan/plan"

const SVG = "http://www.w3.org/2000/svg"
const ROW = 20
const LABELS = 266

type Shape = { bar: Record<string, string | number>; name: Record<string, string | number> }

function shapesOf({ plan, stages }: Plan, width: number): { stage: Stage; shape: Shape }[] {
  const [from, until] = [toNumber(plan.start), toNumber(plan.horizonEnd)]
  const x = (day: Day): number => LABELS + ((toNumber(day) - from) / (until - from)) * width
  return stages.map((stage, row) => ({
    stage,
    shape: {
      bar: {
        x: x(stage.start),
        y: row * ROW + 3,
        width: x(stage.end) - x(stage.start),
        height: ROW - 6,
        fill: "#5b7a8c",
        "data-stage-id": stage.id,
      },
      name: { x: 8, y: row * ROW + 14, "font-size": 12 },
    },
  }))
}

/**
 * The yardstick: a rect and a text for each stage, put on the page in one fragment, in plain code. A bar that is dragged
 * follows the pointer and nothing else is drawn. It checks nothing and says nothing.
 */
export function drawBars(root: HTMLElement, plan: Plan) {
  const made = (name: string, attributes: Record<string, string | number>): Element => {
    const element = document.createElementNS(SVG, name)
    for (const key in attributes) element.setAttribute(key, String(attributes[key]))
    return element
  }
  const bars = document.createDocumentFragment()
  for (const { stage, shape } of shapesOf(plan, root.clientWidth - LABELS)) {
    const name = made("text", shape.name)
    name.textContent = stage.name
    bars.append(made("rect", shape.bar), name)
  }
  const drawing = made("svg", { width: "100%", height: plan.stages.length * ROW })
  drawing.append(bars)
  root.style.overflow = "hidden auto"
  root.append(drawing)
  letDrag(drawing)
  root.setAttribute("data-timeline-ready", "")
}

function letDrag(drawing: Element) {
  let held: { bar: Element; x: number } | undefined
  drawing.addEventListener("pointerdown", (event) => {
    const { target, clientX, pointerId } = event as PointerEvent
    const bar = (target as Element).closest("[data-stage-id]")
    if (!bar) return
    held = { bar, x: clientX }
    drawing.setPointerCapture(pointerId)
  })
  drawing.addEventListener("pointermove", (event) => {
    held?.bar.setAttribute("transform", `translate(${(event as PointerEvent).clientX - held.x} 0)`)
  })
  drawing.addEventListener("pointerup", () => {
    held = undefined
  })
}

/** The same drawing as a server would send it. It counts as ready as soon as it is there. */
export function barMarkup(plan: Plan): string {
  const say = (attributes: Record<string, string | number>): string =>
    Object.entries(attributes)
      .map(([key, value]) => ` ${key}="${value}"`)
      .join("")
  const bars = shapesOf(plan, 1000).map(
    ({ stage, shape }) => `<rect${say(shape.bar)}/><text${say(shape.name)}>${stage.name}</text>`,
  )
  return `<svg data-timeline-ready="" width="100%" height="${plan.stages.length * ROW}">${bars.join("")}</svg>`
}
