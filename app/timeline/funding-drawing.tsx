import { memo } from "react"
import type { FundingPaths } from "./funding-layout"
import "./lanes.css"

/** The areas and lines of the funding chart, to fill the box it stands in. */
export const FundingDrawing = memo(function FundingDrawing({ chart }: { chart: FundingPaths }) {
  const { ticks, committed, committedEdge, short, unsourced, asked, need } = chart
  return (
    <>
      <svg className="row-drawing" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {ticks.map(({ amount, y }) => (
          <path key={amount} className={amount === 0 ? "funding-zero" : "funding-grid"} d={`M0,${y}H100`} />
        ))}
        {committed === "" ? null : <path className="funding-committed" d={committed} />}
        {asked === "" ? null : <path className="funding-asked-ground" d={pathOf(asked)} />}
        {short === "" ? null : <path className="funding-short" d={short} />}
      </svg>
      {asked === "" ? null : (
        <span className="funding-asked" style={{ clipPath: `polygon(${asked})` }} aria-hidden="true" />
      )}
      <svg className="row-drawing funding-lines" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {unsourced === "" ? null : <path className="funding-unsourced" d={unsourced} />}
        {committedEdge === "" ? null : <path className="funding-edge" d={committedEdge} />}
        {need === "" ? null : <path className="funding-need" d={need} />}
      </svg>
    </>
  )
})

/** The corners that CSS writes as "x% y%, …" as a path in a box of 100 by 100. */
const pathOf = (corners: string): string => `M${corners.replaceAll("%", "").replaceAll(",", "L")}Z`
