import type { ShouldRevalidateFunctionArgs } from "@remix-run/react"

/** What a form comes to changes nothing of the page it was sent from; asking again could only lose what was typed. */
export function unlessSent({ formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return formMethod === "POST" ? false : defaultShouldRevalidate
}
