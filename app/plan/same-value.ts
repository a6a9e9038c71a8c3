/** Whether two plain values say the same: absent keys count as undefined, the order of keys does not count. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other) || (one === 0 && other === 0)) return true
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((entry, index) => sameValue(entry, other[index]))
  }
  const [fields, others] = [one as Record<string, unknown>, other as Record<string, unknown>]
  for (const key in fields) if (!sameValue(fields[key], others[key])) return false
  for (const key in others) if (others[key] !== undefined && fields[key] === undefined) return false
  return true
}
