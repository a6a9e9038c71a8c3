import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, normalize } from "node:path"
import { fileURLToPath } from "node:url"
import ts from "typescript"

/** The checkout, as an absolute path. */
export const home = fileURLToPath(new URL("../..", import.meta.url))

/** One import of a source file. */
export interface Import {
  /** A path from the checkout without its ending ("app/plan/plan"), or the name of a package ("zod", "node:fs"). */
  target: string
  /** Whether it is gone once types are. `import { type X }` is not: the module is still loaded. */
  typeOnly: boolean
}

/** A source file, read but not judged. */
export interface Source {
  /** From the checkout, with its ending. */
  path: string
  imports: Import[]
  /** Each name and each `object.property` that the code mentions, comments and strings left out. */
  mentions: Set<string>
}

/** All TypeScript under a folder of the checkout, by path. */
export function sourcesUnder(folder: string): Source[] {
  return readdirSync(join(home, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => readSource(file.slice(home.length), readFileSync(file, "utf8")))
}

/** A source file from its text. */
export function readSource(path: string, text: string): Source {
  const kind = path.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind)
  const imports: Import[] = []
  const mentions = new Set<string>()

  const note = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier))
      imports.push({ target: targetOf(path, specifier.text), typeOnly })
  }

  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) note(node.moduleSpecifier, node.importClause?.isTypeOnly === true)
    else if (ts.isExportDeclaration(node)) note(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      note(node.arguments[0], false)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) note(node.argument.literal, true)
    else if (ts.isPropertyAccessExpression(node)) {
      mentions.add(`.${node.name.text}`)
      if (ts.isIdentifier(node.expression)) mentions.add(`${node.expression.text}.${node.name.text}`)
    } else if (ts.isIdentifier(node) && !isPropertyName(node)) mentions.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return { path, imports, mentions }
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node
  return (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node
}

function targetOf(path: string, specifier: string): string {
  if (!specifier.startsWith(".")) return packageOf(specifier)
  return normalize(join(dirname(path), specifier)).replace(/\.(js|tsx?)$/, "")
}

function packageOf(specifier: string): string {
  const parts = specifier.split("/")
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/")
}
