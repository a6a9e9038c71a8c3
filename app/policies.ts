/**
 * Who may ask for a page. "anybody": also who is not signed in. "account": who is signed in. "plan": who belongs to the
 * plan that the address names, as far as the page's own deeds allow. "admin": administrators of the installation.
 * "token": programs, which show a token and no cookie.
 */
export type Policy = "anybody" | "account" | "plan" | "admin" | "token"

/** The policy of each route, by its id. A route that is not listed here answers nobody. */
export const POLICIES: Readonly<Record<string, Policy>> = {
  root: "anybody",
  "routes/_index": "account",
  "routes/api.$": "anybody",
  "routes/api.v1.$": "token",
  "routes/checks.$id": "account",
  "routes/checks._index": "account",
  "routes/account": "account",
  "routes/account_.second-factor": "account",
  "routes/account_.tokens": "account",
  "routes/confirm": "account",
  "routes/help_.api": "account",
  "routes/join.$token": "anybody",
  "routes/new": "account",
  "routes/new._index": "account",
  "routes/new.template": "account",
  "routes/new_.import": "account",
  "routes/new_.sample": "account",
  "routes/people": "admin",
  "routes/plans.$id": "plan",
  "routes/plans.$id._index": "plan",
  "routes/plans.$id.commitment": "plan",
  "routes/plans.$id.course": "plan",
  "routes/plans.$id.live": "plan",
  "routes/plans.$id.people": "plan",
  "routes/plans.$id.share": "plan",
  "routes/reset.($token)": "anybody",
  "routes/set-up.($token)": "anybody",
  "routes/shared.$token": "anybody",
  "routes/shared._index": "anybody",
  "routes/sign-in": "anybody",
  "routes/sign-in_.code": "anybody",
  "routes/sign-in_.company": "anybody",
  "routes/sign-in_.company_.back": "anybody",
  "routes/sign-out": "anybody",
  "routes/plans.$id.export": "plan",
  "routes/plans.$id.settings": "plan",
}
