const LONGEST = 2_000

/** Where to go on after signing in: a path of our own, or the first page for anything else. */
export function safePath(to: string | null | undefined): string {
  if (!to || to.length > LONGEST || !/^\/(?![/\\])[\x21-\x7e]*$/.test(to) || to.includes("\\")) return "/"
  const here = "http://staycourse.invalid"
  try {
    const url = new URL(to, here)
    return url.origin === here && url.pathname.startsWith("/") && !url.pathname.startsWith("//")
      ? url.pathname + url.search + url.hash
      : "/"
  } catch {
    return "/"
  }
}
