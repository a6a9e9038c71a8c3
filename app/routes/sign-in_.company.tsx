import { data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { leaveForCompany } from "../accounts/company-sign-in.server"
import { safePath } from "../accounts/safe-path"

/** Leads to the company's identity provider. */
export async function loader(asked: LoaderFunctionArgs) {
  const { searchParams } = new URL(asked.request.url)
  const to = safePath(searchParams.get("to"))
  const { accounts, reportFault } = asked.context
  if (!accounts.company) throw data(null, 404)
  // The first account is made here, by whoever runs Staycourse.
  if (!(await accounts.haveBegun())) throw redirect("/set-up")
  try {
    const { address, headers } = await leaveForCompany(asked, to, searchParams.has("again"))
    return redirect(address, { headers })
  } catch (fault) {
    reportFault(fault)
    return redirect(`/sign-in?company=unreachable&to=${encodeURIComponent(to)}`)
  }
}
