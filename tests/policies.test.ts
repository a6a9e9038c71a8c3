import { readdirSync } from "node:fs"
import { join } from "node:path"
import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from "@remix-run/node"
import { expect, test } from "vitest"
import { type Actor, LOCAL_ACTOR } from "../app/plan/actor"
import { POLICIES, type Policy } from "../app/policies"
import { underPolicies } from "../scripts/server/policies"
import { answerOf, called, visit } from "./support/route"
import { home } from "./support/source"

const MEMBER: Actor = { id: "mira", name: "Mira", via: "session", isAdmin: false }

test("every route has a policy, and every policy a route", () => {
  const routes = readdirSync(join(home, "app", "routes")).filter((file) => /\.tsx?$/.test(file))
  const ids = routes.map((file) => `routes/${file.replace(/\.tsx?$/, "")}`)
  expect(Object.keys(POLICIES).sort()).toEqual(["root", ...ids].sort())
})

/** What a page says to somebody, under a policy. */
async function asked(policy: Policy | undefined, actor: Actor | null, method = "GET") {
  const answer = ({ context }: LoaderFunctionArgs | ActionFunctionArgs) => `to ${context.actor?.name}`
  const build = {
    routes: { page: { id: "page", module: { loader: answer, action: answer } } },
  } as unknown as ServerBuild
  const { loader, action } = underPolicies(build, policy ? { page: policy } : {}).routes.page?.module ?? {}
  const act = (method === "GET" ? loader : action) as (args: unknown) => unknown
  const call = called({} as never, visit("/page?sel=a", { method }), {}, actor)
  const { status, data, to } = await answerOf(() => act(call))
  return to ?? (status === 200 ? data : status)
}

test("a route without a policy answers nobody", async () => {
  expect(await asked(undefined, LOCAL_ACTOR)).toBe(404)
  expect(await asked(undefined, LOCAL_ACTOR, "POST")).toBe(404)
})

test("who is not signed in is led to where they can, and from there back", async () => {
  for (const policy of ["account", "plan", "admin"] as const) {
    expect(await asked(policy, null)).toBe("/sign-in?to=%2Fpage%3Fsel%3Da")
    expect(await asked(policy, null, "POST")).toBe("/sign-in?to=%2Fpage")
  }
  expect(await asked("anybody", null)).toBe("to undefined")
})

test("who is signed in is answered, and where only administrators may look, there is no page for others", async () => {
  expect(await asked("account", MEMBER)).toBe("to Mira")
  expect(await asked("admin", MEMBER)).toBe(404)
  expect(await asked("admin", MEMBER, "POST")).toBe(404)
  expect(await asked("admin", LOCAL_ACTOR)).toBe("to You")
})
