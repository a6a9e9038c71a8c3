import { useCallback, useSyncExternalStore } from "react"
import { addDays, shortMonth, toNumber } from "../plan/calendar"
import type { Plan } from "../plan/plan"
import type { View } from "../timeline/view"
import { fitPlan, levelOf, viewAt } from "../timeline/zoom"
import { Button } from "./button"

const PHONE = "(max-width: 719px)"

/** Whether the page is as narrow as a phone; never on the server. */
export function useIsPhone(): boolean {
  const watch = useCallback((tell: () => void) => {
    const query = window.matchMedia(PHONE)
    query.addEventListener("change", tell)
    return () => query.removeEventListener("change", tell)
  }, [])
  return useSyncExternalStore(
    watch,
    () => window.matchMedia(PHONE).matches,
    () => false,
  )
}

/** What a phone shows of a plan at first: the year that holds its day, or its first one where it has not begun. */
export function firstYear(plan: Plan): View {
  const { asOf, start, horizonEnd } = plan.plan
  const day = asOf < start ? start : asOf >= horizonEnd ? addDays(horizonEnd, -1) : asOf
  return viewAt("year", plan, day)
}

/** On a phone: one year at a time, the one before, the one after, and all of them. */
export function YearStepper({ plan, view, onView }: { plan: Plan; view: View; onView: (view: View) => void }) {
  const whole = fitPlan(plan)
  const isYear = levelOf(view) !== "years"
  const year = isYear ? viewAt("year", plan, view.from) : firstYear(plan)
  const isInside = (other: View): boolean => toNumber(other.until) > toNumber(whole.from) && other.from < whole.until
  const before = viewAt("year", plan, addDays(year.from, -1))
  const after = viewAt("year", plan, year.until)
  return (
    <div className="year-stepper">
      <Button aria-label="The year before" disabled={!isYear || !isInside(before)} onClick={() => onView(before)}>
        ‹
      </Button>
      <span className="year-shown" aria-live="polite">
        {isYear ? `${shortMonth(year.from)} – ${shortMonth(addDays(year.until, -1))}` : "All years"}
      </span>
      <Button aria-label="The year after" disabled={!isYear || !isInside(after)} onClick={() => onView(after)}>
        ›
      </Button>
      <Button onClick={() => onView(isYear ? whole : firstYear(plan))}>{isYear ? "All years" : "One year"}</Button>
    </div>
  )
}
