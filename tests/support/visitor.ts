import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { whoAsks } from "../../app/accounts/accounts.server"
import type { Db } from "../../db/open.server"
import { accountsFor, answerOf, called, visit } from "./route"

type Answering = (args: LoaderFunctionArgs & ActionFunctionArgs) => unknown
type Answered = { status: number; data: unknown; to?: string }

/** Somebody with a browser of their own, which keeps the cookies that it is given. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  readonly faults: unknown[] = []

  constructor(
    readonly db: Db,
    readonly address = "127.0.0.1",
  ) {}

  /** Asks for a page. */
  look(loader: unknown, path: string, params: Record<string, string> = {}): Promise<Answered> {
    return this.#send(loader as Answering, visit(path, { headers: this.#headers() }), params)
  }

  /** Sends a form. */
  fill(action: unknown, path: string, fields: Record<string, string | string[]>, params: Record<string, string> = {}) {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each)
    return this.#send(action as Answering, visit(path, { method: "POST", headers: this.#headers(), body }), params)
  }

  #headers() {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ")
    return { "User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0", ...(cookie && { Cookie: cookie }) }
  }

  async #send(answer: Answering, request: Request, params: Record<string, string>): Promise<Answered> {
    const cookie = request.headers.get("Cookie") ?? undefined
    const asking = { cookie, requestId: "request" }
    const { actor, present } = await whoAsks(this.db, accountsFor(this.db), asking, new Date().toISOString())
    const call = called(this.db, request, params, actor ?? null)
    Object.assign(call.context, { present, address: this.address })
    const args = call as unknown as LoaderFunctionArgs & ActionFunctionArgs
    const answered = await answerOf(async () => {
      try {
        return this.#keep(await answer(args))
      } catch (thrown) {
        throw this.#keep(thrown)
      }
    })
    this.faults.push(...call.faults)
    return answered
  }

  /** Keeps the cookies that come with an answer, and forgets those that it ends. */
  #keep(answer: unknown): unknown {
    const init = (answer as { init?: ResponseInit | null } | undefined)?.init
    const headers = answer instanceof Response ? answer.headers : new Headers(init?.headers)
    for (const cookie of headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/Max-Age=0(;|$)/.test(cookie)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }
}
