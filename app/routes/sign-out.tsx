import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { signOut } from "../accounts/sign-in.server"

/** Nothing to see: a page asks for this by a button. */
export function loader() {
  return redirect("/")
}

export async function action(asked: ActionFunctionArgs) {
  return redirect("/sign-in", { headers: await signOut(asked) })
}
