import type { Day, Plan } from "../../plan/plan"
import { type Sketch, sketch } from "../../plan/sketch"

/** A history with one baseline, sketched, for the examples of rules that compare with what was approved. */
export function approvedOn(day: string, words: Sketch): NonNullable<Plan["history"]> {
  return { baselines: [{ number: 1, approvedOn: day as Day, plan: sketch(words) }] }
}
