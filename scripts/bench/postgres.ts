import pg from "pg"
import start from "../../tests/support/postgres"

/** A Postgres server of a bench's own, with an empty database: its address, and how to end it. */
export async function freshServer(): Promise<{ url: string; stop(): Promise<void> }> {
  let server = ""
  const provide = (_: string, address: string) => {
    server = address
  }
  const stop = await start({ provide } as unknown as Parameters<typeof start>[0])
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  await client.query("create database bench")
  await client.end()
  return { url: `${server}/bench`, stop: async () => stop?.() }
}
