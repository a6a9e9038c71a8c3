import { useState } from "react"
import { Button } from "../ui/button"

/** A link to hand over, with a button that copies it where scripts run. */
export function CopyLink({ link, label }: { link: string; label: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <div className="copy-link">
      <label className="field">
        <span className="field-label">{label}</span>
        <input className="control" readOnly value={link} onFocus={({ target }) => target.select()} />
      </label>
      <Button
        onClick={async () => {
          await navigator.clipboard.writeText(link)
          setCopied(true)
        }}
      >
        {copied ? "Copied" : "Copy"}
      </Button>
    </div>
  )
}
