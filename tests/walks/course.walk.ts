import type { Page } from "@playwright/test"
import { runChecks } from "../../app/checks/run"
import type { Plan } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import { saltmarsh } from "../support/saltmarsh"
import { changeMeanwhile, put, stored } from "../support/stored-plan"
import { expect, expectAccessible, test } from "../support/walk"

const RECORD = "one-member-record"

/** Opens the Course of a plan and waits until it can be used. */
async function openCourse(page: Page, id: string, search = "") {
  await page.goto(`/plans/${id}/course${search}`)
  await page.waitForSelector("[data-timeline-ready]")
}

const bar = (page: Page, stageId: string) => page.locator(`[data-stage-id="${stageId}"]`)
const savedNote = (page: Page) => page.locator(".saved")

/** The fingerprints of the rows of the Problems panel, in their order. */
async function rowsOf(page: Page): Promise<(string | null)[]> {
  return page.locator("[role=option]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-fingerprint")))
}

const findingsOf = (plan: Plan): string[] => runChecks(plan).findings.map(({ fingerprint }) => fingerprint)

/** Opens all that is folded in the inspector. */
async function unfold(page: Page) {
  await page.locator("#inspector details").evaluateAll((folds) => {
    for (const fold of folds) fold.setAttribute("open", "")
  })
}

/** Drags a bar by its middle, by so many of its own widths. */
async function dragBar(page: Page, stageId: string, pixels: number, { drop = true } = {}) {
  const box = await bar(page, stageId).boundingBox()
  if (!box) throw new Error("the bar is not in sight")
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 1; step <= 10; step++) await page.mouse.move(x + (pixels * step) / 10, y)
  if (drop) await page.mouse.up()
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } })

    test("the whole page is accessible", async ({ page, staycourse }) => {
      const id = await put(staycourse, saltmarsh())
      await openCourse(page, id, `?sel=stage:${RECORD}&at=2027-08`)
      await unfold(page)
      await expectAccessible(page)
    })

    for (const selected of ["funding-line:6-board-fund-tranche-3", "metric:6-renewal-retention", "finding"]) {
      test(`the inspector of a ${selected.split(":")[0]} is accessible`, async ({ page, staycourse }) => {
        const id = await put(staycourse, saltmarsh())
        await openCourse(page, id, `?sel=${selected}`)
        if (selected === "finding") await page.locator("[role=option]").first().click()
        await unfold(page)
        await expectAccessible(page, "#inspector")
      })
    }

    test("a form above the page is accessible", async ({ page, staycourse }) => {
      const id = await put(staycourse, saltmarsh())
      await openCourse(page, id)
      await page.getByRole("button", { name: "Add…" }).click()
      await expectAccessible(page, ".toolbar")
      await page.getByRole("menuitem", { name: "A stage", exact: true }).click()
      await page.getByRole("button", { name: "Add stage" }).click()
      await expect(page.getByText("Give the stage a name.")).toBeVisible()
      await expectAccessible(page, "dialog")
    })
  })
}

test("the page opens with what the money comes to, and its figures are those of the checks", async ({
  page,
  staycourse,
}) => {
  const id = await put(staycourse, saltmarsh())
  await openCourse(page, id)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Committed money lasts into April 2028")
  await expect(page).toHaveTitle("Saltmarsh Mutual: keep our word · Staycourse")
  expect(await rowsOf(page)).toEqual(findingsOf(await stored(staycourse, id)))
  await expect(page.locator(".counts")).toContainText("3 must settle")
})

