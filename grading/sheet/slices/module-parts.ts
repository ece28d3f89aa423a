import type { Expression, Identifier, Node, Statement } from 'typescript'
import { checksIn } from './checks-in.ts'
import type { Imported, ModuleParts, Part, TypeScript } from './parts.ts'
import { reachOf } from './reach.ts'

/** @param text - of a module in TypeScript or JavaScript. */
export function moduleParts(ts: TypeScript, text: string): ModuleParts {
  const source = ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true)
  const declared = new Map<string, Part>()
  const imported = new Map<string, Imported>()
  const exported = new Map<string, string | Imported>()
  const [stars, always, loads]: [string[], Part[], string[]] = [[], [], []]
  const partOf = (node: Node): Part => ({ text: node.getText(source), names: namesIn(ts, node) })
  let changes = false

  const declare = (statement: Statement, names: readonly string[]): void => {
    const part = partOf(statement)
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
    const has = (kind: number): boolean => modifiers.some((one) => one.kind === kind)
    for (const name of names) {
      declared.set(name, part)
      if (has(ts.SyntaxKind.ExportKeyword)) exported.set(has(ts.SyntaxKind.DefaultKeyword) ? 'default' : name, name)
    }
  }
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) continue
    if (ts.isImportDeclaration(statement)) {
      const clause = statement.importClause
      if (clause?.isTypeOnly === true) continue
      const from = textOf(statement.moduleSpecifier)
      loads.push(from)
      if (clause?.name !== undefined) imported.set(clause.name.text, { from, name: 'default' })
      const bindings = clause?.namedBindings
      if (bindings === undefined) continue
      if (ts.isNamespaceImport(bindings)) imported.set(bindings.name.text, { from, name: '*' })
      else
        for (const { isTypeOnly, name, propertyName } of bindings.elements)
          if (!isTypeOnly) imported.set(name.text, { from, name: (propertyName ?? name).text })
    } else if (ts.isExportDeclaration(statement)) {
      if (statement.isTypeOnly) continue
      const from = statement.moduleSpecifier === undefined ? undefined : textOf(statement.moduleSpecifier)
      if (from !== undefined) loads.push(from)
      const clause = statement.exportClause
      if (clause === undefined) stars.push(from as string)
      else if (ts.isNamespaceExport(clause)) exported.set(clause.name.text, { from: from as string, name: '*' })
      else
        for (const { name, propertyName } of clause.elements) {
          const own = (propertyName ?? name).text
          exported.set(name.text, from === undefined ? own : { from, name: own })
        }
    } else if (ts.isExportAssignment(statement)) {
      declared.set('default', partOf(statement))
      exported.set('default', 'default')
    } else if (ts.isVariableStatement(statement)) {
      if ((statement.declarationList.flags & ts.NodeFlags.Const) === 0) changes = true
      declare(
        statement,
        statement.declarationList.declarations.flatMap(({ name }) => boundBy(ts, name)),
      )
    } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) {
      declare(statement, [statement.name?.text ?? 'default'])
    } else always.push(partOf(statement))
  }
  const definition = checksIn(ts, source, (nodes) => nodes.flatMap((node) => namesIn(ts, node)))
  return {
    ...{ declared, imported, exported, stars, always, loads, changes },
    reach: reachOf(ts, source),
    ...(definition === undefined ? {} : { definition }),
  }
}

function textOf(specifier: Expression): string {
  return (specifier as Expression & { readonly text: string }).text
}

/** The names that a declaration binds, such as `a` and `b` of `const { a, x: [b] } = …`. */
function boundBy(ts: TypeScript, name: Node): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text]
  if (!ts.isObjectBindingPattern(name) && !ts.isArrayBindingPattern(name)) return []
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundBy(ts, element.name) : []))
}

/** All names that may be read: rather one too many. */
function namesIn(ts: TypeScript, root: Node): readonly string[] {
  const names = new Set<string>()
  const visit = (node: Node): void => {
    if (ts.isIdentifier(node)) names.add(nameOf(ts, node))
    ts.forEachChild(node, visit)
  }
  visit(root)
  names.delete('')
  return [...names]
}

function nameOf(ts: TypeScript, node: Identifier): string {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node ? '' : `${node.text}.${parent.name.text}`
  return ts.isPropertyAssignment(parent) && parent.name === node ? '' : node.text
}
