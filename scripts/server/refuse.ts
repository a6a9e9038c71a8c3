import type { Request, Response } from "express"
import { type ProblemName, problemBody } from "../../app/api/problem.server"

const OF_STATUS: Record<number, ProblemName> = {
  403: "forbidden",
  404: "not-found",
  405: "no-such-method",
  413: "too-large",
  421: "wrong-host",
  503: "unavailable",
  507: "no-room",
}

/** Whether a request is for the API that programs use. */
export const isForPrograms = ({ originalUrl }: Request): boolean => /^\/api\/v1(\/|\?|$)/.test(originalUrl)

/** Answers a request that gets no further: in words, or as a problem where programs ask. */
export function refuse({ originalUrl }: Request, response: Response, status: number, sentence: string): void {
  response.status(status)
  if (!/^\/api(\/|\?|$)/.test(originalUrl)) {
    response.type("text/plain").send(`${sentence}\n`)
    return
  }
  const name = OF_STATUS[status] ?? (status < 500 ? "malformed" : "fault")
  const body = { ...problemBody(name, sentence, response.locals.requestId), status }
  response.setHeader("Content-Type", "application/problem+json")
  response.setHeader("Cache-Control", "no-store")
  response.end(JSON.stringify(body))
}
