import { Form, useSubmit } from "@remix-run/react"
import { useRef } from "react"
import { PROGRAMMES, SAMPLE } from "../start/samples"

/** Three ways to begin. All are one form, so that the promise above goes with whichever is taken. */
export default function Doors() {
  const picker = useRef<HTMLInputElement>(null)
  const submit = useSubmit()
  return (
    <Form id="new-plan" action="/new/template" className="doors">
      <section className="door is-first">
        <h2>Start from the five-year template</h2>
        <p>
          Eight stages, five metrics and six behaviours, each with a note on why it is there. Change the dates to your
          financial year and keep what fits.
        </p>
        <button type="submit" className="button is-main is-large">
          Use the template
        </button>
      </section>
      <section className="door">
        <h2>Import a plan</h2>
        <p>From a spreadsheet or a Staycourse file. You see what was understood before anything is saved.</p>
        <div className="door-ways">
          {/* Leads to a page that asks for the file; with scripts the file is asked for here. */}
          <button
            type="submit"
            formAction="/new/import"
            className="button is-large"
            onClick={(event) => {
              event.preventDefault()
              picker.current?.click()
            }}
          >
            Choose a file
          </button>
          <button type="submit" formAction="/new/import" className="button is-large">
            Paste rows
          </button>
        </div>
        <input
          ref={picker}
          type="file"
          hidden
          aria-hidden="true"
          tabIndex={-1}
          onChange={({ target: { files, form } }) => {
            const [file] = files ?? []
            if (!file || !form) return
            const sent = new FormData()
            sent.set("promise", String(new FormData(form).get("promise") ?? ""))
            sent.set("file", file)
            submit(sent, { method: "post", action: "/new/import", encType: "multipart/form-data" })
          }}
        />
      </section>
      <section className="door">
        <h2>Open the sample</h2>
        <p>A mutual insurer in its second year, with money running out and a board meeting in two weeks.</p>
        <button
          type="submit"
          formMethod="post"
          formAction="/new/sample"
          name="sample"
          value={SAMPLE}
          className="button is-large"
        >
          Look around
        </button>
      </section>
      <details className="programmes">
        <summary>Or look at one of six real programmes, as they stood before anybody knew how they would end</summary>
        <ul>
          {PROGRAMMES.map(({ name, says, views }) => (
            <li key={name}>
              <strong>{name}</strong>
              <span>{says}</span>
              {views.map(({ file, seen }) => (
                <button
                  key={file}
                  type="submit"
                  formMethod="post"
                  formAction="/new/sample"
                  name="sample"
                  value={file}
                  className="button is-quiet"
                  aria-label={`${name}, seen in ${seen}`}
                >
                  Seen in {seen}
                </button>
              ))}
            </li>
          ))}
        </ul>
        <p className="quiet">Simplified reconstructions from public reports.</p>
      </details>
    </Form>
  )
}
