import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node"
import { createReadableStreamFromReadable } from "@remix-run/node"
import { RemixServer } from "@remix-run/react"
import { isbot } from "isbot"
import { renderToPipeableStream } from "react-dom/server"
import { Drawing } from "./drawing"
import { Gathered } from "./gathered.server"
import { Selected } from "./ui/selected"
import { SelectedLater } from "./ui/selected-later"

SelectedLater.give(Selected)

/** After this many milliseconds a page is sent with what it has. Remix reads it. */
export const streamTimeout = 5_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce, requestId, reportFault }: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let shellSent = false
    // A crawler gets the whole page at once, a person the frame of it as soon as that is ready.
    const whole = isbot(request.headers.get("user-agent"))
    const send = () => {
      shellSent = true
      const body = new Gathered()
      headers.set("Content-Type", "text/html; charset=utf-8")
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status }))
      pipe(body)
    }
    const { pipe, abort } = renderToPipeableStream(
      <Drawing.Provider value={{ nonce, requestId }}>
        <RemixServer context={remixContext} url={request.url} nonce={nonce} />
      </Drawing.Provider>,
      {
        nonce,
        [whole ? "onAllReady" : "onShellReady"]: send,
        onShellError: reject,
        onError(fault) {
          status = 500
          // Before the shell is sent, the same fault rejects this promise and is reported there.
          if (shellSent) reportFault(fault)
        },
      },
    )
    setTimeout(abort, streamTimeout + 1_000)
  })
}

/** Remix calls this with whatever a loader, an action or a drawing threw and nobody expected. */
export function handleError(fault: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  if (!request.signal.aborted) context.reportFault(fault)
}
