import { expect, test } from "vitest"
import { faultOfPassword } from "../../app/accounts/passwords.server"
import { safePath } from "../../app/accounts/safe-path"

test("a password has 12 to 128 characters, whichever they are", () => {
  expect(faultOfPassword("grey heron!")).toMatch(/at least 12/)
  expect(faultOfPassword("grey heron!!")).toBeUndefined()
  expect(faultOfPassword("ÅÄÖ 你好 grüße!")).toBeUndefined()
  expect(faultOfPassword("𝔤𝔯𝔢𝔶 𝔥𝔢𝔯𝔬")).toMatch(/at least 12/)
  expect(faultOfPassword(`${"ab cd".repeat(25)}xyz`)).toBeUndefined()
  expect(faultOfPassword(`${"ab cd".repeat(25)}wxyz`)).toMatch(/at most 128/)
})

test.each([
  "123456789012",
  "PasswordPassword",
  "qwertyuiop12",
  "1q2w3e4r5t6y",
  "aaaaaaaaaaaaaaaa",
  "abcabcabcabc",
  "dragon123456",
  "!!!football2026",
  "UNBELIEVABLE",
])("%s is tried by everybody first", (password) => {
  expect(faultOfPassword(password)).toMatch(/Many people use this/)
})

test("what belongs to the product or the person is no password", () => {
  const mira = ["Mira Okafor", "mira.okafor@saltmarsh.example"]
  expect(faultOfPassword("Staycourse2026!")).toMatch(/would try this/)
  expect(faultOfPassword("miraokafor1234", mira)).toMatch(/would try this/)
  expect(faultOfPassword("Saltmarsh-2026", mira)).toMatch(/would try this/)
  expect(faultOfPassword("Saltmarsh-2026")).toBeUndefined()
  expect(faultOfPassword("heron over the saltmarsh", mira)).toBeUndefined()
})

test("after signing in, people go to a page of ours and nowhere else", () => {
  const ours = ["/", "/plans/a/course?sel=stage%3Alisten", "/checks/FUND001#why"]
  expect(ours.map(safePath)).toEqual(ours)
  const others = [
    ...["//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example", "javascript:alert(1)"],
    ...["/a\\b", "/%0d%0aSet-Cookie: a", "/ a", "", "plans", "/..//evil.example", "/./\\evil", `/${"a".repeat(3_000)}`],
  ]
  for (const to of others) expect([to, safePath(to)]).toEqual([to, "/"])
  expect([safePath(null), safePath(undefined)]).toEqual(["/", "/"])
})
