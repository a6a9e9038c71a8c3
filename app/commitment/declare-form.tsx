import { useId } from "react"

/** A plain form in which somebody says what a leader declares on a question; it works without scripts. */
export function DeclareForm({
  question,
  people,
  today,
}: {
  question: number
  people: readonly { id: string; name: string }[]
  today: string
}) {
  const id = useId()
  if (people.length === 0) return <p>Add the leaders to the plan, and they can declare here.</p>
  return (
    <form method="post" className="declare">
      <input type="hidden" name="question" value={question} />
      <div className="field">
        <label htmlFor={`${id}-by`}>Who declares</label>
        <select id={`${id}-by`} name="byId" className="control">
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </select>
      </div>
      <fieldset>
        <legend>Is it so?</legend>
        {DECLARED.map(([value, word], at) => (
          <label key={value}>
            <input type="radio" name="declared" value={value} defaultChecked={at === 0} /> {word}
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor={`${id}-date`}>On</label>
        <input id={`${id}-date`} name="date" type="date" className="control" defaultValue={today} required />
      </div>
      <div className="field declare-note">
        <label htmlFor={`${id}-note`}>Note, if any</label>
        <input id={`${id}-note`} name="note" className="control" maxLength={10_000} />
      </div>
      <button className="button" type="submit">
        Declare
      </button>
    </form>
  )
}

const DECLARED = [
  ["yes", "Yes"],
  ["partly", "Partly"],
  ["no", "No"],
] as const
