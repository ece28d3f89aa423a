import { existsSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import type ts from 'typescript'
import { nameKey } from '#grading/model/value'
import { FACES } from '#grading/sheet/faces'
import type { TypeScript } from './typescript.ts'

/** A file of a reference. */
export interface SourceFile {
  /** Relative to the root, `/` between parts. */
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
  /** The declarations at the top of the file that the exercise's functions lead to. */
  readonly reached: readonly ts.Statement[]
  /** All names declared at its top or imported. */
  readonly names: ReadonlySet<string>
}

interface Parsed {
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
  readonly declared: ReadonlyMap<string, ts.Statement>
  /** Local name → file and the name there. */
  readonly imported: ReadonlyMap<string, { readonly path: string; readonly name: string }>
}

/**
 * The reference's file and those it imports, with what of them is reached from the exercise's functions by name.
 *
 * @param root - folder that `path` is relative to; nothing outside of it is read.
 * @param entries - names of the exercise's functions, in either case style.
 */
export function readSources(ts: TypeScript, root: string, path: string, entries: readonly string[]): readonly SourceFile[] {
  const files = new Map<string, Parsed>()
  const load = (name: string): Parsed => {
    const known = files.get(name)
    if (known !== undefined) return known
    const parsed = parse(ts, root, name)
    files.set(name, parsed)
    for (const { path: next } of parsed.imported.values()) load(next)
    return parsed
  }
  const main = load(path)
  const reached = new Map<string, Set<ts.Statement>>()
  const wanted = new Set(entries.map(nameKey))
  const visit = (file: Parsed, name: string): void => {
    const link = file.imported.get(name)
    if (link !== undefined) {
      visit(files.get(link.path) as Parsed, link.name)
      return
    }
    const statement = file.declared.get(name)
    const seen = reached.get(file.path) ?? new Set()
    reached.set(file.path, seen)
    if (statement === undefined || seen.has(statement)) return
    seen.add(statement)
    for (const used of identifiersIn(ts, statement)) visit(file, used)
  }
  for (const name of [...main.declared.keys(), ...main.imported.keys()]) if (wanted.has(nameKey(name))) visit(main, name)
  return [...files.values()].map(({ path: name, text, tree, declared, imported }) => {
    const statements = reached.get(name) ?? new Set()
    const names = new Set([...declared.keys(), ...imported.keys()])
    return { path: name, text, tree, names, reached: tree.statements.filter((one) => statements.has(one)) }
  })
}

function parse(ts: TypeScript, root: string, path: string): Parsed {
  const file = resolve(root, path)
  const text = readFileSync(file, 'utf8')
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const declared = new Map<string, ts.Statement>()
  const imported = new Map<string, { path: string; name: string }>()
  for (const statement of tree.statements) {
    for (const name of declaredBy(ts, statement)) declared.set(name, statement)
    if (!(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))) continue
    const target = targetOf(ts, statement, root, file)
    if (target === undefined) continue
    const clause = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause
    if (clause === undefined || !(ts.isNamedImports(clause) || ts.isNamedExports(clause))) continue
    for (const one of clause.elements) imported.set(one.name.text, { path: target, name: (one.propertyName ?? one.name).text })
  }
  return { path, text, tree, declared, imported }
}

function declaredBy(ts: TypeScript, statement: ts.Statement): readonly string[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name === undefined ? [] : [statement.name.text]
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []))
}

/** A file of the tree that is needed when the module runs; types are not. */
function targetOf(ts: TypeScript, statement: ts.ImportDeclaration | ts.ExportDeclaration, root: string, from: string): string | undefined {
  const types = ts.isImportDeclaration(statement) ? statement.importClause?.isTypeOnly === true : statement.isTypeOnly
  const specifier = statement.moduleSpecifier
  if (types || specifier === undefined || !ts.isStringLiteral(specifier)) return undefined
  const face = FACES[specifier.text]
  if (face === undefined && !specifier.text.startsWith('.')) return undefined
  const target = face === undefined ? resolve(dirname(from), specifier.text) : resolve(root, `${face}.ts`)
  if (!target.startsWith(resolve(root) + sep) || !existsSync(target)) return undefined
  return relative(root, target).replaceAll(sep, '/')
}

function identifiersIn(ts: TypeScript, node: ts.Node): ReadonlySet<string> {
  const names = new Set<string>()
  const walk = (at: ts.Node): void => {
    if (ts.isTypeNode(at)) return
    if (ts.isIdentifier(at)) names.add(at.text)
    ts.forEachChild(at, walk)
  }
  walk(node)
  return names
}
