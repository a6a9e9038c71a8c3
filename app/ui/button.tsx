import { type ButtonHTMLAttributes, forwardRef } from "react"

type Looks = {
  /** "main" is the one action that fits the page; "plain" stands beside it; "quiet" reads like a link. */
  look?: "main" | "plain" | "quiet"
}

/** A button. Sends a form only where `type="submit"` is said. */
export const Button = forwardRef<HTMLButtonElement, Looks & ButtonHTMLAttributes<HTMLButtonElement>>(function Button(
  { look = "plain", className, type = "button", ...rest },
  ref,
) {
  const classes = ["button", `is-${look}`, className].filter(Boolean).join(" ")
  return <button ref={ref} type={type} className={classes} {...rest} />
})
