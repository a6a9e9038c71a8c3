// The one way from a command to the database and the server. It is bundled into a file of its own, so that a command
// that needs neither never waits for them, and works where no package is installed.
export { readSettings } from "../app/env.server"
export { recordDeed } from "../db/audit.server"
export { backUp, restore } from "../db/backup.server"
export { history } from "../db/journal.server"
export { migrate } from "../db/migrate.server"
export { assertSound, type Db, storageTroubles } from "../db/open.server"
export { createPlan, listPlans, loadPlan } from "../db/plans.server"
export { backUpPostgres, restorePostgres } from "../db/postgres-backup.server"
export { verifyDatabase } from "../db/verify.server"
export { openFor } from "./open-for"
export { serve } from "./server/serve"
