import { PlainText } from "../start/plain-field"

type Faults = Partial<Record<"name" | "email" | "password", string>>

/** What a new account asks for. */
export function AccountFields({
  faults,
  name,
  email,
  isSettled,
}: {
  faults?: Faults
  name?: string
  email?: string
  isSettled?: boolean
}) {
  return (
    <>
      <PlainText label="Your name" name="name" completes="name" value={name} fault={faults?.name} />
      <PlainText
        label="E-mail address"
        name="email"
        type="email"
        completes="username"
        longest={254}
        value={email}
        fault={faults?.email}
        isReadOnly={isSettled}
      />
      <NewPassword fault={faults?.password} />
    </>
  )
}

/** Where somebody chooses a password. */
export function NewPassword({ fault, label = "Password" }: { fault?: string; label?: string }) {
  return (
    <PlainText
      label={label}
      name="password"
      type="password"
      completes="new-password"
      longest={1_000}
      fault={fault}
      hint="At least 12 characters. A few words that you can remember do well."
    />
  )
}
