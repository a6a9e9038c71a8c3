/** Five rounds are enough for a median that holds within one machine and one day. */
export const ROUNDS = 5

/** Milliseconds that one call takes, as the mean of `times` calls. */
export function timed(times: number, act: () => unknown): number {
  const start = performance.now()
  for (let n = 0; n < times; n++) act()
  return (performance.now() - start) / times
}

/** The middle of some figures, with the least and the most: "1.23 (1.10–1.40)". */
export function spread(figures: readonly number[], digits = 2): string {
  const sorted = [...figures].sort((a, b) => a - b)
  const [least, most] = [sorted[0] as number, sorted.at(-1) as number]
  return `${median(figures).toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`
}

/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] as number
}

/** The figure under which a share of them lies. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
