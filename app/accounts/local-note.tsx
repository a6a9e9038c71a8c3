import { useViewer } from "../viewer"
import "./local-note.css"

/** Says that nobody else can come in yet, and how to let others in; nothing once there are accounts. */
export function LocalNote() {
  const viewer = useViewer()
  if (!viewer?.isLocal) return null
  return (
    <aside className="local-note" aria-label="Who can come in">
      Only this machine can reach this. <a href="/set-up">Make an account to invite others</a>
    </aside>
  )
}
