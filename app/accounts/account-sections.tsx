import { PlainText } from "../start/plain-field"
import { Button } from "../ui/button"
import { NewPassword } from "./account-form"
import type { AccountAnswer } from "./change-account.server"

type Shown = {
  email: string
  hasPassword: boolean
  hasSecondFactor: boolean
  codesLeft: number
  sessions: { id: string; isThis: boolean; browser: string; seen: string }[]
}

/** What one can do about one's own account. */
export function AccountSections({ account, answer }: { account: Shown; answer?: AccountAnswer }) {
  const on = (about: string) => (answer?.about === about ? answer : undefined)
  const { hasPassword } = account
  return (
    <>
      <section>
        <h2>Second factor</h2>
        <SecondFactor account={account} answer={on("recovery-codes") ?? on("remove-second-factor")} />
      </section>
      {hasPassword ? (
        <section>
          <h2>Password</h2>
          <p>Whoever is signed in with the old one is signed out, but for you here.</p>
          <Done answer={on("password")} />
          <form method="post" className="account-form">
            <input type="hidden" name="intent" value="password" />
            <Current fault={on("password")?.faults?.current} />
            <NewPassword label="New password" fault={on("password")?.faults?.password} />
            <button type="submit" className="button">
              Change the password
            </button>
          </form>
        </section>
      ) : null}
      {hasPassword ? (
        <section>
          <h2>E-mail address</h2>
          <form method="post" className="account-form">
            <input type="hidden" name="intent" value="email" />
            <PlainText
              label="New address"
              name="email"
              type="email"
              completes="email"
              longest={254}
              fault={on("email")?.faults?.email}
            />
            <Current fault={on("email")?.faults?.current} />
            <button type="submit" className="button">
              Change the address
            </button>
          </form>
        </section>
      ) : null}
      <section>
        <h2>Where you are signed in</h2>
        <Done answer={on("end-session") ?? on("end-others")} />
        <ul className="account-rows">
          {account.sessions.map(({ id, isThis, browser, seen }) => (
            <li key={id}>
              <div>
                <strong>{browser}</strong>
                <span className="quiet">{isThis ? "Here, now" : `Last seen on ${seen}`}</span>
              </div>
              {isThis ? null : (
                <form method="post">
                  <input type="hidden" name="intent" value="end-session" />
                  <input type="hidden" name="session" value={id} />
                  <Button type="submit" aria-label={`End the session in ${browser}, last seen on ${seen}`}>
                    End
                  </Button>
                </form>
              )}
            </li>
          ))}
        </ul>
        <div className="account-ends">
          <form method="post" action="/sign-out">
            <Button type="submit">Sign out</Button>
          </form>
          {account.sessions.length > 1 ? (
            <form method="post">
              <Button type="submit" name="intent" value="end-others">
                Sign out everywhere else
              </Button>
            </form>
          ) : null}
          <form method="post">
            <Button type="submit" name="intent" value="end-all">
              Sign out everywhere
            </Button>
          </form>
        </div>
      </section>
    </>
  )
}

function SecondFactor({ account, answer }: { account: Shown; answer?: AccountAnswer }) {
  if (!account.hasSecondFactor) {
    return (
      <>
        <p>With a code from your phone as well, a stolen password alone opens nothing.</p>
        <form action="/account/second-factor" className="account-form">
          <button type="submit" className="button">
            Add a second factor
          </button>
        </form>
      </>
    )
  }
  const { codesLeft } = account
  return (
    <>
      <p>
        You show a code from your phone when you sign in.{" "}
        {codesLeft === 1 ? "One recovery code is left." : `${codesLeft} recovery codes are left.`}
      </p>
      {answer?.codes ? (
        <div className="account-done" role="status">
          <p>Keep these where you keep your passwords. They are not shown again, and the ones before no longer work.</p>
          <ul className="recovery-codes">
            {answer.codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <form method="post" className="account-form">
        <Current fault={answer?.faults?.current} />
        <div className="account-ends">
          <Button type="submit" name="intent" value="recovery-codes">
            Make new recovery codes
          </Button>
          <Button type="submit" name="intent" value="remove-second-factor">
            Remove the second factor
          </Button>
        </div>
      </form>
    </>
  )
}

const Current = ({ fault }: { fault?: string }) => (
  <PlainText
    label="Your password as it is"
    name="current"
    type="password"
    completes="current-password"
    longest={1_000}
    fault={fault}
  />
)

function Done({ answer }: { answer?: AccountAnswer }) {
  return answer?.done ? (
    <p className="account-done" role="status">
      {answer.done}
    </p>
  ) : null
}
