import { CopyLink } from "../accounts/copy-link"
import { PlainText } from "../start/plain-field"
import { Button } from "../ui/button"
import { RefusalNote } from "../ui/refusal-note"
import type { LinksAnswer, linksFor } from "./plan-links.server"

type Shown = Awaited<ReturnType<typeof linksFor>>

/** The links that lead to a plan, and the form to make one. */
export function PlanLinksSections({ links, ended, days, most, answer }: Shown & { answer?: LinksAnswer }) {
  const { faults, typed } = answer ?? {}
  return (
    <>
      {faults?.form ? <RefusalNote says={faults.form} /> : null}
      {answer?.done ? (
        <p className="account-done" role="status">
          {answer.done}
        </p>
      ) : null}
      {answer?.made ? (
        <div className="account-done" role="status">
          <p>Give this link to whoever should read the Course. It is shown once.</p>
          <CopyLink link={answer.made.link} label={`Link for ${answer.made.label}`} />
        </div>
      ) : null}
      {links.length > 0 ? (
        <section>
          <h2>Links that work</h2>
          <ul className="account-rows">
            {links.map(({ id, label, showsAmounts, until, lastUsed }) => (
              <li key={id}>
                <div>
                  <strong>{label}</strong>
                  <span className="quiet">
                    {[
                      `until ${until}`,
                      showsAmounts ? "with amounts" : "without amounts",
                      lastUsed ? `last used ${lastUsed}` : "not used yet",
                    ].join(" · ")}
                  </span>
                </div>
                <form method="post">
                  <input type="hidden" name="link" value={id} />
                  <Button type="submit" name="intent" value="end" aria-label={`End the link for ${label}`}>
                    End
                  </Button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section>
        <h2>Make a link</h2>
        <p>
          Whoever has it reads the Course without an account, until it is over or you end it.
          {ended > 0
            ? ` ${ended === 1 ? "One earlier link no longer works." : `${ended} earlier links no longer work.`}`
            : ""}
        </p>
        <form method="post" className="account-form">
          <PlainText
            label="Who it is for"
            name="label"
            value={faults ? typed?.label : undefined}
            fault={faults?.label}
            hint="So that you know later which one to end."
          />
          <PlainText
            label="Days until it is over"
            name="days"
            inputMode="numeric"
            longest={4}
            value={(faults && typed?.days) ?? String(days)}
            fault={faults?.days}
            hint={`At most ${most}.`}
          />
          <label className="checkbox">
            <input type="checkbox" name="amounts" defaultChecked={faults && typed?.showsAmounts} />
            <span>Show amounts of money too</span>
          </label>
          <button type="submit" className="button is-main" name="intent" value="make">
            Make the link
          </button>
        </form>
      </section>
    </>
  )
}
