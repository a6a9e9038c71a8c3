import { RefusalNote } from "../ui/refusal-note"

/** What the server says to a form, or that it said nothing: then what was typed stays on the page. */
export async function answerOrNone<Answer>(ask: () => Promise<Answer>): Promise<Answer | { unanswered: true }> {
  try {
    return await ask()
  } catch (fault) {
    // Answers that lead elsewhere are thrown too; only a fetch that fails is a TypeError.
    if (fault instanceof TypeError) return { unanswered: true }
    throw fault
  }
}

/** Says that a form did not arrive. */
export function UnansweredNote() {
  return <RefusalNote says="This did not arrive, and nothing was stored. What you typed is kept here. Try again." />
}
