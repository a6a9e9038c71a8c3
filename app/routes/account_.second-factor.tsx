import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { passwordHashOf } from "../../db/users.server"
import { Door } from "../accounts/door"
import { sayWait, waitToTry } from "../accounts/limits.server"
import { passwordOf, textOf } from "../accounts/read-account.server"
import { safePath } from "../accounts/safe-path"
import { beginSecondFactor, finishSecondFactor, type Setup, setupOf } from "../accounts/second-factor.server"
import { requireActor } from "../session.server"
import { PlainText } from "../start/plain-field"

export const meta: MetaFunction = () => [{ title: "Second factor · Staycourse" }]

export async function loader(asked: LoaderFunctionArgs) {
  const { id } = requireActor(asked)
  const { db, present } = asked.context
  const given = new URL(asked.request.url).searchParams.get("to")
  const to = given === null ? "/account" : safePath(given)
  if (!present || present.user.hasSecondFactor) throw redirect(to)
  return { to, isNeeded: given !== null, hasPassword: (await passwordHashOf(db, id)) !== undefined }
}

type Answer = { setup?: Setup; codes?: string[]; fault?: string }

export async function action(asked: ActionFunctionArgs) {
  const { id } = requireActor(asked)
  const { db, accounts, address, present } = asked.context
  if (!present || present.user.hasSecondFactor) throw redirect("/account")
  const form = await asked.request.formData()
  const terms = { account: `id ${id}`, address, hasLimits: accounts.hasLimits }
  const wait = await waitToTry(db, terms)
  if (wait !== undefined) {
    return data<Answer>({ fault: sayWait(wait) }, { status: 429, headers: { "Retry-After": String(wait) } })
  }
  if (textOf(form, "intent") === "begin") {
    const setup = await beginSecondFactor(asked, passwordOf(form).slice(0, 1_000))
    return setup ? data<Answer>({ setup }) : data<Answer>({ fault: "The password is not right." }, 422)
  }
  const done = await finishSecondFactor(asked, textOf(form, "code").slice(0, 40))
  if (done) return data<Answer>({ codes: done.codes }, { headers: done.headers })
  const setup = await setupOf(textOf(form, "setup"))
  return data<Answer>({ ...(setup && { setup }), fault: "This code is not right. Enter the one that shows now." }, 422)
}

export default function SecondFactor() {
  const { to, isNeeded, hasPassword } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as Answer | undefined
  if (answer?.codes) return <Codes codes={answer.codes} to={to} />
  if (answer?.setup) return <Scan setup={answer.setup} fault={answer.fault} />
  return (
    <Door
      says="Add a second factor"
      lead={
        isNeeded
          ? "Whoever decides or runs Staycourse shows a code from their phone as well as the password. Set that up now; it takes a minute."
          : "With a code from your phone as well, a stolen password alone opens nothing."
      }
    >
      <form method="post" className="account-form">
        <input type="hidden" name="intent" value="begin" />
        {hasPassword ? (
          <PlainText
            label="Your password"
            name="password"
            type="password"
            completes="current-password"
            longest={1_000}
            fault={answer?.fault}
          />
        ) : null}
        <button type="submit" className="button is-main">
          Go on
        </button>
      </form>
      <div className="door-others">
        <p>
          <a href="/account">Not now</a>
        </p>
      </div>
    </Door>
  )
}

function Scan({ setup, fault }: { setup: Setup; fault?: string }) {
  return (
    <Door
      says="Scan this with your app"
      lead="Any app for one-time codes will do, such as the one that keeps your passwords."
    >
      <form method="post" className="account-form">
        <input type="hidden" name="setup" value={setup.address} />
        <img
          className="qr"
          src={setup.picture}
          alt="A code to scan. Its text stands beneath."
          width={200}
          height={200}
        />
        <p>
          Or type this into the app: <span className="typed-secret">{setup.typed}</span>
        </p>
        <PlainText
          label="The six figures that it shows now"
          name="code"
          completes="one-time-code"
          inputMode="numeric"
          longest={40}
          fault={fault}
        />
        <button type="submit" className="button is-main">
          Done
        </button>
      </form>
    </Door>
  )
}

function Codes({ codes, to }: { codes: string[]; to: string }) {
  return (
    <Door
      says="Keep these recovery codes"
      lead="Each lets you in once, should you lose your phone. Print them or put them where you keep your passwords: they are not shown again."
    >
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="door-others">
        <p>
          <a className="button is-main" href={to}>
            I have kept them
          </a>
        </p>
      </div>
    </Door>
  )
}
