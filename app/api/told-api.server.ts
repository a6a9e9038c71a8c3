import { COLLECTION_NAMES, COLLECTION_WORDS } from "../plan/collections"
import { DEED_WORDS, type Deed } from "../plan/roles"
import { PROBLEMS } from "./problem.server"
import type { Policy, Route } from "./route.server"

/** One way to use the API, for people. */
export type ToldRoute = { method: string; path: string; summary: string; says?: string; who: string; needs: string[] }

/** The API, for people to read: what there is, who may, and what can go wrong. */
export type ToldApi = {
  groups: { name: string; routes: ToldRoute[] }[]
  collections: { name: string; words: string; writing: string }[]
  problems: { name: string; status: number; title: string }[]
}

/** The API in words. The collections are told once, since all of them are used alike. */
export function tellApi(routes: readonly Route[]): ToldApi {
  const told = new Map<string, ToldRoute[]>()
  const names = new Set<string>(COLLECTION_NAMES)
  for (const route of routes) {
    if (names.has(route.path.split("/")[3] ?? "")) continue
    const group = told.get(route.group) ?? []
    group.push(tell(route))
    told.set(route.group, group)
  }
  const collections = COLLECTION_NAMES.map((name) => {
    const post = routes.find(({ method, path }) => method === "POST" && path === `/plans/{plan}/${name}`)
    const writing = post ? sayWho(post.policy) : "The board alone, by what is sent to it"
    return { name, words: COLLECTION_WORDS[name][1], writing }
  })
  return {
    groups: [...told].map(([name, all]) => ({ name, routes: all })),
    collections,
    problems: Object.entries(PROBLEMS).map(([name, [status, title]]) => ({ name, status, title })),
  }
}

function tell({ method, path, summary, says, policy, isConditional, needsKey }: Route): ToldRoute {
  const needs = [...(isConditional ? ["If-Match"] : []), ...(needsKey ? ["Idempotency-Key"] : [])]
  return { method, path, summary, ...(says && { says }), who: sayWho(policy), needs }
}

const sayDeeds = (deeds: readonly Deed[]): string => deeds.map((deed) => DEED_WORDS[deed]).join(", ")

function sayWho(policy: Policy): string {
  switch (policy.who) {
    case "anybody":
      return "Anybody"
    case "account":
      return "Whoever has an account"
    case "administrator":
      return "Administrators"
    case "plan": {
      const either = policy.oneOf
        ? `${policy.deeds.length > 0 ? ", and " : ""}${policy.oneOf.map((deed) => DEED_WORDS[deed]).join(" or ")}`
        : ""
      return `Who may ${sayDeeds(policy.deeds)}${either}`
    }
  }
}
