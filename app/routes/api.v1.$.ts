import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { answer } from "../api/answer.server"

export const loader = ({ request, context }: LoaderFunctionArgs) => answer(request, context)

export const action = ({ request, context }: ActionFunctionArgs) => answer(request, context)
