import { useEffect, useId, useLayoutEffect, useRef } from "react"
import type { Question } from "./hand"

export type Answer = "together" | "alone" | "back"

const WIDTH = 332
const GAP = 8

// A layout effect warns on a server, where no question is ever asked.
const useBrowserLayoutEffect = typeof document === "undefined" ? useEffect : useLayoutEffect

/** Asks beside the bar whether what waits for it moves too. Takes the focus and keeps it until there is an answer. */
export function FollowersQuestion({
  question: { stageId, words, whyNot, count, moved },
  anchor,
  onAnswer,
}: {
  question: Question
  /** The bar. */
  anchor: () => HTMLElement | null
  onAnswer: (answer: Answer) => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const answer = useRef(onAnswer)
  answer.current = onAnswer
  const [title, text] = [useId(), useId()]
  useBrowserLayoutEffect(() => {
    const box = dialog.current
    if (!box) return
    if (!box.open) box.showModal()
    const bar = anchor()?.getBoundingClientRect()
    if (bar) {
      const below = bar.bottom + GAP
      const fits = below + box.offsetHeight < window.innerHeight
      box.style.left = `${Math.min(Math.max(GAP, bar.left), window.innerWidth - WIDTH - GAP)}px`
      box.style.top = `${fits ? below : Math.max(GAP, bar.top - box.offsetHeight - GAP)}px`
    }
    return () => {
      // What lies behind an open dialog takes no focus.
      box.close()
      anchor()?.focus()
    }
  }, [stageId])
  return (
    <dialog
      ref={dialog}
      className="question"
      aria-labelledby={title}
      aria-describedby={text}
      onCancel={(event) => {
        event.preventDefault()
        answer.current("back")
      }}
    >
      <h2 id={title}>Move what waits for {moved === 1 ? "this" : "these"}?</h2>
      <p id={text}>
        {words}
        {whyNot === undefined ? null : ` They cannot move together: ${whyNot}`}
      </p>
      <div className="question-answers">
        {whyNot === undefined ? (
          <button type="button" className="button is-main" onClick={() => answer.current("together")}>
            {count + moved === 2 ? "Move both" : `Move all ${count + moved}`}
          </button>
        ) : null}
        <button type="button" className="button" onClick={() => answer.current("alone")}>
          {moved === 1 ? "Only this" : "Only these"}
        </button>
        <button type="button" className="button is-quiet" onClick={() => answer.current("back")}>
          {moved === 1 ? "Put it back" : "Put them back"}
        </button>
      </div>
    </dialog>
  )
}
