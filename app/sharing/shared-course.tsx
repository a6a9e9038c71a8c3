import { useMemo, useState } from "react"
import { longDay } from "../plan/calendar"
import { planOn } from "../plan/plan-on"
import type { Checked } from "../sent-plan"
import { Course } from "../timeline/course"
import { drawChecked } from "../timeline/judge"
import { LaneTables } from "../timeline/lane-tables"
import type { Level, Selection } from "../timeline/view"
import { fitPlan, levelOf, viewAt } from "../timeline/zoom"
import { Button } from "../ui/button"
import { Mark, TopBar } from "../ui/top-bar"
import "../ui/course-page.css"
import "./sharing.css"

const LEVELS: readonly (readonly [Level, string])[] = [
  ["years", "Five years"],
  ["year", "Year"],
  ["quarter", "Quarter"],
]

/** The Course for readers by a link: to look at, on any day of the plan, and nothing to change. */
export function SharedCourse({ checked: { plan, report }, showsAmounts }: { checked: Checked; showsAmounts: boolean }) {
  const drawn = useMemo(() => drawChecked(planOn(plan, plan.plan.asOf), report), [plan, report])
  const [view, setView] = useState(() => fitPlan(plan))
  const [selection, setSelection] = useState<Selection>()
  const { name, organisation, asOf } = plan.plan
  return (
    <div className="app">
      <a className="skip-link" href="#course">
        Skip to the Course
      </a>
      <TopBar
        home={
          <span className="brand">
            <Mark />
          </span>
        }
      />
      <main className="shared-page">
        <div className="shared-head">
          <div>
            <h1>{name}</h1>
            <p>
              {[organisation, `as of ${longDay(asOf)}`, "to read only", showsAmounts ? "" : "without amounts"]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </div>
          <fieldset className="zoom">
            <legend className="visually-hidden">How much time is shown</legend>
            {LEVELS.map(([level, words]) => (
              <button
                key={level}
                type="button"
                aria-pressed={level === levelOf(view)}
                onClick={() => setView(viewAt(level, plan, asOf))}
              >
                {words}
              </button>
            ))}
          </fieldset>
          <Button onClick={() => setView(fitPlan(plan))}>Fit</Button>
        </div>
        <div className="chart" id="course" tabIndex={-1}>
          <Course
            stored={drawn}
            view={view}
            selection={selection}
            onView={setView}
            onSelect={setSelection}
            onChange={nothing}
            onPreview={nothing}
            readOnly
            hidesMoney={!showsAmounts}
            hasTables
          />
          <LaneTables drawn={drawn} hidesMoney={!showsAmounts} />
        </div>
      </main>
    </div>
  )
}

const nothing = () => {}
