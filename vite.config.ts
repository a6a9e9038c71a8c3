import { vitePlugin as remix } from "@remix-run/dev"
import { defineConfig } from "vite"
import remixOptions from "./remix.config.js"
import { withoutPageWords } from "./scripts/page-words"

export default defineConfig({
  plugins: [withoutPageWords(), remix(remixOptions)],
  build: {
    target: "es2022",
    // Small fonts and pictures would become data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
  },
})
