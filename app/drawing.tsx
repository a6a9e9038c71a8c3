import { createContext } from "react"

/** What only the server knows while it draws a page; empty in the browser. */
export const Drawing = createContext<{ nonce?: string; requestId?: string }>({})