test("dragging a stage answers while the hand is moving, and is kept once it is let go", async ({
  page,
  staycourse,
}) => {
  const id = await put(staycourse, saltmarsh())
  await openCourse(page, id, "?sel=stage:proactive-claims")
  const month = (await page.locator(".course-plane").boundingBox())?.width ?? 0
  const before = await rowsOf(page)
  const starts = page.getByLabel("Starts", { exact: true })
  await expect(starts).toHaveValue("Oct 2028")

  await dragBar(page, "proactive-claims", (month / 60) * 3, { drop: false })
  await expect(starts).toHaveValue("Jan 2029")
  const during = await page
    .locator("[role=option]:not(.is-settling)")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-fingerprint")))
  await page.keyboard.press("Escape")
  await page.mouse.up()
  await expect(starts).toHaveValue("Oct 2028")
  expect(await rowsOf(page)).toEqual(before)
  expect((await stored(staycourse, id)).stages.find(({ name }) => name === "Proactive claims")?.start).toBe(
    "2028-10-01",
  )

  await dragBar(page, "proactive-claims", (month / 60) * 3)
  await expect(savedNote(page)).toHaveText(/Saved \d\d:\d\d/)
  await expect(page.locator(".toast")).toContainText(
    "Moved “Proactive claims” three months later. Cost keeps its shape.",
  )
  const kept = await stored(staycourse, id)
  expect(kept.stages.find(({ name }) => name === "Proactive claims")).toMatchObject({
    start: "2029-01-01",
    end: "2030-04-01",
  })
  expect(await rowsOf(page)).toEqual(findingsOf(kept))
  expect([...during].sort()).toEqual([...findingsOf(kept)].sort())
})

test("a change survives a reload, and so does taking it back", async ({ page, staycourse }) => {
  const id = await put(staycourse, saltmarsh())
  await openCourse(page, id, `?sel=stage:${RECORD}`)
  const ends = page.getByLabel("Ends", { exact: true })
  await ends.fill("12/28")
  await ends.press("Enter")
  await page.getByRole("button", { name: "Only this" }).click()
  await expect(savedNote(page)).toHaveText(/Saved/)
  await page.reload()
  await page.waitForSelector("[data-timeline-ready]")
  await expect(ends).toHaveValue("Dec 2028")

  await page.keyboard.press("Control+z")
  await expect(ends).toHaveValue("Sep 2028")
  await page.reload()
  await page.waitForSelector("[data-timeline-ready]")
  await expect(ends).toHaveValue("Sep 2028")
  await page.keyboard.press("Control+Shift+z")
  await expect(ends).toHaveValue("Dec 2028")
  expect((await stored(staycourse, id)).stages.find((stage) => stage.id === RECORD)?.end).toBe("2029-01-01")
})

test("an end before its start is answered under the field with the month that was meant", async ({
  page,
  staycourse,
}) => {
  const id = await put(staycourse, saltmarsh())
  await openCourse(page, id, `?sel=stage:${RECORD}`)
  const ends = page.getByLabel("Ends", { exact: true })
  await ends.fill("apr 26")
  await ends.blur()
  await expect(page.getByText("The end is before the start. Did you mean April 2027?")).toBeVisible()
  await expect(ends).toHaveAttribute("aria-invalid", "true")
  await ends.press("Escape")
  await expect(ends).toHaveValue("Sep 2028")
  await ends.fill("may 26")
  await ends.press("Enter")
  await page.getByRole("button", { name: "May 2027" }).click()
  await expect(ends).toHaveValue("May 2027")
  await expect(savedNote(page)).toHaveText(/Saved/)
  expect((await stored(staycourse, id)).stages.find((stage) => stage.id === RECORD)?.end).toBe("2027-06-01")
})

test("arrow keys move a month field by a month, Escape gives the edit up", async ({ page, staycourse }) => {
  const id = await put(staycourse, saltmarsh())
  await openCourse(page, id, `?sel=stage:${RECORD}`)
  const starts = page.getByLabel("Starts", { exact: true })
  await starts.focus()
  await page.keyboard.press("ArrowUp")
  await page.keyboard.press("ArrowUp")
  await expect(starts).toHaveValue("Mar 2027")
  await page.keyboard.press("Escape")
  await expect(starts).toHaveValue("Jan 2027")
})

