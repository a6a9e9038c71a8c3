import { Refusal } from "../../app/plan/refusal"

/** What an act gives, or undefined where it is refused. */
export function refusedOr<Value>(act: () => Value): Value | undefined {
  try {
    return act()
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** The refusal of an act that must be refused. */
export function refusalOf(act: () => unknown): Refusal {
  try {
    act()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error("nothing was refused")
}
