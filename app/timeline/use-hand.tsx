import { useRef, useState } from "react"
import type { Judgement } from "../checks/run"
import type { Span } from "../plan/calendar"
import { editsFor } from "../plan/carry-out"
import type { Change } from "../plan/change"
import { applyEdits } from "../plan/edit"
import type { Plan } from "../plan/plan"
import { type Grip, nudgeSpan } from "./drag"
import type { Answer } from "./followers-question"
import { carry, type Hand, type Question, questionOf, sayHandAloud, takeStage } from "./hand"
import { drawPlan } from "./judge"
import type { Drawn } from "./view"

/** A sentence beside a stage's bar, for as long as nothing else happens. */
export type Note = { stageId: string; sentence: string }

/** The gesture in hand, and everything that can be done with it. */
export type InHand = {
  hand?: Hand
  question?: Question
  note?: Note
  /** What the next drawing starts from: the stored plan, what is in flight, or what was just let go. */
  base: Drawn
  /** What is drawn: the base, or what the gesture would make of it. */
  shown: Drawn
  take: (stageId: string, grip: Grip, by: Hand["by"]) => Hand | undefined
  carryTo: (span: Span) => void
  nudge: (months: number) => void
  drop: () => void
  cancel: () => void
  answer: (answer: Answer) => void
}

type Told = {
  stored: Drawn
  pending?: { drawn: Drawn }
  refused?: object
  judgement: Judgement
  onChange: (change: Change) => void
  onPreview: (drawn: Drawn | undefined, change?: Change) => void
  onSay: (words: string) => void
}

/** Holds a stage while it is moved, draws what that would make of the plan, and lets it go. */
export function useHand(told: Told): InHand {
  const { stored, pending, refused } = told
  const [hand, setHand] = useState<Hand>()
  const [question, setQuestion] = useState<Question>()
  const [note, setNote] = useState<Note>()
  // What was let go stays drawn until the page says what became of it, so that the bar never jumps back in between.
  const [letGo, setLetGo] = useState<{ drawn: Drawn; stored: Drawn; pending?: object; refused?: object }>()
  const isHeld = letGo?.stored === stored && letGo.pending === pending && letGo.refused === refused
  const base = letGo && isHeld ? letGo.drawn : (pending?.drawn ?? stored)

  const now = useRef({ told, hand, question, base })
  now.current = { told, hand, question, base }
  const put = (next: Hand | undefined) => {
    now.current.hand = next
    setHand(next)
    now.current.told.onPreview(next?.drawn, next?.change)
  }

  const commit = (change: Change, drawn: Drawn) => {
    const { told, hand } = now.current
    if (hand) told.onSay(sayHandAloud({ ...hand, drawn }, now.current.base))
    setQuestion(undefined)
    put(undefined)
    setLetGo({ drawn, stored: told.stored, pending: told.pending, refused: told.refused })
    told.onChange(change)
  }

  const cancel = () => {
    const { hand, told, base } = now.current
    setNote(undefined)
    setQuestion(undefined)
    if (!hand) return
    const name = base.plan.stages.find(({ id }) => id === hand.stageId)?.name
    put(undefined)
    if (name) told.onSay(`${name} is back where it was.`)
  }

  return {
    base,
    shown: hand?.drawn ?? base,
    ...(hand && { hand }),
    ...(question && { question }),
    ...(note && { note }),
    take(stageId, grip, by) {
      const stage = now.current.base.plan.stages.find(({ id }) => id === stageId)
      if (!stage) return undefined
      setNote(undefined)
      const taken = takeStage(stage, grip, by)
      put(taken)
      return taken
    },
    carryTo(span) {
      const { hand, base, told } = now.current
      if (!hand || (hand.wanted.start === span.start && hand.wanted.end === span.end)) return
      const next = carry(hand, base, span, told.judgement)
      put(next)
      if (next.by === "keys") told.onSay(sayHandAloud(next, base))
    },
    nudge(months) {
      const { hand, base, told } = now.current
      if (!hand) return
      const total = hand.months + months
      const next = carry({ ...hand, months: total }, base, nudgeSpan(hand.origin, hand.grip, total), told.judgement)
      // What cannot lie there does not count as having been moved there.
      put(next.refusal === undefined ? next : { ...next, months: 0 })
      told.onSay(sayHandAloud(next, base))
    },
    drop() {
      const { hand, base, told } = now.current
      if (!hand) return
      if (hand.refusal !== undefined) {
        setNote({ stageId: hand.stageId, sentence: hand.refusal })
        told.onSay(sayHandAloud(hand, base))
        put(undefined)
        return
      }
      if (!hand.change || !hand.drawn) {
        put(undefined)
        return
      }
      const raised = questionOf(hand, base.plan)
      if (raised) setQuestion(raised)
      else commit(hand.change, hand.drawn)
    },
    cancel,
    answer(answer) {
      const { question, hand, base, told } = now.current
      if (!question || !hand?.drawn) return
      if (answer === "back") cancel()
      else if (answer === "together" && question.together) {
        commit(question.together, drawPlan(changed(base.plan, question.together), told.judgement))
      } else commit(question.change, hand.drawn)
    },
  }
}

const changed = (plan: Plan, change: Change): Plan => applyEdits(plan, editsFor(plan, change))
