import { Form, Link } from "@remix-run/react"
import { addDays, longDay, longMonth, type Span } from "../plan/calendar"
import { exactMoney, groupDigits } from "../plan/money"
import type { Day } from "../plan/plan"
import { StripCalendar } from "../portfolio/strip-calendar"
import { Glyph } from "../ui/glyphs"
import type { UnderstoodRows } from "./import-form.server"
import { CountingFields, NamingFields } from "./terms-fields"

/** What pasted rows were understood as, what is still to be settled, and the plan they become. */
export function RowsPreview({ understood, today }: { understood: UnderstoodRows; today: string }) {
  const { count, problems, notes, given, faults, strip, text, seen, hasChanged } = understood
  const leftOut = problems.filter(({ isLeftOut }) => isLeftOut).length
  return (
    <Form method="post" encType="multipart/form-data" className="rows-preview">
      <h1>{sentenceOf(count, leftOut)}</h1>
      <p className="import-lead">
        {hasChanged
          ? "Something changed since you last looked, so here is how the rows read now. Nothing is saved yet."
          : "Nothing is saved yet. Look through it, then create the plan."}
      </p>
      {strip ? <StripCalendar strip={strip} /> : null}
      <div className="rows-columns">
        <div>
          <Problems problems={problems} />
          <RowsTable understood={understood} />
          <details className="rows-text" open={leftOut > 0}>
            <summary>The rows you pasted</summary>
            <label className="field">
              <span className="field-label">Mend them here, then read them again</span>
              <textarea className="control import-rows" name="rows" rows={8} defaultValue={text} spellCheck={false} />
            </label>
            <button type="submit" name="intent" value="preview" className="button">
              Read again
            </button>
          </details>
        </div>
        <div className="rows-terms">
          <Questions understood={understood} />
          {notes.length > 0 ? (
            <section className="import-notes">
              <h2>How it was read</h2>
              <ul>
                {notes.map((note) => (
                  <li key={note}>
                    <Glyph name="worth" label="Note:" /> <span>{note}</span>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          <h2>About the plan</h2>
          <NamingFields given={{ ...given, today: today as Day }} faults={faults} />
          <CountingFields given={{ ...given, today: today as Day }} faults={faults} />
          <input type="hidden" name="promise" value={given.promise ?? ""} />
          <input type="hidden" name="seen" value={seen} />
          <div className="form-ends">
            <button type="submit" name="intent" value="create" className="button is-main is-large">
              Create the plan
            </button>
            <Link to="/new/import" className="button is-quiet is-large" reloadDocument>
              Start again
            </Link>
          </div>
        </div>
      </div>
    </Form>
  )
}

function sentenceOf(count: number, leftOut: number): string {
  const read = count === 1 ? "One row was understood" : `${groupDigits(count)} rows were understood`
  if (leftOut === 0) return read
  return `${read}, ${leftOut === 1 ? "one was" : `${groupDigits(leftOut)} were`} left out`
}

function Problems({ problems }: Pick<UnderstoodRows, "problems">) {
  if (problems.length === 0) return null
  return (
    <section className="import-notes">
      <h2>What could not be read</h2>
      <ul>
        {problems.map(({ line, says, isLeftOut }) => (
          <li key={`${line} ${says}`}>
            <Glyph name={isLeftOut ? "must" : "should"} label={isLeftOut ? "Left out:" : "Taken in part:"} />{" "}
            <span>{says}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const sayStart = (day: Day): string => (day.endsWith("-01") ? longMonth(day) : longDay(day))
const sayEnd = (end: Day): string => (end.endsWith("-01") ? longMonth(addDays(end, -1)) : longDay(addDays(end, -1)))

/** "January to March 2028", "November 2027 to January 2028". */
function sayMonths({ start, end }: Span): string {
  const [first, last] = [longMonth(start), longMonth(addDays(end, -1))]
  return first.slice(-4) === last.slice(-4) ? `${first.slice(0, -5)} to ${last}` : `${first} to ${last}`
}

function RowsTable({ understood: { rows, count, total, given } }: { understood: UnderstoodRows }) {
  const currency = given.currency ?? "GBP"
  const hasWorkstreams = rows.some(({ workstream }) => workstream !== undefined)
  return (
    <section>
      <h2>What was understood</h2>
      <table className="rows-table">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Stage</th>
            {hasWorkstreams ? <th scope="col">Workstream</th> : null}
            <th scope="col">Starts</th>
            <th scope="col">Ends</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, name, workstream, start, end, amount }) => (
            <tr key={line}>
              <td>{line}</td>
              <th scope="row">{name}</th>
              {hasWorkstreams ? <td>{workstream}</td> : null}
              <td>{sayStart(start)}</td>
              <td>{sayEnd(end)}</td>
              <td>{amount === undefined ? "no cost yet" : exactMoney(amount, currency)}</td>
            </tr>
          ))}
        </tbody>
        {total === undefined ? null : (
          <tfoot>
            <tr>
              <td />
              <th scope="row">All rows</th>
              {hasWorkstreams ? <td /> : null}
              <td />
              <td />
              <td>{exactMoney(total, currency)}</td>
            </tr>
          </tfoot>
        )}
      </table>
      {count > rows.length ? <p className="quiet">and {groupDigits(count - rows.length)} more rows.</p> : null}
    </section>
  )
}

/** What can be read in two ways, and nobody but the reader knows. */
function Questions({ understood: { asks, chosen } }: { understood: UnderstoodRows }) {
  const { order, quarters } = asks
  if (!order && !quarters) return null
  return (
    <section className="import-questions">
      {order ? (
        <fieldset>
          <legend>“{order.written}” is</legend>
          <Choice name="order" value="day-first" chosen={chosen.order} words={longDay(order.dayFirst)} />
          <Choice name="order" value="month-first" chosen={chosen.order} words={longDay(order.monthFirst)} />
        </fieldset>
      ) : null}
      {quarters ? (
        <fieldset>
          <legend>“{quarters.written}” is</legend>
          <Choice
            name="quarters"
            value="calendar"
            chosen={chosen.quarters}
            words={`${sayMonths(quarters.calendar)}, by the calendar`}
          />
          <Choice
            name="quarters"
            value="fiscal"
            chosen={chosen.quarters}
            words={`${sayMonths(quarters.fiscal)}, by our financial year`}
          />
        </fieldset>
      ) : null}
      <button type="submit" name="intent" value="preview" className="button">
        Read again
      </button>
    </section>
  )
}

function Choice({ name, value, chosen, words }: { name: string; value: string; chosen: string; words: string }) {
  return (
    <label className="checkbox">
      <input type="radio" name={name} value={value} defaultChecked={value === chosen} />
      {words}
    </label>
  )
}
