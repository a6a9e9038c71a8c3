import { ROLES } from "../plan/roles"
import { PlainChoice, PlainText } from "../start/plain-field"
import { Button } from "../ui/button"
import { RefusalNote } from "../ui/refusal-note"
import { CopyLink } from "./copy-link"
import type { Handed } from "./joining.server"
import type { PeopleAnswer, peopleFor } from "./people.server"
import { ROLE_WORDS } from "./role-words"

type Shown = Awaited<ReturnType<typeof peopleFor>>
type Person = Shown["people"][number]

/** Who is here, who is invited, and the form to invite others. */
export function PeopleSections({ people, invited, plans, sendsMail, answer }: Shown & { answer?: PeopleAnswer }) {
  return (
    <>
      {answer?.faults?.form ? <RefusalNote says={answer.faults.form} /> : null}
      {answer?.done ? (
        <p className="account-done" role="status">
          {answer.done}
        </p>
      ) : null}
      {answer?.handed ? <HandedLink about={answer.about} handed={answer.handed} /> : null}
      <section>
        <h2>Accounts</h2>
        <ul className="account-rows">
          {people.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </ul>
      </section>
      {invited.length > 0 ? (
        <section>
          <h2>Invited</h2>
          <ul className="account-rows">
            {invited.map(({ id, email, isAdmin, plans: joins, until }) => (
              <li key={id}>
                <div>
                  <strong>{email}</strong>
                  <span className="quiet">
                    {[isAdmin ? "Administrator" : "", ...joins, until].filter(Boolean).join(" · ")}
                  </span>
                </div>
                <form method="post">
                  <input type="hidden" name="invitation" value={id} />
                  <Button type="submit" name="intent" value="invite-again" aria-label={`Make a new link for ${email}`}>
                    {sendsMail ? "Send again" : "New link"}
                  </Button>
                  <Button
                    type="submit"
                    name="intent"
                    value="withdraw"
                    aria-label={`Withdraw the invitation for ${email}`}
                  >
                    Withdraw
                  </Button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <InviteForm plans={plans} sendsMail={sendsMail} answer={answer?.about === "invite" ? answer : undefined} />
    </>
  )
}

function PersonRow({ person }: { person: Person }) {
  const { id, name, email, isAdmin, isYou, isDisabled, hasSecondFactor, plans } = person
  const facts = [
    email,
    isYou ? "you" : "",
    isDisabled ? "disabled" : "",
    isAdmin ? "administrator" : "",
    hasSecondFactor ? "second factor" : "no second factor",
  ]
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <span className="quiet">{facts.filter(Boolean).join(" · ")}</span>
        {plans.length > 0 ? <span className="quiet">{plans.join(" · ")}</span> : null}
      </div>
      {isYou ? null : (
        <details>
          <summary aria-label={`Change the account of ${name}`}>Change</summary>
          <form method="post">
            <input type="hidden" name="user" value={id} />
            {isDisabled ? (
              <Button type="submit" name="intent" value="enable">
                Let in again
              </Button>
            ) : (
              <>
                <Button type="submit" name="intent" value="reset">
                  Link for a new password
                </Button>
                <Button type="submit" name="intent" value={isAdmin ? "take-admin" : "make-admin"}>
                  {isAdmin ? "No longer administrator" : "Make administrator"}
                </Button>
                {hasSecondFactor ? (
                  <Button type="submit" name="intent" value="remove-second-factor">
                    Remove second factor
                  </Button>
                ) : null}
                <Button type="submit" name="intent" value="disable">
                  Disable
                </Button>
              </>
            )}
          </form>
        </details>
      )}
    </li>
  )
}

function HandedLink({ about, handed }: { about: string; handed: Handed }) {
  const isReset = about === "reset"
  if ("sent" in handed) {
    return (
      <p className="account-done" role="status">
        {isReset ? "A link for a new password" : "The invitation"} is on its way to {handed.email}.
      </p>
    )
  }
  return (
    <div className="account-done" role="status">
      <p>
        {handed.couldNotSend ? "The mail server did not take the letter. " : null}
        Give this link to {handed.email} yourself. It is shown once, and works once within{" "}
        {isReset ? "a day" : "three days"}.
      </p>
      <CopyLink link={handed.link} label={`Link for ${handed.email}`} />
    </div>
  )
}

function InviteForm({
  plans,
  sendsMail,
  answer,
}: {
  plans: { id: string; name: string }[]
  sendsMail: boolean
  answer?: PeopleAnswer
}) {
  const typed = answer?.typed
  return (
    <section>
      <h2>Invite somebody</h2>
      <p>
        {sendsMail
          ? "They get a link by mail, which works once within three days."
          : "You get a link to hand over, which works once within three days."}
      </p>
      <form method="post" className="account-form">
        <input type="hidden" name="intent" value="invite" />
        <PlainText
          label="E-mail address"
          name="email"
          type="email"
          longest={254}
          value={typed?.email}
          fault={answer?.faults?.email}
        />
        {plans.length > 0 ? (
          <>
            <PlainChoice
              label="Plan"
              name="plan"
              value={typed?.plan ?? plans[0]?.id}
              choices={[...plans.map(({ id, name }) => [id, name] as const), ["", "None yet"] as const]}
            />
            <fieldset>
              <legend>What they are there</legend>
              {ROLES.map((role) => (
                <label key={role} className="checkbox">
                  <input
                    type="checkbox"
                    name="role"
                    value={role}
                    defaultChecked={(typed?.roles ?? ["viewer"]).includes(role)}
                  />
                  <span>
                    <strong>{ROLE_WORDS[role].name}</strong> {ROLE_WORDS[role].does}
                  </span>
                </label>
              ))}
            </fieldset>
          </>
        ) : null}
        <label className="checkbox">
          <input type="checkbox" name="admin" defaultChecked={typed?.isAdmin} />
          <span>Also an administrator, who invites people and looks after their accounts</span>
        </label>
        <button type="submit" className="button is-main">
          Invite
        </button>
      </form>
    </section>
  )
}
