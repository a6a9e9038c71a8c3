import type { Request, RequestHandler } from "express"
import type { Accounts } from "../../app/accounts/accounts.server"
import { refuse } from "./refuse"

const forwarded = [
  "forwarded",
  "x-real-ip",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
]

/**
 * Forgets what a request claims about its way here, unless it comes from one of the proxies that we were told to trust.
 * Remix would otherwise believe a host name that anyone can send.
 */
export const forgetForwarding: RequestHandler = (request, _response, next) => {
  const isTrusted = request.app.get("trust proxy fn") as (address: string | undefined, hop: number) => boolean
  if (!isTrusted(request.socket.remoteAddress, 0)) for (const header of forwarded) delete request.headers[header]
  next()
}

/** Answers only under names that are ours, so that a foreign page cannot reach us by a name that points here. */
export function onlyOurHosts(isOurs: (host: string) => boolean): RequestHandler {
  return (request, response, next) => {
    const host = request.headers.host?.toLowerCase() ?? ""
    if (isOurs(host)) return next()
    refuse(
      request,
      response,
      421,
      "Staycourse does not answer under this address. Open it by the address it was started with.",
    )
  }
}

/** Refuses methods that no page uses and that can show more than the page does. */
export const onlyKnownMethods: RequestHandler = (request, response, next) => {
  if (["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].includes(request.method)) return next()
  response.setHeader("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
  refuse(request, response, 405, "This is not possible here.")
}

/**
 * Refuses what another site makes a person's browser send. Stands in front of Remix, whose own check leaves out
 * resource routes and requests without an origin. `isOurs` tells whether our own pages have this origin.
 */
export function onlyOurPages(isOurs: (origin: string) => boolean): RequestHandler {
  return (request, response, next) => {
    if (["GET", "HEAD", "OPTIONS"].includes(request.method) || comesFromOurPages(request, isOurs)) return next()
    refuse(
      request,
      response,
      403,
      "This came from another site and was not carried out. Open Staycourse itself and try again.",
    )
  }
}

/** Answers nothing but the link that sets Staycourse up, while there are no accounts and others can reach us. */
export function onlySetUp({ isLocalOnly, haveBegun }: Pick<Accounts, "isLocalOnly" | "haveBegun">): RequestHandler {
  return async (request, response, next) => {
    try {
      if (isLocalOnly || /^\/set-up\/[\w-]+(\.data)?$/.test(request.path) || (await haveBegun())) return next()
    } catch (fault) {
      return next(fault)
    }
    response.setHeader("Cache-Control", "no-store")
    refuse(
      request,
      response,
      503,
      "Staycourse is not set up yet. Whoever started it finds a link for that in the terminal.",
    )
  }
}

function comesFromOurPages(request: Request, isOurs: (origin: string) => boolean): boolean {
  const site = request.headers["sec-fetch-site"]
  const { origin, cookie } = request.headers
  if (site !== undefined && site !== "same-origin") return false
  if (origin !== undefined) return isOurs(origin)
  // Browsers send one or the other, so without both this is a program; it has no business with a person's cookies.
  return site !== undefined || cookie === undefined
}
