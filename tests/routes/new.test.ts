import { describe, expect, test } from "vitest"
import { countToFillIn } from "../../app/checks/absence"
import { runChecks } from "../../app/checks/run"
import { writeDocument } from "../../app/plan/document"
import { action as templateAction } from "../../app/routes/new.template"
import { action as importAction } from "../../app/routes/new_.import"
import { action as sampleAction } from "../../app/routes/new_.sample"
import type { NotUnderstood, UnderstoodFile, UnderstoodRows } from "../../app/start/import-form.server"
import { PROGRAMMES, SAMPLE } from "../../app/start/samples"
import { accessTo } from "../../db/memberships.server"
import type { Db } from "../../db/open.server"
import { countPlans, listPlans, loadPlan } from "../../db/plans.server"
import { readSample, sampleNames } from "../../db/samples.server"
import { onBothDatabases } from "../support/database"
import { answerOf, called, visit } from "../support/route"
import { saltmarsh } from "../support/saltmarsh"

type Fields = Record<string, string | File>

function formOf(fields: Fields): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

const send = (db: Db, path: string, fields: Fields) => called(db, visit(path, { method: "POST", body: formOf(fields) }))

const TERMS = {
  name: "Our road",
  organisation: "Saltmarsh",
  promise: "the company that listens",
  currency: "GBP",
  fiscalYearStartMonth: "4",
  startMonth: "4",
  startYear: String(new Date().getUTCFullYear() + 1),
}