test("everything of a stage can be done with keys alone", async ({ page, staycourse }) => {
  const id = await put(staycourse, saltmarsh())
  await openCourse(page, id)
  await page.keyboard.press("Tab")
  await expect(page.getByRole("link", { name: "Skip to the Course" })).toBeFocused()
  await page.keyboard.press("F8")
  await expect(page.locator("[role=option][aria-selected=true]")).toHaveAttribute("data-rule", "LOAD001")
  await expect(page).toHaveURL(/sel=finding/)
  await page.keyboard.press("F8")
  await page.keyboard.press("F8")
  await expect(page.locator("[role=option][aria-selected=true]")).toHaveAttribute("data-rule", "FUND001")
  await page.keyboard.press("Shift+F8")
  await expect(page.locator("[role=option][aria-selected=true]")).toHaveAttribute(
    "data-subject",
    "resources/2-cco-office",
  )

  const list = page.getByRole("listbox", { name: "Problems" })
  await list.focus()
  await page.keyboard.press("Home")
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("Enter")
  await expect(page.locator("#inspector")).toBeFocused()
  await expect(page.locator("#inspector")).toContainText("Somebody is asked for more time than there is")

  await openCourse(page, id, `?sel=stage:${RECORD}`)
  const owner = page.getByLabel("Owner", { exact: true })
  await owner.focus()
  await owner.selectOption("Claims Director")
  await expect(savedNote(page)).toHaveText(/Saved/)
  expect((await stored(staycourse, id)).stages.find((stage) => stage.id === RECORD)?.ownerId).toBe("claims-director")
})

test("a row of Problems and its mark are one selection, and Back undoes it", async ({ page, staycourse }) => {
  const id = await put(staycourse, saltmarsh())
  await openCourse(page, id)
  const row = page.locator('[role=option][data-rule="FUND002"]')
  await row.click()
  await expect(row).toHaveAttribute("aria-selected", "true")
  await expect(page.locator("#inspector")).toContainText("The way out")
  await page.goBack()
  await expect(row).toHaveAttribute("aria-selected", "false")
  await expect(page.locator("#inspector")).toContainText("Funding coverage")
})

