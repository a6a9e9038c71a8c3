type Step = string | number | symbol

/** A JSON pointer (RFC 6901) to a place that steps lead to: "/stages/3/end". */
export function pointerTo(steps: readonly Step[]): string {
  return steps.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")
}

/** A JSON pointer to a place as people write it: "stages[3].end" becomes "/stages/3/end". */
export function pointerOf(path: string): string {
  return pointerTo(
    [...path.matchAll(/\[(\d+)\]|\["([^"]*)"\]|([^.[\]]+)/g)].map(([, at, key, name]) => at ?? key ?? name ?? ""),
  )
}
