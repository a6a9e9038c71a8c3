import { useFetcher, useRevalidator } from "@remix-run/react"
import { useCallback, useEffect, useMemo, useReducer, useRef } from "react"
import type { Report } from "./checks/run"
import { useHeardVersion } from "./heard-version"
import type { Change } from "./plan/change"
import type { Day, Plan } from "./plan/plan"
import { planOn } from "./plan/plan-on"
import type { Deed } from "./plan/roles"
import { drawChecked } from "./timeline/judge"
import type { PlanInHand } from "./ui/course-page"
import {
  type Answer,
  changesOf,
  hopedPlan,
  nextOutbox,
  openOutbox,
  type Reach,
  type Standing,
  toSend,
  type Wish,
} from "./ui/outbox"

/** What the page of a plan is loaded with, what the checks say of it today, and what whoever asks may do with it. */
export type LoadedPlan = {
  plan: Plan
  report: Report
  version: number
  today: Day
  reach: Reach
  deeds: readonly Deed[]
}

/** What others did since a version; undefined where no answer came, as at the next change another will. */
function fetchStanding(planId: string, since: number, signal: AbortSignal): Promise<Standing | undefined> {
  return fetch(`/plans/${planId}/live?since=${since}`, { signal })
    .then((answer) => (answer.ok ? (answer.json() as Promise<Standing>) : undefined))
    .catch(() => undefined)
}

/** What is sent to the plan's action: a change, and the version that the page has. */
export type Sending = { change: Change; version: number }

/**
 * The plan that all its pages show: loaded once, then kept up to date by the edits in each answer. Changes are sent one
 * by one to the action of the page named, drawn at once, and kept where no answer comes.
 */
export function useKeptPlan({ plan, report, version, today, reach, deeds }: LoadedPlan, action: string): PlanInHand {
  // Here, so that the page need not check again what the server has checked.
  useMemo(() => drawChecked(planOn(plan, today), report), [plan, today, report])
  const [outbox, tell] = useReducer(nextOutbox, { plan, version, reach }, openOutbox)
  const { submit, data, state } = useFetcher<Answer>()
  const { revalidate } = useRevalidator()
  useEffect(() => tell({ kind: "loaded", plan, version, reach }), [plan, version, reach])

  const sending = useRef<{ key: number; after?: Answer }>()
  const next = useMemo(() => toSend(outbox), [outbox])
  useEffect(() => {
    if (!next || sending.current) return
    if (!next.change) {
      tell({ kind: "passed", key: next.key })
      return
    }
    sending.current = { key: next.key, after: data }
    const body: Sending = { change: next.change, version: outbox.version }
    submit(body as unknown as Parameters<typeof submit>[0], { method: "post", encType: "application/json", action })
  }, [next, submit, action, data, outbox.version])
  useEffect(() => {
    const sent = sending.current
    if (!sent || state !== "idle" || data === undefined || data === sent.after) return
    sending.current = undefined
    tell({ kind: "answered", key: sent.key, answer: data as Answer })
  }, [state, data])

  const { isBehind, isStalled, queue } = outbox
  const heard = useHeardVersion(plan.plan.id)
  const isIdle = queue.length === 0 && !isBehind
  useEffect(() => {
    if (heard <= outbox.version || !isIdle) return
    const leaving = new AbortController()
    const since = outbox.version
    void fetchStanding(plan.plan.id, since, leaving.signal).then((standing) => {
      if (standing) tell({ kind: "caught-up", since, standing })
    })
    return () => leaving.abort()
  }, [heard, isIdle, outbox.version, plan.plan.id])
  useEffect(() => {
    if (isBehind) revalidate()
  }, [isBehind, revalidate])
  useEffect(() => {
    if (!isStalled) return
    const retry = () => tell({ kind: "retried" })
    window.addEventListener("online", retry)
    return () => window.removeEventListener("online", retry)
  }, [isStalled])
  const hasUnsent = queue.length > 0
  useEffect(() => {
    if (!hasUnsent) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener("beforeunload", ask)
    return () => window.removeEventListener("beforeunload", ask)
  }, [hasUnsent])

  const stored = useMemo(() => planOn(outbox.plan, today), [outbox.plan, today])
  const changes = useMemo(() => changesOf(outbox), [outbox])
  const hoped = useMemo(
    () => (changes.length > 0 ? hopedPlan(outbox, today) : undefined),
    [outbox, changes.length, today],
  )
  const wish = useCallback((wanted: Wish) => tell({ kind: "wished", wish: wanted }), [])
  const retry = useCallback(() => tell({ kind: "retried" }), [])
  const read = useCallback(() => tell({ kind: "read" }), [])
  const { version: known, reach: within, turnedDown, savedAt, landed, because } = outbox
  return {
    ...{ stored, version: known, hoped, changes, isStalled, isBehind, turnedDown, reach: within, savedAt, landed },
    ...{ because, wish, retry, read, deeds },
  }
}
