/** The strong ETag of a record at a version. */
export function etagOf(id: string, version: number): string {
  return `"${id}.${version}"`
}

/**
 * The version that an If-Match header names for a record: undefined where it can match none, being weak, "*", of another
 * record or no ETag of ours.
 */
export function versionIn(header: string, id: string): number | undefined {
  const [, named, version] = /^"([a-z0-9-]{1,64})\.([1-9]\d{0,15})"$/.exec(header.trim()) ?? []
  return named === id ? Number(version) : undefined
}
