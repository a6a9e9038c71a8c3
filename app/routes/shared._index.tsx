import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useMemo } from "react"
import { readChecked } from "../sent-plan"
import { NothingShared } from "../sharing/nothing-shared"
import { SharedCourse } from "../sharing/shared-course"
import { sharedPlan } from "../sharing/shared-plan.server"

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded ? `${loaded.name} · Staycourse` : "Nothing here · Staycourse" },
  { name: "robots", content: "noindex, nofollow" },
]

export function loader(asked: LoaderFunctionArgs) {
  return sharedPlan(asked)
}

export const shouldRevalidate = () => false

export default function Shared() {
  const { text, showsAmounts } = useLoaderData<typeof loader>()
  const checked = useMemo(() => readChecked(text), [text])
  return <SharedCourse checked={checked} showsAmounts={showsAmounts} />
}

export { NothingShared as ErrorBoundary }
