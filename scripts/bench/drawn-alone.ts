import "../../app/ui/tokens.css"
import "../../app/ui/ui.css"
import "../../app/styles.css"
import type { Plan } from "../../app/plan/plan"
import { mountTimeline } from "../../app/timeline/mount"
import { barsOf } from "./bars-of"
import { largePlan } from "./large-plan"
import { drawBars } from "./raw-svg"

/** What can be drawn: the plain yardstick, the Course with nothing but bars in it, and the Course with all its lanes. */
export type What = "raw" | "bars" | "course"

declare global {
  interface Window {
    /** Makes ready what is to be drawn, so that only the drawing is measured. */
    prepare: (what: What, stageCount: number) => void
    draw: () => void
  }
}

const root = document.getElementById("root") as HTMLElement

window.prepare = (what, stageCount) => {
  const whole = largePlan(stageCount)
  const plan: Plan = what === "course" ? whole : barsOf(whole)
  window.draw = () => {
    if (what === "raw") drawBars(root, plan)
    else mountTimeline(root, plan)
  }
}
