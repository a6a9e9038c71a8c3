/** The tables, as the newest migration leaves them. Columns are named as in the database. */
export interface Schema {
  schema_version: { version: number; name: string; applied_at: string }
  plan: { id: string; name: string }
}
