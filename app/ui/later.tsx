import { type ComponentType, useEffect, useState } from "react"

/** A part of the page whose code comes when it is first drawn, or is fetched before. */
export type Later<Props extends object> = ComponentType<Props> & {
  /** Fetches the code. Rejects where it does not come. */
  fetch: () => Promise<void>
  /** Says that the code is here, as it is on a server, which draws whole pages. */
  give: (part: ComponentType<Props>) => void
}

/** A part of the page that is left out of what is loaded at first. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  let Part: ComponentType<Props> | undefined
  let coming: Promise<void> | undefined
  const give = (part: ComponentType<Props>) => {
    Part = part
  }
  const fetch = () => {
    coming ??= load().then(give, (fault) => {
      coming = undefined
      throw fault
    })
    return coming
  }
  function LaterPart(props: Props) {
    const [standing, setStanding] = useState<"coming" | "here" | "missed">("coming")
    useEffect(() => {
      if (standing !== "coming" || Part) return
      let isGone = false
      const note = (next: "here" | "missed") => () => {
        if (!isGone) setStanding(next)
      }
      fetch().then(note("here"), note("missed"))
      return () => {
        isGone = true
      }
    }, [standing])
    if (Part) return <Part {...props} />
    if (standing !== "missed") return null
    return (
      <p className="inspector-note" role="alert">
        This part of the page could not be loaded.{" "}
        <button type="button" className="fact-link" onClick={() => setStanding("coming")}>
          Try again
        </button>
      </p>
    )
  }
  return Object.assign(LaterPart, { fetch, give })
}
