import { COLLECTION_WORDS, type CollectionName } from "../plan/collections"
import type { Plan } from "../plan/plan"
import { Refusal } from "../plan/refusal"
import { findRecord, sayRecord } from "../plan/say-record"
import { Button } from "./button"
import { Dialog } from "./dialog"
import { stageNumbers } from "./findings"
import { sayRemoval } from "./removal"

/** Asks whether to delete a record, and says what goes with it; or says why it cannot be deleted. */
export function RemovalDialog({
  plan,
  collection,
  id,
  onClose,
  onRemove,
}: {
  plan: Plan
  collection: CollectionName
  id: string
  onClose: () => void
  onRemove: () => void
}) {
  const [word] = COLLECTION_WORDS[collection]
  const number = collection === "stages" ? stageNumbers(plan).get(id) : undefined
  const name = number === undefined ? sayRecord(collection, findRecord(plan, collection, id)) : `${word} ${number}`
  const removal = said(plan, collection, id)
  if ("refused" in removal) {
    return (
      <Dialog
        title={`${name.charAt(0).toUpperCase()}${name.slice(1)} stays`}
        onClose={onClose}
        actions={
          <Button look="main" autoFocus onClick={onClose}>
            Close
          </Button>
        }
      >
        <p>{removal.refused}</p>
      </Dialog>
    )
  }
  return (
    <Dialog
      title={`Delete ${name}?`}
      onClose={onClose}
      actions={
        <>
          <Button look="main" onClick={onRemove}>
            Delete {number === undefined ? "it" : name}
          </Button>
          <Button autoFocus onClick={onClose}>
            Keep it
          </Button>
        </>
      }
    >
      <p>{removal.words || "Nothing else goes with it."}</p>
    </Dialog>
  )
}

function said(plan: Plan, collection: CollectionName, id: string): { words: string } | { refused: string } {
  try {
    return { words: sayRemoval(plan, { collection, id }) }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message }
    throw error
  }
}
