import { Agent, request as send } from "node:http"

/** What came of a request: an answer, or where it broke off. */
export type Sent = { status: number; body: string; etag?: string } | { broken: "refused" | "cut" }

/**
 * Sends a request on a connection of its own or of the agent given. A connection that nobody took is refused; one that
 * broke off after it was taken is cut.
 */
export function sendTo(address: string, { method = "GET", headers = {}, body, agent }: Sending = {}): Promise<Sent> {
  return new Promise((resolve) => {
    let isTaken = false
    const request = send(address, { method, headers, agent: agent ?? new Agent({ keepAlive: false }) }, (response) => {
      isTaken = true
      let said = ""
      response.on("data", (chunk) => {
        said += chunk
      })
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: said, etag: response.headers.etag }))
      response.on("error", () => resolve({ broken: "cut" }))
    })
    request.on("error", (error: NodeJS.ErrnoException) => {
      resolve({ broken: isTaken || error.code !== "ECONNREFUSED" ? "cut" : "refused" })
    })
    request.end(body)
  })
}

type Sending = { method?: string; headers?: Record<string, string>; body?: string; agent?: Agent }

/** Renames a stage as the page of the plan does. */
export function rename(address: string, plan: string, stageId: string, name: string, agent?: Agent): Promise<Sent> {
  return sendTo(`${address}/plans/${plan}/course.data`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(address).origin },
    body: JSON.stringify({ change: { kind: "rename", collection: "stages", id: stageId, name }, version: 1 }),
    ...(agent && { agent }),
  })
}
