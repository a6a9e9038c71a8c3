const LONGEST = 64

/** An id made of a name: "Fröhliche Kunden 2" becomes "frohliche-kunden-2". `fallback` stands in where no letter is left. */
export function idFromName(name: string, fallback: string): string {
  const id = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, LONGEST)
    .replace(/-+$/, "")
  return id === "" ? fallback : id
}

/** An id that is not among those taken, and now is: a number is added where it has to be. */
export function takeId(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let number = 2; taken.has(id); number++) {
    const end = `-${number}`
    id = `${wanted.slice(0, LONGEST - end.length)}${end}`
  }
  taken.add(id)
  return id
}
