import { ROLE_WORDS } from "../accounts/role-words"
import { ROLES, type Role } from "../plan/roles"
import { PlainChoice, PlainText } from "../start/plain-field"
import { Button } from "../ui/button"
import { RefusalNote } from "../ui/refusal-note"
import type { MembersAnswer, membersFor } from "./plan-people.server"

type Shown = Awaited<ReturnType<typeof membersFor>>
type Member = Shown["members"][number]
type People = Shown["people"]

/** Who belongs to a plan and as what, and the form to add somebody. */
export function PlanPeopleSections({ members, people, isLocal, answer }: Shown & { answer?: MembersAnswer }) {
  if (isLocal) {
    return (
      <p>
        Only this machine can reach this plan. <a href="/set-up">Make an account</a> to let others in.
      </p>
    )
  }
  return (
    <>
      {answer?.faults?.form ? <RefusalNote says={answer.faults.form} /> : null}
      {answer?.done ? (
        <p className="account-done" role="status">
          {answer.done}
        </p>
      ) : null}
      <section>
        <h2>Who belongs to it</h2>
        <ul className="account-rows">
          {members.map((member) => (
            <MemberRow key={member.userId} member={member} people={people} />
          ))}
        </ul>
      </section>
      <section>
        <h2>Add somebody</h2>
        <p>They need an account. What they are here holds for this plan alone.</p>
        <form method="post" className="account-form">
          <PlainText
            label="E-mail address of their account"
            name="email"
            type="email"
            longest={254}
            value={answer?.about === "add" && answer.faults ? answer.typed?.email : undefined}
            fault={answer?.faults?.email}
          />
          <MemberFields people={people} roles={["viewer"]} seesAmounts />
          <button type="submit" className="button is-main" name="intent" value="add">
            Add to the plan
          </button>
        </form>
      </section>
    </>
  )
}

function MemberRow({ member, people }: { member: Member; people: People }) {
  const { userId, name, email, said, person, hidesAmounts, isYou, isDisabled, roles, personId } = member
  const facts = [
    email,
    isYou ? "you" : "",
    isDisabled ? "cannot sign in" : "",
    person ? `${person} in the plan` : "",
    hidesAmounts ? "does not see amounts" : "",
  ]
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <span className="quiet">{said}</span>
        <span className="quiet">{facts.filter(Boolean).join(" · ")}</span>
      </div>
      {isYou ? null : (
        <details>
          <summary aria-label={`Change what ${name} is here`}>Change</summary>
          <form method="post" className="account-form">
            <input type="hidden" name="user" value={userId} />
            <MemberFields people={people} roles={roles} seesAmounts={!hidesAmounts} personId={personId} />
            <div className="account-ends">
              <Button look="main" type="submit" name="intent" value="change">
                Save
              </Button>
              <Button type="submit" name="intent" value="take-out" aria-label={`Take ${name} out of the plan`}>
                Take out of the plan
              </Button>
            </div>
          </form>
        </details>
      )}
    </li>
  )
}

function MemberFields({
  people,
  roles,
  seesAmounts,
  personId = "",
}: {
  people: People
  roles: readonly Role[]
  seesAmounts: boolean
  personId?: string
}) {
  return (
    <>
      <fieldset>
        <legend>What they are here</legend>
        {ROLES.map((role) => (
          <label key={role} className="checkbox">
            <input type="checkbox" name="role" value={role} defaultChecked={roles.includes(role)} />
            <span>
              <strong>{ROLE_WORDS[role].name}</strong> {ROLE_WORDS[role].does}
            </span>
          </label>
        ))}
      </fieldset>
      <label className="checkbox">
        <input type="checkbox" name="sees" defaultChecked={seesAmounts} />
        <span>May see amounts of money, as all but a CCO and a viewer must</span>
      </label>
      {people.length > 0 ? (
        <PlainChoice
          label="Who they are in the plan"
          name="person"
          value={personId}
          choices={[["", "Nobody in particular"], ...people]}
        />
      ) : null}
    </>
  )
}
