import { expect, test } from "vitest"
import type { Answer, Verdict } from "../../app/checks/answers"
import { commitmentOf } from "../../app/commitment/commitment-of"
import { commitmentSentence, sayProgress } from "../../app/commitment/shown-answers"
import type { Day } from "../../app/plan/plan"
import { type Sketch, sketch } from "../../app/plan/sketch"

const answers = (verdicts: Verdict[]): Answer[] => verdicts.map((verdict, at) => ({ q: at + 1, verdict }) as Answer)

test("the sentence counts each kind of answer in words", () => {
  const sentence = (counts: [Verdict, number][]) =>
    commitmentSentence(answers(counts.flatMap(([verdict, count]) => Array<Verdict>(count).fill(verdict))))
  expect(
    sentence([
      ["supported", 6],
      ["partly", 5],
      ["contradicted", 1],
    ]),
  ).toBe("Six of twelve commitments are shown, five partly; of one the plan says otherwise")
  expect(
    sentence([
      ["supported", 1],
      ["none", 11],
    ]),
  ).toBe("One of twelve commitments is shown, eleven not yet")
  expect(sentence([["supported", 12]])).toBe("Twelve of twelve commitments are shown")
})

test("progress counts answers that got better and worse since an approval", () => {
  const past = { number: 2, approvedOn: "2026-05-14" as Day, verdicts: answers(["none", "supported", "partly"]) }
  expect(sayProgress(answers(["partly", "contradicted", "partly"]), past)).toBe(
    "2 answers have changed since Baseline 2: 1 better, 1 worse.",
  )
  expect(sayProgress(answers(["none", "supported", "partly"]), past)).toBe("No answer has changed since Baseline 2.")
})

test("a declared yes that the plan contradicts is said plainly", () => {
  const words: Sketch = {
    people: [{ id: "ada", name: "Ada Brandt", level: "executive" }],
    stages: [{}],
    answers: [{ id: "yes", question: 1, declared: "yes", byId: "ada", date: "2026-01-01" }],
  }
  const [first] = commitmentOf(sketch(words)).pairs.flatMap((pair) => pair.answers)
  expect(first?.verdict).toBe("contradicted")
  expect(first?.contrast).toBe("Ada Brandt says yes. The plan says otherwise.")
  const [declaredNo] = commitmentOf(
    sketch({ ...words, answers: [{ id: "no", question: 1, declared: "no", byId: "ada", date: "2026-01-01" }] }),
  ).pairs.flatMap((pair) => pair.answers)
  expect(declaredNo?.contrast).toBeUndefined()
})

test("each approved plan is judged by what it said on the day of its approval", () => {
  const approved = sketch({ plan: { asOf: "2026-12-01" } })
  const { past, progress } = commitmentOf(
    sketch({
      plan: { asOf: "2027-06-01" },
      history: {
        baselines: [
          { number: 1, approvedOn: "2026-12-01" as Day, plan: approved },
          { number: 2, approvedOn: "2028-01-01" as Day, plan: approved },
        ],
      },
    }),
  )
  expect(past.map(({ number, approvedOn, verdicts }) => [number, approvedOn, verdicts.length])).toEqual([
    [1, "2026-12-01", 12],
  ])
  expect(progress).toContain("Baseline 1")
})

test("who may not see amounts is not answered what turns on money", () => {
  const { pairs, leftOut, sentence } = commitmentOf(sketch({ stages: [{}] }), false)
  const shown = pairs.flatMap(({ answers: two }) => two.map(({ q }) => q))
  expect(leftOut).toContain(12)
  expect(shown.filter((q) => leftOut?.includes(q))).toEqual([])
  expect(shown.length + (leftOut?.length ?? 0)).toBe(12)
  expect(sentence).not.toContain("of twelve")
})
