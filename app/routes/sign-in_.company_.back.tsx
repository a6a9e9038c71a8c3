import { data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { comeFromCompany } from "../accounts/company-sign-in.server"
import { safePath } from "../accounts/safe-path"

/** Where the company's identity provider sends people back to. */
export async function loader(asked: LoaderFunctionArgs) {
  const { accounts } = asked.context
  if (!accounts.company) throw data(null, 404)
  if (!(await accounts.haveBegun())) throw redirect("/set-up")
  try {
    const come = await comeFromCompany(asked)
    if (typeof come === "string") return redirect(`/sign-in?company=${come}`)
    return redirect(safePath(come.to), { headers: come.headers })
  } catch (fault) {
    asked.context.reportFault(fault)
    return redirect("/sign-in?company=refused")
  }
}
