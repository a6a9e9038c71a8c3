import "@fontsource-variable/inter"
import "@fontsource-variable/source-serif-4"
import "@fontsource-variable/source-serif-4/wght-italic.css"
import "./ui/tokens.css"
import "./ui/ui.css"
import "./styles.css"
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteError } from "@remix-run/react"
import { type ReactNode, useContext } from "react"
import { Apology } from "./apology"
import { Drawing } from "./drawing"
import type { Viewer } from "./viewer"

export const links: LinksFunction = () => [{ rel: "icon", href: "/favicon.svg", type: "image/svg+xml" }]

export function Layout({ children }: { children: ReactNode }) {
  const { nonce } = useContext(Drawing)
  return (
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {/* React Aria adds a style sheet of its own, and finds here what lets it. The browser hides it from scripts. */}
        <meta property="csp-nonce" nonce={nonce} suppressHydrationWarning />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export function loader({ context: { actor } }: LoaderFunctionArgs): { viewer?: Viewer } {
  if (!actor) return {}
  const { via, name, isAdmin } = actor
  return { viewer: via === "local" ? { isLocal: true } : { isLocal: false, name, isAdmin } }
}

/** Who reads changes by signing in or out alone, and both load the whole page anew. */
export const shouldRevalidate = () => false

export default function App() {
  return <Outlet />
}

export const meta: MetaFunction = ({ error }) => {
  if (!error) return [{ title: "Staycourse" }]
  return [{ title: `${isMissing(error) ? "No such page" : "Something went wrong"} · Staycourse` }]
}

export function ErrorBoundary() {
  const error = useRouteError()
  if (!isMissing(error)) {
    const told: { requestId?: string; sentence?: string } = isRouteErrorResponse(error) ? (error.data ?? {}) : {}
    return (
      <main className="page">
        <Apology
          says={told.sentence ? "This could not be stored." : "Something went wrong on our side. We are sorry."}
          requestId={told.requestId}
        >
          {told.sentence ?? "What you had saved is safe. Please try again in a moment."}
        </Apology>
      </main>
    )
  }
  return (
    <main className="page">
      <h1>There is no page at this address.</h1>
      <p>
        It may have been moved or removed. <a href="/">See all plans</a>
      </p>
    </main>
  )
}

function isMissing(error: unknown): boolean {
  return isRouteErrorResponse(error) && error.status === 404
}
