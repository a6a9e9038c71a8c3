// A program of its own, for a test to see it killed: it brings a database to the newest version, and kills itself right
// before a statement, counted from 1. It says how many statements there were if it came to the end.
import { migrate } from "../../db/migrate.server"
import { type Location, openDatabase } from "../../db/open.server"

const [location = "", fatal = ""] = process.argv.slice(2)
let statements = 0
const opened = openDatabase(JSON.parse(location) as Location)
const db = opened.withPlugin({
  transformQuery({ node }) {
    if (++statements === Number(fatal)) process.kill(process.pid, "SIGKILL")
    return node
  },
  transformResult: async ({ result }) => result,
})
await migrate(db)
await opened.destroy()
process.stdout.write(`${statements}\n`)
