import type { Db } from "../../db/open.server"
import { writing } from "../../db/transaction.server"
import type { Asked } from "./route.server"

/** Does work that writes for a request, in the request's own transaction where it has one. */
export const storing = <Result>({ db }: Asked, work: (trx: Db) => Promise<Result>): Promise<Result> => writing(db, work)
