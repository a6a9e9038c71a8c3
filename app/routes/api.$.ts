import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { answerProblem, Problem } from "../api/problem.server"

const nothingHere = ({ context }: LoaderFunctionArgs | ActionFunctionArgs) =>
  answerProblem(
    new Problem("not-found", "There is nothing at this address. The API begins at /api/v1."),
    context.requestId,
  )

export { nothingHere as action, nothingHere as loader }
