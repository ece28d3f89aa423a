import type ts from 'typescript'
import type { Change, Operator, Site } from './operator.ts'
import { operators as all } from './operators/index.ts'
import { applied } from './replacement.ts'
import type { SourceFile } from './sources.ts'
import type { TypeScript } from './typescript.ts'

/** One reference with one slip in it. */
export interface Mutant {
  /** Family, operator, place and text: the same as long as the changed expression is. */
  readonly id: string
  readonly family: string
  readonly operator: string
  /** Relative to the root. */
  readonly file: string
  /** Name of the function or constant at the top of the file. */
  readonly within: string
  /** Counts from 1. */
  readonly line: number
  readonly was: string
  readonly becomes: string
  /** The file with the slip. */
  readonly text: string
}

export interface Generated {
  readonly mutants: readonly Mutant[]
  /** Changes that are no other program: the source itself, or what another change gives already. */
  readonly same: number
  /** Changes that are no program at all. */
  readonly broken: number
}

/** Every single change of every operator to what the exercise's functions lead to, in the order of the files. */
export function generateMutants(ts: TypeScript, files: readonly SourceFile[], operators: readonly Operator[] = all): Generated {
  const mutants: Mutant[] = []
  const dropped = { same: 0, broken: 0 }
  const texts = new Set(files.map(({ path, text }) => `${path}\n${text}`))
  const uses = new Map<string, number>()
  for (const file of files) {
    const site: Site = { ts, source: file.tree, names: file.names, text: (node) => node.getText(file.tree) }
    for (const statement of file.reached) {
      for (const { family, change } of changesIn(statement, site, operators)) {
        const text = applied(file.text, change.replacements)
        if (texts.has(`${file.path}\n${text}`)) {
          dropped.same++
          continue
        }
        texts.add(`${file.path}\n${text}`)
        if (!parses(ts, text)) {
          dropped.broken++
          continue
        }
        mutants.push(describe(file, statement, family, change, text, { site, uses }))
      }
    }
  }
  return { mutants, ...dropped }
}

function* changesIn(
  statement: ts.Statement,
  site: Site,
  operators: readonly Operator[],
): Generator<{ readonly family: string; readonly change: Change }> {
  for (const operator of operators) {
    for (const node of expressionsIn(statement, site.ts)) {
      for (const change of operator.changes(node, site)) yield { family: operator.family, change }
    }
  }
}

/** All nodes but types, and what is said when something is refused: a message may be any. */
function* expressionsIn(node: ts.Node, ts: TypeScript): Generator<ts.Node> {
  if (ts.isTypeNode(node) || ts.isThrowStatement(node) || ts.isTemplateExpression(node)) return
  yield node
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => void children.push(child))
  for (const child of children) yield* expressionsIn(child, ts)
}

function parses(ts: TypeScript, text: string): boolean {
  const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ES2022 } })
  return (diagnostics ?? []).length === 0
}

function describe(
  file: SourceFile,
  statement: ts.Statement,
  family: string,
  { operator, node, becomes }: Change,
  text: string,
  { site, uses }: { readonly site: Site; readonly uses: Map<string, number> },
): Mutant {
  const within = nameOf(statement, site)
  const was = tidy(site.text(node))
  const short = file.path.split('/').slice(-2).join('/')
  const stem = `${family}: ${operator} | ${short} ${within} | ${was} -> ${tidy(becomes)}`
  const occurrence = (uses.get(stem) ?? 0) + 1
  uses.set(stem, occurrence)
  const line = file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line + 1
  return { id: `${stem} | ${occurrence}`, family, operator, file: file.path, within, line, was, becomes: tidy(becomes), text }
}

function nameOf(statement: ts.Statement, { ts }: Site): string {
  if (ts.isFunctionDeclaration(statement)) return statement.name?.text ?? 'default'
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText()).join(' ')
  return 'top'
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ')
}
