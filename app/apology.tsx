import { type ReactNode, useContext } from "react"
import { Drawing } from "./drawing"

/** Says that something went wrong on our side, and by which number whoever runs Staycourse finds it in the log. */
export function Apology({ says, requestId, children }: { says: string; requestId?: string; children: ReactNode }) {
  const drawing = useContext(Drawing)
  // The browser does not know the server's id of this page, but the server has written it here.
  const drawn = typeof document === "undefined" ? drawing.requestId : document.getElementById("request")?.textContent
  const id = requestId ?? drawn
  return (
    <>
      <h1>{says}</h1>
      <p>{children}</p>
      {id ? (
        <p>
          If it happens again, give this number to whoever runs Staycourse: <code id="request">{id}</code>
        </p>
      ) : null}
    </>
  )
}
