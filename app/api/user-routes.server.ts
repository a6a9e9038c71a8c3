import { findUser, listUsers } from "../../db/users.server"
import { linkTo, PAGE_QUERY, type PageAsked, pageOf } from "./page.server"
import { Problem } from "./problem.server"
import type { Asked, Reply, Route } from "./route.server"
import { instant, object, pageAnswer, text, yesOrNo } from "./shown.server"

async function users({ db, query }: Asked): Promise<Reply> {
  const all = (await listUsers(db)).sort((one, other) => (one.id < other.id ? -1 : 1))
  const page = pageOf(all, query as PageAsked, ({ id }) => [id])
  return { body: page, headers: linkTo("/api/v1/users", query as PageAsked, page.next) }
}

async function user({ db, params }: Asked): Promise<Reply> {
  const found = await findUser(db, params.id ?? "")
  if (!found) throw new Problem("not-found", "There is no such account.")
  return { body: found }
}

const userSchema = object(
  {
    ...{ id: text, name: text, email: text, isAdmin: yesOrNo, hasSecondFactor: yesOrNo, createdAt: instant },
    disabledAt: instant,
  },
  ["disabledAt"],
)
const administrator = { who: "administrator", scope: "admin" } as const

/** The accounts of the installation. */
export const USER_ROUTES: readonly Route[] = [
  {
    ...{
      method: "GET",
      path: "/users",
      name: "list-users",
      group: "accounts",
      policy: administrator,
      query: PAGE_QUERY,
    },
    summary: "All accounts",
    answers: [pageAnswer(userSchema, { items: [], next: null })],
    run: users,
  },
  {
    ...{ method: "GET", path: "/users/{id}", name: "read-user", group: "accounts", policy: administrator },
    summary: "One account",
    answers: [{ status: 200, says: "The account", schema: userSchema }],
    run: user,
  },
]
