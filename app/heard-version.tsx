import { useEffect, useState } from "react"

/**
 * The newest version of a plan that this browser heard of; 0 before the first. One page of a browser listens for all
 * that have the plan open, since a browser keeps few connections to a server.
 */
export function useHeardVersion(planId: string): number {
  const [heard, setHeard] = useState(0)
  useEffect(() => {
    const name = `staycourse plan ${planId}`
    const channel = new BroadcastChannel(name)
    const leaving = new AbortController()
    channel.onmessage = ({ data }) => setHeard(Number(data))
    const listen = () =>
      new Promise<void>((release) => {
        const source = new EventSource(`/plans/${planId}/live`)
        source.onmessage = ({ data }) => {
          setHeard(Number(data))
          channel.postMessage(Number(data))
        }
        leaving.signal.addEventListener("abort", () => {
          source.close()
          release()
        })
      })
    // Browsers lend locks to safe addresses only; elsewhere each page listens for itself.
    const listening = navigator.locks ? navigator.locks.request(name, { signal: leaving.signal }, listen) : listen()
    listening.catch((error) => {
      if (!leaving.signal.aborted) throw error
    })
    return () => {
      leaving.abort()
      channel.close()
    }
  }, [planId])
  return heard
}
