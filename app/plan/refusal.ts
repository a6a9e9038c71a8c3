import type { CollectionName } from "./collections"

/**
 * Why a change was refused: `not-found` what it is about is not there · `not-now` the plan as it stands does not allow it ·
 * `conflict` it would overwrite what somebody else wrote · `in-use` something that must stay refers to it ·
 * `taken` the id is in use · `invalid` the outcome would not be a valid record · `not-allowed` it is not this person's to
 * do · `stale` what was decided on is no longer what was sent.
 */
export type RefusalCode =
  | "not-found"
  | "not-now"
  | "conflict"
  | "in-use"
  | "taken"
  | "invalid"
  | "not-allowed"
  | "stale"

/** What a change meant to replace, and what it found there instead. */
export type Conflict = {
  collection: CollectionName | "plan"
  id: string
  /** Absent where the whole record is meant. */
  field?: string
  expected?: unknown
  found?: unknown
  /** Who wrote what was found, and when (an instant); known to the storage alone. */
  by?: string
  at?: string
}

/** A change that was understood and is not possible now. The message is a sentence for the person who wanted it. */
export class Refusal extends Error {
  override readonly name = "Refusal"
  /** The command line shows such a message as it stands. */
  readonly forPeople = true

  constructor(
    readonly code: RefusalCode,
    sentence: string,
    readonly conflict?: Conflict,
  ) {
    super(sentence)
  }
}
