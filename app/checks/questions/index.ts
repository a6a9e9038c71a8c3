import { accountability } from "./accountability"
import { airCover } from "./air-cover"
import { champion } from "./champion"
import type { Question } from "./fact"
import { ownership } from "./ownership"
import { reality } from "./reality"
import { staying } from "./staying"

/** The twelve questions, in pairs, each with what its two have in common. */
export const PAIRS: readonly { heading: string; questions: readonly Question[] }[] = [
  { heading: "The chief executive owns it", questions: ownership },
  { heading: "The champion has standing and time", questions: champion },
  { heading: "Accountability is clear and regular", questions: accountability },
  { heading: "There is air cover", questions: airCover },
  { heading: "Patience is real", questions: staying },
  { heading: "The road map is real", questions: reality },
]

/** The twelve questions, 1 to 12. */
export const QUESTIONS: readonly Question[] = PAIRS.flatMap(({ questions }) => questions)
