import { useViewer } from "../viewer"

/**
 * The links to one's own account and, for administrators, to those of others; none where nobody signs in. The pages of a
 * plan have People of their own.
 */
export function useAccountTabs({ isOfPlan = false } = {}) {
  const viewer = useViewer()
  if (!viewer || viewer.isLocal) return []
  return [
    ...(viewer.isAdmin && !isOfPlan
      ? [
          <a key="people" className="tab" href="/people">
            People
          </a>,
        ]
      : []),
    <a key="account" className="tab" href="/account" title={viewer.name}>
      Account
    </a>,
  ]
}
