import type { Scope } from "../plan/actor"
import { PlainChoice, PlainText } from "../start/plain-field"
import { Button } from "../ui/button"
import { CopyLink } from "./copy-link"

/** A token as its list shows it. */
export type ShownToken = { id: string; name: string; may: string; state: string; isOver: boolean }

/** What came of a form: a token that was made, one that was revoked, or what is wrong. */
export type TokenAnswer = {
  made?: { name: string; secret: string; curl: string; until: string }
  revoked?: string
  faults?: Partial<Record<"name" | "scopes" | "form", string>>
  given?: { name: string; scopes: Scope[]; days: number }
}

/** What each scope lets a program do, in the words of the person who gives it. */
export const SCOPE_WORDS: Readonly<Record<Scope, readonly [does: string, words: string]>> = {
  read: ["reads", "Read the plans you may read, and export them"],
  write: ["writes", "Change plans, record what happened, import files"],
  decide: ["decides", "Record decisions of the board, where you may"],
  admin: ["runs plans", "Say who belongs to a plan, remove plans, make tokens"],
}

const SCOPES = Object.keys(SCOPE_WORDS) as Scope[]

/** How long a token may last, as the form offers it. */
export const TOKEN_DAYS = [7, 30, 90, 180, 365] as const

/** The tokens of an account, and the form that makes one. */
export function TokenSections({ tokens, answer }: { tokens: readonly ShownToken[]; answer?: TokenAnswer }) {
  return (
    <>
      {answer?.made ? <Made made={answer.made} /> : null}
      <section>
        <h2>Make a token</h2>
        <p>A program shows it instead of a password, and may do no more than you.</p>
        <form method="post" className="account-form">
          <PlainText
            label="What is it for?"
            name="name"
            value={answer?.given?.name}
            fault={answer?.faults?.name}
            hint="So that you know it later, such as “Cash curve for finance”."
          />
          <fieldset>
            <legend>What may it do?</legend>
            {SCOPES.map((scope) => (
              <label key={scope} className="checkbox">
                <input
                  type="checkbox"
                  name="scope"
                  value={scope}
                  defaultChecked={answer?.given ? answer.given.scopes.includes(scope) : scope === "read"}
                />
                <span>{SCOPE_WORDS[scope][1]}</span>
              </label>
            ))}
            {answer?.faults?.scopes ? <span className="field-error">{answer.faults.scopes}</span> : null}
          </fieldset>
          <PlainChoice
            label="How long does it last?"
            name="days"
            value={answer?.given?.days ?? 90}
            choices={TOKEN_DAYS.map((days) => [days, days === 365 ? "A year" : `${days} days`] as const)}
          />
          <Button type="submit" look="main" name="intent" value="make">
            Make the token
          </Button>
        </form>
      </section>
      <section>
        <h2>Your tokens</h2>
        {answer?.revoked ? (
          <p className="account-done" role="status">
            {answer.revoked}
          </p>
        ) : null}
        {tokens.length === 0 ? <p>There are none yet.</p> : null}
        <ul className="account-rows">
          {tokens.map((token) => (
            <li key={token.id}>
              <div>
                <strong>{token.name}</strong>
                <span className="quiet">
                  {token.may}. {token.state}
                </span>
              </div>
              {token.isOver ? null : (
                <form method="post">
                  <input type="hidden" name="token" value={token.id} />
                  <Button type="submit" name="intent" value="revoke" aria-label={`Revoke ${token.name}`}>
                    Revoke
                  </Button>
                </form>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function Made({ made }: { made: NonNullable<TokenAnswer["made"]> }) {
  return (
    <div className="account-done" role="status">
      <p>
        “{made.name}” lasts until {made.until}. This is the only time it is shown: keep it where you keep your
        passwords.
      </p>
      <CopyLink label="The token" link={made.secret} />
      <CopyLink label="Try it in a terminal" link={made.curl} />
    </div>
  )
}
