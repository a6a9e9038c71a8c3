// The one way from a command to the database and the server. It is bundled into a file of its own, so that a command
// that needs neither never waits for them, and works where no package is installed.
export { readSettings } from "../app/env.server"
export { LOCAL_PERSON } from "../app/plan/actor"
export { ROLES } from "../app/plan/roles"
export { makeLink } from "../db/access-links.server"
export { recordDeed } from "../db/audit.server"
export { backUp, restore } from "../db/backup.server"
export { plantFaultsFixture } from "../db/faults-fixture.server"
export { history } from "../db/journal.server"
export { putMember, removeMember } from "../db/memberships.server"
export { migrate } from "../db/migrate.server"
export { assertSound, type Db, storageTroubles } from "../db/open.server"
export { createPlan, listPlans, loadPlan } from "../db/plans.server"
export { backUpPostgres, restorePostgres } from "../db/postgres-backup.server"
export { endSessions } from "../db/sessions.server"
export { createToken, listTokens, revokeToken, SCOPES } from "../db/tokens.server"
export { writing } from "../db/transaction.server"
export {
  createFirstUser,
  createUser,
  disableUser,
  enableUser,
  findUserByEmail,
  hasUsers,
  setAdmin,
} from "../db/users.server"
export { verifyDatabase } from "../db/verify.server"
export { openFor } from "./open-for"
export { serve } from "./server/serve"
