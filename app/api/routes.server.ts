import { ACCOUNT_ROUTES } from "./account-routes.server"
import { BOARD_ROUTES } from "./board-routes.server"
import { CHANGE_ROUTES } from "./change-routes.server"
import { COLLECTION_ROUTES } from "./collection-routes.server"
import { IMPORT_ROUTES } from "./import-route.server"
import { openApi } from "./openapi.server"
import { PLAN_ROUTES } from "./plan-routes.server"
import { REPORT_ROUTES } from "./report-routes.server"
import type { Route } from "./route.server"
import { SHARE_ROUTES } from "./share-routes.server"
import { USER_ROUTES } from "./user-routes.server"

let described: string | undefined

const DESCRIPTION: Route = {
  ...{ method: "GET", path: "/openapi.json", name: "read-description", group: "you", policy: { who: "anybody" } },
  summary: "This description",
  answers: [
    { status: 200, says: "The description of the API, in the form of OpenAPI 3.1", schema: { type: "object" } },
  ],
  run: async () => {
    described ??= JSON.stringify(openApi(ROUTES))
    return { body: described }
  },
}

/** Every way to use the API. */
export const ROUTES: readonly Route[] = [
  DESCRIPTION,
  ...ACCOUNT_ROUTES,
  ...USER_ROUTES,
  ...PLAN_ROUTES,
  ...CHANGE_ROUTES,
  ...REPORT_ROUTES,
  ...BOARD_ROUTES,
  ...SHARE_ROUTES,
  ...IMPORT_ROUTES,
  ...COLLECTION_ROUTES,
]
