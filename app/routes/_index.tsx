import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { appliedVersion } from "../../db/migrate.server"
import { countPlans } from "../../db/plans.server"

export const meta: MetaFunction = () => [{ title: "Plans · Staycourse" }]

export async function loader({ context: { db } }: LoaderFunctionArgs) {
  return { plans: await countPlans(db), storageVersion: await appliedVersion(db) }
}

export default function Plans() {
  const { plans, storageVersion } = useLoaderData<typeof loader>()
  return (
    <main className="page">
      <h1>
        {plans === 0
          ? "There are no plans yet."
          : plans === 1
            ? "One plan is kept here."
            : `${plans} plans are kept here.`}
      </h1>
      <p>
        Staycourse holds a change for customers on course for the five years it takes: what each stage costs and who
        pays for it, how much people can carry, and when results may fairly be expected.
      </p>
      <p className="quiet">Storage version {storageVersion}</p>
    </main>
  )
}