test.describe("without an answer", () => {
  test.use({ expectedComplaints: [/ERR_FAILED|Failed to load/] })

  test("a change is kept on the page, says so, and is sent again", async ({ page, staycourse }) => {
    const id = await put(staycourse, saltmarsh())
    await openCourse(page, id, `?sel=stage:${RECORD}`)
    await page.route("**/course.data", (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    )
    const purpose = page.getByLabel("Purpose")
    await purpose.fill("One record for each member.")
    await purpose.blur()
    await expect(page.getByText("Not saved. Your change is kept here.")).toBeVisible()
    await expect(savedNote(page)).toHaveText("Not saved")
    await expect(purpose).toHaveValue("One record for each member.")
    const name = page.getByLabel("Name of the stage")
    await name.fill("One record")
    await name.press("Enter")
    await expect(page.getByText("Your 2 changes are kept here.")).toBeVisible()
    await expectAccessible(page, "#inspector")

    await page.unroute("**/course.data")
    await page.getByRole("button", { name: "Try again" }).click()
    await expect(savedNote(page)).toHaveText(/Saved/)
    const stage = (await stored(staycourse, id)).stages.find((each) => each.id === RECORD)
    expect(stage).toMatchObject({ name: "One record", why: "One record for each member." })
  })
})

test("what somebody else writes appears on every open page of the browser, without a reload", async ({
  page,
  context,
  staycourse,
}) => {
  const id = await put(staycourse, saltmarsh())
  await openCourse(page, id, `?sel=stage:${RECORD}`)
  const other = await context.newPage()
  await openCourse(other, id, `?sel=stage:${RECORD}`)
  await changeMeanwhile(staycourse, id, {
    ...{ kind: "edit", collection: "stages", id: RECORD, fields: { why: "Their words." } },
  })
  await expect(page.getByLabel("Purpose")).toHaveValue("Their words.")
  await expect(other.getByLabel("Purpose")).toHaveValue("Their words.")
})

test.describe("a refusal", () => {
  test.use({ expectedComplaints: [/status of 409/] })

  test("by what somebody else wrote meanwhile shows both values", async ({ page, staycourse }) => {
    const id = await put(staycourse, saltmarsh())
    // The page does not hear of it before it sends something itself.
    await page.route("**/live*", (route) => route.fulfill({ status: 204 }))
    await openCourse(page, id, `?sel=stage:${RECORD}`)
    await changeMeanwhile(staycourse, id, {
      ...{ kind: "edit", collection: "stages", id: RECORD, fields: { why: "Their words." } },
    })
    const purpose = page.getByLabel("Purpose")
    await purpose.fill("My words.")
    await purpose.blur()
    const note = page.locator(".note")
    await expect(note).toContainText("Somebody changed the purpose")
    await expect(note).toContainText("“Their words.”")
    await expect(note).toContainText("“My words.”")
    await expect(purpose).toHaveValue("Their words.")
    await page.getByRole("button", { name: "Use mine" }).click()
    await expect(purpose).toHaveValue("My words.")
    await expect(note).toBeHidden()
    await expect
      .poll(async () => (await stored(staycourse, id)).stages.find((stage) => stage.id === RECORD)?.why)
      .toBe("My words.")
  })

  test("of what the plan cannot accept says why, and the field shows what is stored", async ({ page, staycourse }) => {
    const id = await put(staycourse, saltmarsh())
    await openCourse(page, id, "?sel=stage:hear-every-member")
    const ends = page.getByLabel("Ends", { exact: true })
    await ends.fill("jun 26")
    await ends.press("Enter")
    await expect(page.locator(".note")).toContainText("This stage is done. Change it in History.")
    await expect(ends).toHaveValue("Mar 2026")
  })
})

test("a stage is added, priced, given people and a gate, and deleted with what goes with it", async ({
  page,
  staycourse,
}) => {
  const id = await put(staycourse, saltmarsh())
  await openCourse(page, id)
  await page.getByRole("button", { name: "Add…" }).click()
  await page.getByRole("menuitem", { name: "A stage", exact: true }).click()
  await page.getByLabel("What is it called?").fill("Fair prices")
  await page.getByRole("dialog").getByLabel("Starts").fill("apr 27")
  await page.getByRole("dialog").getByLabel("Ends").fill("mar 28")
  await page.getByLabel("What does it cost?").fill("1.2m")
  await page.getByRole("button", { name: "Add stage" }).click()
  await expect(page.getByLabel("Name of the stage")).toHaveValue("Fair prices")
  await expect(bar(page, "fair-prices")).toBeVisible()
  await expect(savedNote(page)).toHaveText(/Saved/)

  const inspector = page.locator("#inspector")
  await expect(inspector).toContainText("£1.2m")
  await inspector.getByRole("button", { name: "Add a gate" }).click()
  await inspector.getByLabel("A criterion to add").fill("Prices explained in one page")
  await inspector.getByRole("button", { name: "Add", exact: true }).click()
  await expect(inspector).toContainText("0 of 1 met")
  await inspector.getByRole("button", { name: "Add people" }).click()
  await page.getByLabel("Full-time people").fill("2")
  await page.getByRole("dialog").getByRole("button", { name: "Add people" }).click()
  await inspector.getByLabel("Let this stage wait for").selectOption("2 Complaint root causes")
  await expect(inspector).toContainText("Waits for 2 Complaint root causes")
  await expect(savedNote(page)).toHaveText(/Saved/)

  const plan = await stored(staycourse, id)
  expect(plan.stages.find((stage) => stage.id === "fair-prices")).toMatchObject({
    start: "2027-04-01",
    end: "2028-04-01",
  })
  expect(plan.costs.find(({ stageId }) => stageId === "fair-prices")).toMatchObject({ amount: 1_200_000 })
  expect(plan.gates.find(({ stageId }) => stageId === "fair-prices")?.criteria).toEqual([
    { text: "Prices explained in one page" },
  ])
  expect(plan.assignments.find(({ stageId }) => stageId === "fair-prices")).toMatchObject({ fte: 2 })
  expect(await rowsOf(page)).toEqual(findingsOf(plan))

  await inspector.getByRole("button", { name: "Delete stage" }).click()
  const question = page.getByRole("dialog")
  await expect(question).toContainText("Delete stage 11?")
  await expect(question).toContainText("and £1.2m of need go with it.")
  await question.getByRole("button", { name: "Delete stage 11" }).click()
  await expect(bar(page, "fair-prices")).toBeHidden()
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click()
  await expect(bar(page, "fair-prices")).toBeVisible()
  await expect.poll(async () => (await stored(staycourse, id)).stages.length).toBe(11)
})

test("a new plan says what is to fill in, and not what is wrong", async ({ page, staycourse }) => {
  const plan = sketch({
    plan: { name: "A fresh start", config: { extends: "discovery" }, start: "2027-04-01", fiscalYearStartMonth: 4 },
    stages: [{ id: "listen", name: "Listen", start: "2027-04-01", end: "2028-04-01" }],
  })
  const id = await put(staycourse, plan)
  await openCourse(page, id)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nothing is priced yet")
  await expect(page.locator("#problems")).toContainText("To fill in: ")
  await expect(page.locator("#problems [role=option]")).toHaveCount(0)
  await expect(page.locator("#inspector")).toContainText("To fill in")
  await expectAccessible(page)
})

test("an empty plan says what to add", async ({ page, staycourse }) => {
  const id = await put(staycourse, sketch({ plan: { name: "Empty" } }))
  await openCourse(page, id)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Empty has no stages yet")
  await expectAccessible(page)
})

test.describe("an address without a plan", () => {
  test.use({ expectedComplaints: [/status of 404/] })

  test("it says so, and leads back", async ({ page }) => {
    expect((await page.goto("/plans/nowhere/course"))?.status()).toBe(404)
    await expect(page).toHaveTitle("No such plan · Staycourse")
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no plan at this address.")
    await expectAccessible(page)
  })
})

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test("the page is one column, and dates are edited in a sheet", async ({ page, staycourse }) => {
    const id = await put(staycourse, saltmarsh())
    await openCourse(page, id)
    await expectAccessible(page)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(390)
    await openCourse(page, id, `?sel=stage:${RECORD}`)
    const ends = page.getByLabel("Ends", { exact: true })
    await expect(ends).toBeInViewport()
    await ends.fill("nov 28")
    await ends.press("Enter")
    await page.getByRole("button", { name: "Only this" }).click()
    await expect(savedNote(page)).toHaveText(/Saved/)
    expect((await stored(staycourse, id)).stages.find((stage) => stage.id === RECORD)?.end).toBe("2028-12-01")
    await page.getByRole("button", { name: "Close" }).click()
    await expect(ends).toBeHidden()
  })
})

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false })

  test("the whole page is there, and a stage can be edited by plain forms", async ({ page, staycourse }) => {
    const id = await put(staycourse, saltmarsh())
    await page.goto(`/plans/${id}/course?sel=stage:${RECORD}`)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Committed money lasts into April 2028")
    await expect(bar(page, RECORD)).toBeVisible()
    await expect(page.locator("[role=option]")).toHaveCount(findingsOf(saltmarsh()).length)
    const dates = page.locator("form", { has: page.getByLabel("Ends", { exact: true }) })
    await page.getByLabel("Ends", { exact: true }).fill("12/28")
    await dates.getByRole("button", { name: "Save" }).click()
    await expect(page).toHaveURL(new RegExp(`/plans/${id}/course`))
    await expect(page.getByLabel("Ends", { exact: true })).toHaveValue("Dec 2028")
    await page.getByRole("button", { name: "Undo" }).click()
    await expect(page.getByLabel("Ends", { exact: true })).toHaveValue("Sep 2028")
  })
})
