import { useEffect, useRef, useState } from "react"
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
import { aimLink, type Link, sayLinkAloud } from "./linking"
import type { Drawn } from "./view"

/** A sentence beside a stage's bar, for as long as nothing else happens. */
export type Note = { stageId: string; sentence: string }

/** The gesture in hand, and everything that can be done with it. */
export type InHand = {
  hand?: Hand
  question?: Question
  note?: Note
  /** The link that is being drawn. */
  link?: Link
  /** What the next drawing starts from: the stored plan, what is in flight, or what was just let go. */
  base: Drawn
  /** What is drawn: the base, or what the gesture would make of it. */
  shown: Drawn
  beginLink: (stageId: string, by: Link["by"]) => void
  /** Points the link at a stage, or at none. */
  aim: (toId: string | undefined) => void
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
  /** The stages that are selected, which move together. */
  selected: () => readonly string[]
  onChange: (change: Change) => void
  onPreview: (drawn: Drawn | undefined, change?: Change) => void
  onSay: (words: string) => void
}

/** Holds a stage while it is moved, draws what that would make of the plan, and lets it go. */
export function useHand(told: Told): InHand {
  const { stored, pending, refused } = told
  const [hand, setHand] = useState<Hand>()
  const [link, setLink] = useState<Link>()
  const [question, setQuestion] = useState<Question>()
  const [note, setNote] = useState<Note>()
  // What was let go stays drawn until the page says what became of it, so that the bar never jumps back in between.
  const [letGo, setLetGo] = useState<{ drawn: Drawn; stored: Drawn; pending?: object; refused?: object }>()
  const isHeld = letGo?.stored === stored && letGo.pending === pending && letGo.refused === refused
  // Once it has become of something, it is over: the plan may come back to the very drawing that it was let go on.
  const isOver = letGo !== undefined && !isHeld
  useEffect(() => {
    if (isOver) setLetGo(undefined)
  }, [isOver])
  const base = letGo && isHeld ? letGo.drawn : (pending?.drawn ?? stored)

  const now = useRef({ told, hand, link, question, base })
  now.current = { told, hand, link, question, base }
  const put = (next: Hand | undefined) => {
    now.current.hand = next
    setHand(next)
    now.current.told.onPreview(next?.drawn, next?.change)
  }

  const point = (next: Link | undefined) => {
    now.current.link = next
    setLink(next)
    now.current.told.onPreview(next?.drawn, next?.change)
  }

  const commit = (change: Change, drawn: Drawn) => {
    const { told, hand, link } = now.current
    if (hand) told.onSay(sayHandAloud({ ...hand, drawn }, now.current.base))
    setQuestion(undefined)
    if (link) point(undefined)
    else put(undefined)
    setLetGo({ drawn, stored: told.stored, pending: told.pending, refused: told.refused })
    told.onChange(change)
  }

  const cancel = () => {
    const { hand, told, base } = now.current
    setNote(undefined)
    setQuestion(undefined)
    if (now.current.link) {
      point(undefined)
      told.onSay("No link was made.")
    }
    if (!hand) return
    const name = base.plan.stages.find(({ id }) => id === hand.stageId)?.name
    put(undefined)
    if (hand.others.length > 0) told.onSay(`${hand.others.length + 1} stages are back where they were.`)
    else if (name) told.onSay(`${name} is back where it was.`)
  }

  return {
    base,
    shown: hand?.drawn ?? link?.drawn ?? base,
    ...(hand && { hand }),
    ...(link && { link }),
    beginLink(fromId, by) {
      setNote(undefined)
      point({ fromId, by })
      now.current.told.onSay(sayLinkAloud({ fromId, by }, now.current.base))
    },
    aim(toId) {
      const { link, base, told } = now.current
      if (!link || link.toId === (toId === link.fromId ? undefined : toId)) return
      const next = aimLink(link, base, toId, told.judgement)
      point(next)
      told.onSay(sayLinkAloud(next, base))
    },
    ...(question && { question }),
    ...(note && { note }),
    take(stageId, grip, by) {
      const stage = now.current.base.plan.stages.find(({ id }) => id === stageId)
      if (!stage) return undefined
      setNote(undefined)
      const { base, told } = now.current
      const ids = told.selected()
      const isAmong = ids.length > 1 && ids.includes(stageId)
      const others = isAmong ? base.plan.stages.filter(({ id }) => id !== stageId && ids.includes(id)) : []
      const taken = takeStage(stage, grip, by, others)
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
      const { hand, link, base, told } = now.current
      if (link) {
        if (link.change && link.drawn) {
          told.onSay(sayLinkAloud(link, base).replace(" would wait ", " now waits "))
          commit(link.change, link.drawn)
          return
        }
        if (link.toId !== undefined && link.refusal !== undefined)
          setNote({ stageId: link.toId, sentence: link.refusal })
        else told.onSay("No link was made.")
        point(undefined)
        return
      }
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
