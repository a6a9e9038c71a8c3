import type { ReactNode } from "react"

const QUARTERS = Array.from({ length: 21 }, (_, index) => index * 5)
const YEARS = [1, 2, 3, 4, 5]

const LANES: readonly { title: string; hint: string; height: number; drawing: ReactNode }[] = [
  {
    title: "Metrics",
    hint: "What will move, and when",
    height: 84,
    drawing: <path d="M0 62C25 62 40 50 60 36S90 17 100 16" />,
  },
  {
    title: "Stages",
    hint: "What you will do, in what order",
    height: 170,
    drawing: [
      [0, 20, 16],
      [10, 25, 41],
      [25, 25, 66],
      [40, 25, 91],
      [62, 25, 116],
      [80, 20, 141],
    ].map(([x, width, y]) => <rect key={y} x={x} y={y} width={width} height="12" />),
  },
  {
    title: "Behaviour",
    hint: "What people will do differently",
    height: 112,
    drawing: [
      [5, 30, 14],
      [20, 30, 46],
      [50, 33, 78],
    ].map(([x = 0, width = 0, y = 0]) => <path key={y} d={`M${x} ${y}h${width}l.6 7-.6 7h-${width}l.6-7z`} />),
  },
  {
    title: "Load",
    hint: "Who does it, beside their other work",
    height: 76,
    drawing: [12, 40].flatMap((y) =>
      QUARTERS.slice(0, 20).map((x) => (
        <rect key={`${x} ${y}`} className="is-filled" x={x + 0.15} y={y} width="4.7" height="20" />
      )),
    ),
  },
  {
    title: "Funding",
    hint: "What it costs, and who has said yes",
    height: 130,
    drawing: <path className="is-solid" d="M0 118C25 112 45 72 65 42S92 16 100 15" />,
  },
]

/** The Course before there is one: its lanes and what will stand in them. */
export function Ghost() {
  return (
    <div className="ghost">
      <div className="ghost-lane is-axis" aria-hidden="true">
        <span />
        <div className="ghost-time">
          {YEARS.map((year) => (
            <span key={year} className="ghost-year">
              Year {year}
            </span>
          ))}
        </div>
      </div>
      {LANES.map(({ title, hint, height, drawing }) => (
        <div key={title} className="ghost-lane" style={{ height }}>
          <div className="ghost-words">
            <strong>{title}</strong>
            <span>{hint}</span>
          </div>
          <div className="ghost-time">
            <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" aria-hidden="true">
              {QUARTERS.map((x, index) => (
                <path
                  key={x}
                  className={index % 4 === 0 ? "ghost-line is-year" : "ghost-line"}
                  d={`M${x} 0V${height}`}
                />
              ))}
              {drawing}
            </svg>
          </div>
        </div>
      ))}
    </div>
  )
}
