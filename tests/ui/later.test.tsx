import { renderToStaticMarkup } from "react-dom/server"
import { expect, test } from "vitest"
import { sketch } from "../../app/plan/sketch"
import { drawPlan } from "../../app/timeline/judge"
import { Inspector } from "../../app/ui/inspector"
import { later } from "../../app/ui/later"

const Part = ({ words }: { words: string }) => <p>{words}</p>

test("a part whose code is here is drawn at once, and nothing is fetched", () => {
  const Later = later<{ words: string }>(() => Promise.reject(new Error("fetched")))
  Later.give(Part)
  expect(renderToStaticMarkup(<Later words="here" />)).toBe("<p>here</p>")
})

test("a part is fetched once, and drawn from then on", async () => {
  let fetched = 0
  const Later = later(async () => {
    fetched++
    return Part
  })
  expect(renderToStaticMarkup(<Later words="here" />)).toBe("")
  await Promise.all([Later.fetch(), Later.fetch()])
  expect(renderToStaticMarkup(<Later words="here" />)).toBe("<p>here</p>")
  expect(fetched).toBe(1)
})

test("code that did not come is fetched again when it is asked for again", async () => {
  let isOnline = false
  const Later = later(async () => {
    if (!isOnline) throw new Error("No connection")
    return Part
  })
  await expect(Later.fetch()).rejects.toThrow("No connection")
  isOnline = true
  await Later.fetch()
  expect(renderToStaticMarkup(<Later words="here" />)).toBe("<p>here</p>")
})

test("the server draws what is selected, so that the page is whole without scripts", async () => {
  await import("../../app/entry.server")
  const drawn = drawPlan(sketch({ stages: [{ name: "One member record" }] }))
  const selection = { collection: "stages", id: "stage-1" } as const
  const page = renderToStaticMarkup(
    <Inspector drawn={drawn} selection={selection} onSelect={() => {}} onChange={() => {}} />,
  )
  expect(page).toContain("One member record")
})
