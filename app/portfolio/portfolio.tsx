import { Link } from "@remix-run/react"
import type { CSSProperties } from "react"
import { SEVERITIES, SEVERITY_WORDS } from "../checks/severity-words"
import { percentAt, type TimeScale } from "../timeline/scale"
import { Glyph, SEVERITY_GLYPH } from "../ui/glyphs"
import type { SharedCalendar } from "./calendar-years"
import type { Strip, UnreadableStrip } from "./strip"
import type { Together } from "./together"
import { TogetherRow } from "./together-row"
import "./portfolio.css"

/** All plans as strips on one calendar, and what they come to together. */
export function Portfolio({
  strips,
  sums,
  calendar,
  isPreview = false,
}: {
  strips: readonly (Strip | UnreadableStrip)[]
  sums: readonly Together[]
  calendar: SharedCalendar
  /** The plans are not stored yet, so that their names lead nowhere. */
  isPreview?: boolean
}) {
  return (
    <div className="portfolio" style={{ "--years": calendar.years.length } as CSSProperties}>
      <div className="portfolio-head" aria-hidden="true">
        <span>Plan and ambition</span>
        <span className="portfolio-axis">
          {calendar.years.map(({ year, from, isNamed, isSpare }) => (
            <span
              key={year}
              className={isSpare ? "axis-year is-spare" : "axis-year"}
              style={{ left: `${percentAt(calendar.scale, from)}%` }}
            >
              {isNamed ? year : null}
            </span>
          ))}
        </span>
        <span>What happens next</span>
      </div>
      <ul>
        {strips.map((strip) => (
          <li key={strip.id} className="strip">
            {"isUnreadable" in strip ? (
              <Unreadable strip={strip} />
            ) : (
              <StripRow strip={strip} scale={calendar.scale} isPreview={isPreview} />
            )}
          </li>
        ))}
        {sums.map((sum) => (
          <li key={sum.currency} className="strip is-sum">
            <TogetherRow sum={sum} calendar={calendar} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function StripRow({ strip, scale, isPreview }: { strip: Strip; scale: TimeScale; isPreview: boolean }) {
  return (
    <>
      <div className="strip-plan">
        <p className="strip-place">{strip.place}</p>
        <h2>{isPreview ? strip.name : <Link to={`/plans/${strip.id}/course`}>{strip.name}</Link>}</h2>
        {strip.ambition ? <p className="strip-ambition">{strip.ambition}</p> : null}
      </div>
      <Silhouette strip={strip} scale={scale} />
      <div className="strip-next">
        <p className="strip-title">{strip.next.title}</p>
        {strip.next.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <Counts strip={strip} />
      </div>
    </>
  )
}

/** Pixels from one bar to the next: fewer where there are many. */
const pitchOf = (bars: number): number => (bars > 16 ? 5 : 8)

/** The plan's stages as bars on the shared calendar, with today and where its money ends. */
function Silhouette({ strip, scale }: { strip: Strip; scale: TimeScale }) {
  const { bars, today, moneyEnds, stagesLeftOut, picture } = strip
  const pitch = pitchOf(bars.length)
  const at = (day: number): string => `${percentAt(scale, day)}%`
  const isInSight = (day: number): boolean => day >= scale.from && day < scale.until
  return (
    <div className="strip-time">
      <p className="visually-hidden">{picture}</p>
      <div
        className="silhouette"
        aria-hidden="true"
        style={{ height: Math.max(bars.length * pitch, 24) + 20 }}
        data-dense={pitch < 8 || undefined}
      >
        {bars.flatMap(({ id, segments }, row) =>
          segments.map(({ start, end, kind }) => (
            <span
              key={`${id} ${start}`}
              className={`silhouette-bar is-${kind}`}
              style={{
                left: at(start),
                width: `${percentAt(scale, end) - percentAt(scale, start)}%`,
                top: row * pitch + 4,
              }}
            />
          )),
        )}
        {isInSight(today) ? <span className="silhouette-today" style={{ left: at(today) }} /> : null}
        {moneyEnds && isInSight(moneyEnds.day) ? (
          <span className="silhouette-ends" style={{ left: at(moneyEnds.day) }}>
            <Glyph name="must" size={11} />
          </span>
        ) : null}
      </div>
      {stagesLeftOut > 0 ? (
        <p className="silhouette-more" aria-hidden="true">
          and {stagesLeftOut} more {stagesLeftOut === 1 ? "stage" : "stages"}
        </p>
      ) : null}
    </div>
  )
}

/** The findings of a plan by severity, in marks and words. */
function Counts({ strip: { counts, toFillIn, isClosed } }: { strip: Strip }) {
  const found = SEVERITIES.filter((severity) => counts[severity] > 0)
  return (
    <ul className="strip-counts">
      {found.map((severity) => (
        <li key={severity}>
          <Glyph name={SEVERITY_GLYPH[severity]} /> {counts[severity]} {SEVERITY_WORDS[severity].toLowerCase()}
        </li>
      ))}
      {toFillIn > 0 ? <li>To fill in: {toFillIn}</li> : null}
      {found.length === 0 && toFillIn === 0 ? (
        <li>
          {isClosed ? (
            "no open problems"
          ) : (
            <>
              <Glyph name="kept" /> no open problems
            </>
          )}
        </li>
      ) : null}
    </ul>
  )
}

function Unreadable({ strip: { name } }: { strip: UnreadableStrip }) {
  return (
    <>
      <div className="strip-plan">
        <h2>{name}</h2>
      </div>
      <p className="strip-fault">
        <Glyph name="must" label="Problem:" />
        <span>
          Could not read this plan. Nothing was changed. <a href="/">Try again</a>
        </span>
      </p>
    </>
  )
}

/** The textures of the bars, each with its word. */
export function PortfolioLegend() {
  return (
    <ul className="portfolio-legend">
      {LEGEND.map(([kind, words]) => (
        <li key={kind}>
          <span className={`silhouette-bar is-${kind}`} /> {words}
        </li>
      ))}
      <li>
        <Glyph name="must" size={11} /> money ends
      </li>
    </ul>
  )
}

const LEGEND = [
  ["done", "done"],
  ["paid", "paid for"],
  ["asked", "asked for"],
  ["none", "no source"],
  ["unpriced", "not priced"],
] as const
