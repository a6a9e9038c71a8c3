// The one home of Remix's options; vite.config.ts hands them to its plugin.
/** @type {import("@remix-run/dev").VitePluginConfig} */
export default {
  appDirectory: "app",
  // Emptied by each build, so the command line lies beside it rather than in it.
  buildDirectory: "build/pages",
  serverModuleFormat: "esm",
  ignoredRouteFiles: ["**/.*"],
  future: {
    v3_fetcherPersist: true,
    // Discovering routes lazily would serve a manifest of every address to anyone who asks.
    v3_lazyRouteDiscovery: false,
    v3_relativeSplatPath: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
  },
}
