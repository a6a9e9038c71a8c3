import { Form } from "@remix-run/react"
import { Glyph } from "../ui/glyphs"
import type { NotUnderstood } from "./import-form.server"

const EXAMPLE = `Stage\tStart\tEnd\tCost
Listen\tApr 2027\tMar 2028\t£1.2m
Pilot\tQ2 2028\tQ4 2028\t350k`

/** Two ways to bring a plan: a file, or rows. `refused` is why the last try was not taken. */
export function ImportForms({ promise, refused }: { promise?: string; refused?: NotUnderstood }) {
  return (
    <>
      {refused ? <Refused refused={refused} /> : <h1>What do you have already?</h1>}
      <p className="import-lead">
        {refused ? "Try another file, or rows. " : null}You see what was understood before anything is saved.
      </p>
      <div className="import-ways">
        <Form method="post" encType="multipart/form-data" className="import-way">
          <h2>A file</h2>
          <p>A Staycourse file of up to 32 MiB, or a table saved as CSV.</p>
          <Promised promise={promise} />
          <label className="field">
            <span className="field-label">File</span>
            <input
              className="control"
              type="file"
              name="file"
              accept=".json,.csv,.tsv,.txt,application/json,text/*"
              required
            />
          </label>
          <button type="submit" className="button is-main is-large">
            See what is in it
          </button>
        </Form>
        <Form method="post" encType="multipart/form-data" className="import-way">
          <h2>Rows from a spreadsheet</h2>
          <p>
            A row for each stage: its name, start, end and cost, in any order, with or without headings. Copy them in
            your spreadsheet and paste them here.
          </p>
          <Promised promise={promise} />
          <label className="field">
            <span className="field-label">Rows</span>
            <textarea
              className="control import-rows"
              name="rows"
              rows={9}
              defaultValue={refused?.text}
              placeholder={EXAMPLE}
              spellCheck={false}
              required
            />
          </label>
          <button type="submit" className="button is-main is-large">
            See what was understood
          </button>
        </Form>
      </div>
    </>
  )
}

/** What was said on the page before goes along. */
function Promised({ promise }: { promise?: string }) {
  return promise === undefined ? null : <input type="hidden" name="promise" value={promise} />
}

function Refused({ refused: { says, problems, leftOut } }: { refused: NotUnderstood }) {
  return (
    <div className="import-refused" role="alert">
      <h1>{says}</h1>
      {problems.length > 0 ? (
        <ol>
          {problems.map((problem) => (
            <li key={problem}>
              <Glyph name="must" size={11} /> <span>{problem}</span>
            </li>
          ))}
        </ol>
      ) : null}
      {leftOut === undefined ? null : <p>{leftOut}.</p>}
    </div>
  )
}
