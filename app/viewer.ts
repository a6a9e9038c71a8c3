import { useRouteLoaderData } from "@remix-run/react"

/** Who reads the page: nobody that we know, whoever sits at this machine, or somebody who is signed in. */
export type Viewer = { isLocal: true } | { isLocal: false; name: string; isAdmin: boolean }

/** Who reads the page; undefined where nobody is signed in, and on a page that could not be made. */
export function useViewer(): Viewer | undefined {
  return useRouteLoaderData<{ viewer?: Viewer }>("root")?.viewer
}
