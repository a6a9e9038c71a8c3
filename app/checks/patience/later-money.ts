import { pieceFrom, type Reckoning, YEAR_DAYS } from "../../plan/reckoning"

/** Need from a year after asOf on, whatever lies beyond the horizon included, and what committed money pays of it on time. */
export function laterMoney({ ledger, cover, today }: Reckoning): { need: number; paid: number } {
  const { paid: paidByPiece } = cover("committed")
  let need = 0
  let paid = 0
  for (let piece = pieceFrom(ledger, today + YEAR_DAYS); piece < ledger.need.length; piece++) {
    need += ledger.need[piece] as number
    paid += paidByPiece[piece] as number
  }
  return { need, paid }
}
