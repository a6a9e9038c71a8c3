import { Problem } from "./problem.server"

/** What everybody is told who may not know of a plan, and whoever asks for one that is not there. */
export function noSuchPlan(): Problem {
  return new Problem("not-found", "There is no such plan, or it is not for you to see.")
}
