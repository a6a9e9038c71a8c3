import { useViewer } from "../viewer"

/** The links to one's own account and, for administrators, to those of others; none where nobody signs in. */
export function useAccountTabs() {
  const viewer = useViewer()
  if (!viewer || viewer.isLocal) return []
  return [
    ...(viewer.isAdmin
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
