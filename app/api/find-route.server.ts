import type { Route } from "./route.server"

type Node = { fixed: Map<string, Node>; named?: { name: string; node: Node }; routes: Route[] }

/** The routes at an address, and what the address says. */
export type Place = { routes: readonly Route[]; params: Record<string, string> }

const newNode = (): Node => ({ fixed: new Map(), routes: [] })

/** A way from addresses, such as "/plans/{plan}", to their routes. Throws where two routes are the same. */
export function signpost(routes: readonly Route[]): (path: string) => Place | undefined {
  const root = newNode()
  for (const route of routes) {
    let node = root
    for (const step of stepsOf(route.path)) {
      const name = /^\{(\w+)\}$/.exec(step)?.[1]
      if (name === undefined) {
        const next = node.fixed.get(step) ?? newNode()
        node.fixed.set(step, next)
        node = next
      } else {
        node.named ??= { name, node: newNode() }
        if (node.named.name !== name) throw new Error(`${route.path} names a step that others call ${node.named.name}`)
        node = node.named.node
      }
    }
    if (node.routes.some(({ method }) => method === route.method))
      throw new Error(`${route.method} ${route.path} twice`)
    node.routes.push(route)
  }
  return (path) => {
    const params: Record<string, string> = {}
    let node: Node | undefined = root
    for (const step of stepsOf(path)) {
      const fixed: Node | undefined = node.fixed.get(step)
      if (!fixed && node.named) params[node.named.name] = step
      node = fixed ?? node.named?.node
      if (!node) return undefined
    }
    return node.routes.length > 0 ? { routes: node.routes, params } : undefined
  }
}

const stepsOf = (path: string): string[] => path.split("/").slice(1)

/** The methods that an address answers, for the header `Allow`. */
export function allowed(routes: readonly Route[]): string {
  const methods = routes.map(({ method }) => method as string)
  return [...methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])), "OPTIONS"].join(", ")
}
