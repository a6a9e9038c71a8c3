import { Form, Link } from "@remix-run/react"
import { StripCalendar } from "../portfolio/strip-calendar"
import { Glyph } from "../ui/glyphs"
import type { UnderstoodFile } from "./import-form.server"

/** What a plan file was understood to hold, before it is stored. */
export function FilePreview({ understood }: { understood: UnderstoodFile }) {
  const { strip, holds, warnings, packed, fileName, isThere, promise } = understood
  return (
    <>
      <h1>“{strip.name}” can be read</h1>
      <p className="import-lead">
        Nothing is saved yet. This is what {fileName === "" ? "the file" : `“${fileName}”`} holds.
      </p>
      <StripCalendar strip={strip} />
      <p className="import-holds">
        {holds.length > 0 ? `${holds.join(", ")}.` : "It holds nothing but its name and its dates."}
      </p>
      {warnings.length > 0 ? (
        <section className="import-notes">
          <h2>What was changed to read it</h2>
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>
                <Glyph name="should" label="Note:" /> <span>{warning}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {isThere ? (
        <p className="import-holds">This plan is here already. Saved, it will be there a second time.</p>
      ) : null}
      <Form method="post" encType="multipart/form-data" className="form-ends">
        <input type="hidden" name="packed" value={packed} />
        <input type="hidden" name="fileName" value={fileName} />
        {promise === undefined ? null : <Promised promise={promise} own={strip.ambition} />}
        <button type="submit" name="intent" value="create" className="button is-main is-large">
          Save this plan
        </button>
        <Link
          to={`/new/import${promise === undefined ? "" : `?${new URLSearchParams({ promise })}`}`}
          className="button is-quiet is-large"
          reloadDocument
        >
          Choose something else
        </Link>
      </Form>
    </>
  )
}

/** What was promised before the file was chosen goes with a file that promises nothing; otherwise the reader chooses. */
function Promised({ promise, own }: { promise: string; own?: string }) {
  const typed = <input type="hidden" name="promise" value={promise} />
  if (own === undefined) {
    return (
      <p className="import-promise">
        {typed}
        The file makes no promise, so yours goes with it: <em>{promise}</em>
      </p>
    )
  }
  return (
    <fieldset className="import-promise">
      {typed}
      <legend>Which promise does it keep?</legend>
      <label>
        <input type="radio" name="promises" value="own" defaultChecked /> The one in the file: <em>{own}</em>
      </label>
      <label>
        <input type="radio" name="promises" value="mine" /> The one you wrote: <em>{promise}</em>
      </label>
    </fieldset>
  )
}
