import { randomBytes, randomUUID } from "node:crypto"
import type { RequestHandler, Response } from "express"
import helmet from "helmet"

/** Gives each request a name for the log and a fresh 128-bit nonce for the scripts of its page. */
export const nameRequest: RequestHandler = (_request, response, next) => {
  response.locals.requestId = randomUUID()
  response.locals.nonce = randomBytes(16).toString("base64")
  response.setHeader("X-Request-Id", response.locals.requestId)
  next()
}

/** The answer's nonce, as a source of the content security policy. */
const nonce = (_request: unknown, response: unknown) => `'nonce-${(response as Response).locals.nonce}'`

/**
 * The headers that keep a page from running, framing or sending anything but our own. `https` is whether people reach
 * us that way; `developing` also lets the development server's styles and live reload through.
 */
export function securityHeaders(terms: { https: boolean; developing: boolean }): RequestHandler {
  const [usual, shared] = [headersOf(terms, "same-origin"), headersOf(terms, "no-referrer")]
  return (request, response, next) => {
    if (!/^\/shared(\/|\.|$)/.test(request.path)) return usual(request, response, next)
    // What a link leads to is for whoever has the link, and for no search engine.
    response.setHeader("X-Robots-Tag", "noindex, nofollow")
    shared(request, response, next)
  }
}

function headersOf(
  { https, developing }: { https: boolean; developing: boolean },
  policy: "same-origin" | "no-referrer",
): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: [nonce, "'strict-dynamic'"],
        styleSrc: developing ? ["'self'", "'unsafe-inline'"] : ["'self'", nonce],
        // React writes `style` attributes into the server's HTML; a style sheet could do more than an attribute.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: developing ? ["'self'", "ws:"] : ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // No referrer at all would make browsers send `Origin: null` with plain forms, which the origin check refuses.
    referrerPolicy: { policy },
    strictTransportSecurity: https && { maxAge: 365 * 24 * 60 * 60, includeSubDomains: true },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    xFrameOptions: { action: "deny" },
  })
}
