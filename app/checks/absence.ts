import type { Finding } from "./run"

type Facts = Readonly<Record<string, unknown>>

const always = (): boolean => true

/** The rules that can find something missing, and when it is that. What stands against something else is no absence. */
const ABSENT: Readonly<Record<string, (facts: Facts) => boolean>> = {
  FUND001: ({ hasNoMoney }) => hasNoMoney === true,
  FUND003: always,
  FUND006: ({ reserve }) => reserve === 0,
  FUND007: ({ metric }) => metric === undefined,
  METR001: ({ baseline }) => baseline === undefined,
  METR003: ({ kind, owner }) => kind === "metric" && (owner === "none" || owner === "there"),
  PACE006: ({ paid }) => paid === 0,
  PACE007: ({ isThere }) => isThere === false,
  PACE008: always,
  SPON001: ({ isWhole, others }) => isWhole === true && Array.isArray(others) && others.length === 0,
  SPON002: ({ kind, isNobody }) => kind === "gap" && isNobody === true,
}

/**
 * Whether a finding says that something is not in the plan yet, rather than that two things in it contradict each other.
 * A new plan has many of the first kind and needs no scolding for them.
 */
export function isAbsence({ ruleId, facts }: Pick<Finding, "ruleId" | "facts">): boolean {
  return ABSENT[ruleId]?.((facts ?? {}) as Facts) === true
}
