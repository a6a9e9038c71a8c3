import { type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { NothingShared } from "../sharing/nothing-shared"
import { cookieFor, linkBehind } from "../sharing/shared-plan.server"

/** Takes the secret out of the address at once: it goes on in a cookie that these pages alone are sent. */
export async function loader(asked: LoaderFunctionArgs) {
  const secret = asked.params.token as string
  const link = await linkBehind(secret, asked)
  return redirect("/shared", { status: 303, headers: { "Set-Cookie": cookieFor(secret, link, asked.context) } })
}

export default function Exchange() {
  return null
}

export { NothingShared as ErrorBoundary }