onBothDatabases(({ freshDatabase }) => {
  describe("from the template", () => {
    test("a plan is made and opened, with fourteen things to fill in", async () => {
      const db = await freshDatabase()
      const answer = await answerOf(() => templateAction(send(db, "/new/template", TERMS)))
      expect(answer).toEqual({ status: 302, data: null, to: "/plans/our-road/course" })
      const { plan } = (await loadPlan(db, "our-road")) ?? {}
      if (!plan) throw new Error("nothing was stored")
      expect(plan.plan).toMatchObject({
        name: "Our road",
        organisation: "Saltmarsh",
        status: "draft",
        asOfMode: "calendar",
        start: `${TERMS.startYear}-04-01`,
        ambition: { text: "the company that listens" },
      })
      const report = runChecks(plan)
      expect([report.findings, countToFillIn(report)]).toEqual([[], 14])
    })

    test("a second of the same name stands beside the first", async () => {
      const db = await freshDatabase()
      await answerOf(() => templateAction(send(db, "/new/template", TERMS)))
      const { to } = await answerOf(() => templateAction(send(db, "/new/template", TERMS)))
      expect(to).toBe("/plans/our-road-2/course")
    })

    test("terms that cannot be taken are said beside their fields, and nothing is stored", async () => {
      const db = await freshDatabase()
      const call = send(db, "/new/template", { ...TERMS, currency: "", fiscalYearStartMonth: "0" })
      const { status, data } = await answerOf(() => templateAction(call))
      expect([status, Object.keys((data as { faults: object }).faults).sort()]).toEqual([
        422,
        ["currency", "fiscalYearStartMonth"],
      ])
      expect(await countPlans(db)).toBe(0)
    })
  })

  describe("from a Staycourse file", () => {
    const file = (text: string, name = "plan.json") => new File([text], name)
    const importing = (db: Db, fields: Fields) => answerOf(() => importAction(send(db, "/new/import", fields)))

    test("what was understood is shown first, and only then stored, whole", async () => {
      const db = await freshDatabase()
      const text = writeDocument(saltmarsh())
      const shown = await importing(db, { file: file(text) })
      expect(shown.status).toBe(200)
      const { kind, strip, holds, warnings, packed } = shown.data as UnderstoodFile
      expect([kind, strip.name, holds[1], warnings]).toEqual(["file", saltmarsh().plan.name, "10 stages", []])
      expect(await countPlans(db)).toBe(0)

      const stored = await importing(db, { packed, fileName: "plan.json", intent: "create" })
      expect(stored.to).toBe("/plans/saltmarsh-mutual/course")
      const { plan } = (await loadPlan(db, "saltmarsh-mutual")) ?? {}
      expect(plan && writeDocument(plan)).toBe(text)
    })

    test("what was promised before goes with a file that promises nothing", async () => {
      const db = await freshDatabase()
      const { ambition: _, ...header } = saltmarsh().plan
      const text = writeDocument({ ...saltmarsh(), plan: header })
      const promise = "the company that listens"
      const { packed, promise: kept } = (await importing(db, { file: file(text), promise })).data as UnderstoodFile
      expect(kept).toBe(promise)
      await importing(db, { packed, intent: "create", promise })
      expect((await loadPlan(db, "saltmarsh-mutual"))?.plan.plan.ambition?.text).toBe(promise)
    })

    test("a file's own promise stays, unless the other is chosen", async () => {
      const db = await freshDatabase()
      const promise = "the company that listens"
      const { packed, strip } = (await importing(db, { file: file(writeDocument(saltmarsh())), promise }))
        .data as UnderstoodFile
      for (const [promises, text] of [
        ["own", strip.ambition],
        ["mine", promise],
      ]) {
        const { to } = await importing(db, { packed, intent: "create", promise, promises: promises as string })
        const id = to?.split("/")[2] as string
        expect((await loadPlan(db, id))?.plan.plan.ambition?.text).toBe(text)
      }
    })

    test("what was promised is still there after a file that cannot be read", async () => {
      const db = await freshDatabase()
      const { data } = await importing(db, { file: file("{}"), promise: "the company that listens" })
      expect(data).toMatchObject({ kind: "refused", promise: "the company that listens" })
    })

    test("what was changed to read it is said", async () => {
      const db = await freshDatabase()
      const text = writeDocument(saltmarsh()).replace('"amount": 6000000', '"amount": 6000000.4')
      const { data } = await importing(db, { file: file(text) })
      expect((data as UnderstoodFile).warnings).toHaveLength(1)
    })

    test("what was approved elsewhere is not taken over from somebody who signed in, and that is said first", async () => {
      const db = await freshDatabase()
      const strategist = { id: "sam", name: "Sam", via: "session", isAdmin: false } as const
      const by = (fields: Fields) =>
        answerOf(() =>
          importAction(called(db, visit("/new/import", { method: "POST", body: formOf(fields) }), {}, strategist)),
        )
      const { warnings, packed } = (await by({ file: file(writeDocument(saltmarsh())) })).data as UnderstoodFile
      expect(warnings).toContainEqual(expect.stringMatching(/funding lines arrive as requested/))
      expect((await by({ packed, intent: "create" })).to).toBe("/plans/saltmarsh-mutual/course")
      const { plan } = (await loadPlan(db, "saltmarsh-mutual")) ?? {}
      expect(plan?.decisions).toEqual([])
      expect(plan?.funding.filter(({ status, decidedOn }) => status === "committed" || decidedOn)).toEqual([])
      expect((await accessTo(db, strategist, "saltmarsh-mutual"))?.roles).toEqual(["admin"])
      expect(await accessTo(db, { ...strategist, id: "somebody-else" }, "saltmarsh-mutual")).toBeUndefined()
    })

    test("a plan that is here already is said to be", async () => {
      const db = await freshDatabase()
      const fields = { file: file(writeDocument(saltmarsh())) }
      const { packed } = (await importing(db, fields)).data as UnderstoodFile
      await importing(db, { packed, intent: "create" })
      expect((await importing(db, fields)).data).toMatchObject({ isThere: true })
      expect((await importing(db, { packed, intent: "create" })).to).toBe("/plans/saltmarsh-mutual-2/course")
    })

    test("one that is not valid is refused with each problem and its path, and nothing is stored", async () => {
      const db = await freshDatabase()
      const broken = JSON.parse(writeDocument(saltmarsh()))
      broken.stages[0].end = "2024-01-01"
      broken.stages[1].ownerId = "nobody"
      broken.funding[0].amount = "lots"
      const { status, data } = await importing(db, { file: file(JSON.stringify(broken)) })
      const { says, problems, leftOut } = data as NotUnderstood
      expect([status, says, leftOut]).toEqual([
        422,
        "“plan.json” is not a plan that can be read: 3 problems. Nothing was stored.",
        undefined,
      ])
      expect(problems).toEqual([
        'stages[0].end: found "2024-01-01", expected a day after the start, 2025-04-01',
        'funding[0].amount: found "lots", expected a whole amount from 0 to 9,000,000,000,000,000',
        'stages[1].ownerId: found "nobody", expected the id of a person in this plan',
      ])
      expect(await countPlans(db)).toBe(0)
    })

    test("a preview that was tampered with stores nothing", async () => {
      const db = await freshDatabase()
      for (const packed of ["rubbish", Buffer.from("{}").toString("base64")]) {
        expect((await importing(db, { packed, intent: "create" })).status).toBe(422)
      }
      expect(await countPlans(db)).toBe(0)
    })

    test("no file, an empty one, a workbook and a picture are refused in words", async () => {
      const db = await freshDatabase()
      const says = async (fields: Fields) => {
        const { status, data } = await importing(db, fields)
        return [status, (data as NotUnderstood).says]
      }
      const nothing = "There is nothing to import yet. Choose a file, or paste some rows."
      expect(await says({})).toEqual([422, nothing])
      expect(await says({ file: file("") })).toEqual([422, nothing])
      expect(await says({ file: new File([new Uint8Array([0x50, 0x4b, 3, 4])], "plan.xlsx") })).toEqual([
        422,
        "“plan.xlsx” is a workbook. Open it, copy the rows and paste them here, or save them as CSV and choose that file.",
      ])
      expect(await says({ file: new File([new Uint8Array([1, 0, 2])], "a.png") })).toEqual([
        422,
        "“a.png” is neither a Staycourse file nor a table of rows.",
      ])
    })

    test("fifty megabytes are refused while they come, and take no memory", async () => {
      const db = await freshDatabase()
      const piece = new Uint8Array(1024 * 1024).fill(97)
      const boundary = "frontier"
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="huge.json"\r\n\r\n{"`
      let sent = 0
      const body = new ReadableStream<Uint8Array>({
        pull(stream) {
          if (sent === 0) stream.enqueue(new TextEncoder().encode(head))
          stream.enqueue(piece)
          if (++sent === 50) stream.close()
        },
      })
      const request = visit("/new/import", {
        method: "POST",
        headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
        body,
        duplex: "half",
      } as RequestInit)
      const { status, data } = await answerOf(() => importAction(called(db, request)))
      expect([status, (data as NotUnderstood).says]).toEqual([
        413,
        "This file is too large: it has 50 MiB, and a plan may have 32. Nothing was stored.",
      ])
      expect(await countPlans(db)).toBe(0)
    })
  })

  describe("from pasted rows", () => {
    const ROWS = "Stage\tStart\tEnd\tCost\nListen\tApr 2027\tMar 2028\t£1.2m\nPilot\tsoon\tDec 2028\t350k"
    const importing = (db: Db, fields: Fields) => answerOf(() => importAction(send(db, "/new/import", fields)))
    const terms = { name: "Our road", organisation: "", currency: "GBP", fiscalYearStartMonth: "4" }

    test("what was understood is shown, with each line that was not, and only then stored", async () => {
      const db = await freshDatabase()
      const { status, data } = await importing(db, { rows: ROWS, promise: "the company that listens" })
      const shown = data as UnderstoodRows
      expect([status, shown.count, shown.total, shown.given.currency]).toEqual([200, 1, 1_200_000, "GBP"])
      expect(shown.problems.map(({ line }) => line)).toEqual([3])
      expect(await countPlans(db)).toBe(0)

      const fields = { ...terms, rows: ROWS, promise: "the company that listens", seen: shown.seen, intent: "create" }
      expect((await importing(db, fields)).to).toBe("/plans/our-road/course")
      const { plan } = (await loadPlan(db, "our-road")) ?? {}
      expect(plan?.stages.map(({ name, start, end }) => [name, start, end])).toEqual([
        ["Listen", "2027-04-01", "2028-04-01"],
      ])
      expect([plan?.costs[0]?.amount, plan?.plan.ambition?.text]).toEqual([1_200_000, "the company that listens"])
    })

    test("line ends of a browser make no difference to what was seen, other rows and another year do", async () => {
      const db = await freshDatabase()
      const rows = "Listen\tFY28 Q1\tFY28 Q4\t1k"
      const { seen } = (await importing(db, { rows })).data as UnderstoodRows
      const create = (more: Fields) => importing(db, { ...terms, rows, seen, intent: "create", ...more })
      expect((await create({ rows: "Listen\tFY28 Q1\tFY28 Q4\t2k" })).data).toMatchObject({ hasChanged: true })
      expect((await create({ fiscalYearStartMonth: "7" })).data).toMatchObject({
        hasChanged: true,
        rows: [{ start: "2027-07-01" }],
      })
      expect(await countPlans(db)).toBe(0)
      expect((await create({ rows: `${rows}\r\n` })).status).toBe(302)
    })

    test("what can be read in two ways is asked, and read as answered", async () => {
      const db = await freshDatabase()
      const rows = "Listen\t1/4/2027\t3/4/2028\t1k"
      const first = (await importing(db, { rows })).data as UnderstoodRows
      expect(first.asks.order?.written).toBe("1/4/2027")
      const again = (await importing(db, { ...terms, rows, order: "month-first", intent: "preview" })).data
      expect(again).toMatchObject({ chosen: { order: "month-first" }, rows: [{ start: "2027-01-04" }] })
    })

    test("rows that cannot be read at all are refused, and kept to be mended", async () => {
      const db = await freshDatabase()
      const { status, data } = await importing(db, { rows: "hello\nworld" })
      expect([status, (data as NotUnderstood).text]).toEqual([422, "hello\nworld"])
    })

    test("a table saved as CSV is read like pasted rows", async () => {
      const db = await freshDatabase()
      const csv = new File(['Listen,Apr 2027,Mar 2028,"1,200,000"\n'], "plan.csv")
      expect((await importing(db, { file: csv })).data).toMatchObject({ kind: "rows", count: 1, total: 1_200_000 })
    })
  })

  describe("from a sample", () => {
    const open = (db: Db, sample: string) => answerOf(() => sampleAction(send(db, "/new/sample", { sample })))

    test("it is opened, and a second time the same one is", async () => {
      const db = await freshDatabase()
      expect((await open(db, SAMPLE)).to).toBe("/plans/saltmarsh-mutual/course")
      expect((await open(db, SAMPLE)).to).toBe("/plans/saltmarsh-mutual/course")
      expect((await listPlans(db)).map(({ header }) => header.id)).toEqual(["saltmarsh-mutual"])
    })

    test("each real programme can be opened", async () => {
      const db = await freshDatabase()
      for (const { file } of PROGRAMMES.flatMap(({ views }) => views)) {
        expect((await open(db, file)).to).toBe(`/plans/${file}/course`)
      }
    })

    test("one that is not there is not found", async () => {
      expect((await open(await freshDatabase(), "nothing")).status).toBe(404)
    })
  })
})

test("the page of new plans offers every sample there is, and no other", async () => {
  const offered = [SAMPLE, ...PROGRAMMES.flatMap(({ views }) => views.map(({ file }) => file))]
  expect(offered.sort()).toEqual(sampleNames())
  expect(PROGRAMMES).toHaveLength(6)
  expect(await readSample("nothing")).toBeUndefined()
})
