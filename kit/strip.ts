import { dirname, resolve, sep } from 'node:path'
import type { CallExpression, Expression, Node, ObjectLiteralElementLike, ObjectLiteralExpression, SourceFile } from 'typescript'
import { applied, put, type Replacement } from '#prove/mutation/replacement'
import type { TypeScript } from '#prove/mutation/typescript'

/** What a check knows of its inputs alone, and formulas: a kit has them recorded. */
const RECORDED_PROPERTIES = new Set(['arbitrary', 'calls', 'known', 'span', 'variants'])
/** The same, where it is a function; elsewhere these names stand for other things. */
const RECORDED_FUNCTIONS = new Set(['cost', 'point', 'at', 'answer'])
const NOTHING = '(undefined as never)'

/**
 * The source of an exercise without what a kit must not hold: hidden checks, checks that need hidden data, generators of inputs, right and
 * wrong formulas, rubrics. What is left judges answers.
 *
 * @param file - absolute.
 * @param hidden - folders of the modules that read what students must not get, absolute.
 */
export function strip(ts: TypeScript, file: string, text: string, hidden: readonly string[]): string {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const readsHidden = importsFrom(ts, source, hidden)
  const edits: Replacement[] = []
  const visit = (node: Node): void => {
    const edit = editOf(ts, source, node, readsHidden)
    if (edit !== undefined) edits.push(edit)
    else ts.forEachChild(node, visit)
  }
  visit(source)
  return asPure(ts, file, applied(text, edits))
}

/**
 * The source with its top-level constants marked as made without effects, so that the bundler drops those that nothing uses.
 */
export function asPure(ts: TypeScript, file: string, text: string): string {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const edits: Replacement[] = []
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const { initializer } of statement.declarationList.declarations) {
      if (initializer === undefined || !isMade(ts, initializer)) continue
      const [from, to] = [initializer.getStart(source), initializer.getEnd()]
      edits.push({ from, to: from, text: '/* @__PURE__ */ (() => (' }, { from: to, to, text: '))()' })
    }
  }
  return applied(text, edits)
}

/** Whether something runs when it is evaluated. */
function isMade(ts: TypeScript, expression: Expression): boolean {
  return !(ts.isFunctionLike(expression) || ts.isLiteralExpression(expression))
}

/** Whether a file imports a module of one of the folders. */
function importsFrom(ts: TypeScript, source: SourceFile, folders: readonly string[]): boolean {
  return source.statements.some((statement) => {
    if (!(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))) return false
    const { moduleSpecifier } = statement
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return false
    const imported = resolve(dirname(source.fileName), moduleSpecifier.text)
    return moduleSpecifier.text.startsWith('.') && folders.some((folder) => imported.startsWith(folder + sep))
  })
}

function editOf(ts: TypeScript, source: SourceFile, node: Node, readsHidden: boolean): Replacement | undefined {
  if (ts.isCallExpression(node)) {
    if (holdsLeftOutCheck(ts, node, readsHidden)) return put(node, NOTHING, source)
    const [, make] = node.arguments
    if (calls(ts, node, 'caseSet') && make !== undefined)
      return { from: make.getStart(source), to: (node.arguments.at(-1) as Expression).getEnd(), text: NOTHING }
  }
  if (ts.isObjectLiteralElementLike(node) && isRecorded(ts, node)) return put(node, '...{}', source)
  if (ts.isStringLiteralLike(node) && isRubric(ts, node)) return put(node, "''", source)
  return undefined
}

const KINDS = ['closeToReference', 'exact', 'gradient', 'invariant', 'distribution', 'subspace', 'errorRatio', 'inputUnchanged']

/** A call that defines a check to be left out, hidden or made of hidden data, or that hands one on. */
function holdsLeftOutCheck(ts: TypeScript, call: CallExpression, readsHidden: boolean): boolean {
  if (calls(ts, call, 'modelQuality') || (calls(ts, call, 'plots') && !asksNothing(ts, call))) return true
  if (readsHidden && KINDS.some((kind) => calls(ts, call, kind))) return true
  return call.arguments.some(
    (argument) =>
      (ts.isObjectLiteralExpression(argument) && isHidden(ts, argument)) ||
      (ts.isCallExpression(argument) && holdsLeftOutCheck(ts, argument, readsHidden)),
  )
}

/** Plots of what no function answers are read by themselves; the others show what functions make of our images. */
function asksNothing(ts: TypeScript, { arguments: [spec] }: CallExpression): boolean {
  const entries = spec !== undefined && ts.isObjectLiteralExpression(spec) ? initializerOf(ts, spec, 'entries') : undefined
  return entries !== undefined && ts.isArrayLiteralExpression(entries) && entries.elements.length === 0
}

function isHidden(ts: TypeScript, literal: ObjectLiteralExpression): boolean {
  const visibility = initializerOf(ts, literal, 'visibility')
  return visibility !== undefined && ts.isStringLiteralLike(visibility) && visibility.text === 'hidden'
}

function initializerOf(ts: TypeScript, { properties }: ObjectLiteralExpression, name: string): Expression | undefined {
  return properties.filter(ts.isPropertyAssignment).find((one) => nameOf(ts, one) === name)?.initializer
}

function isRecorded(ts: TypeScript, element: ObjectLiteralElementLike): boolean {
  const name = nameOf(ts, element)
  if (name === undefined) return false
  if (RECORDED_PROPERTIES.has(name)) return true
  if (RECORDED_FUNCTIONS.has(name)) return isFunction(ts, element)
  // The words of findings say `expected`, too.
  if (name === 'expected') return isFunction(ts, element) || siblings(ts, element).has('from')
  // Mistakes of laws look at answers; those of values are numbers.
  return name === 'mistakes' && !mentions(ts, element, 'detect')
}

function isFunction(ts: TypeScript, element: ObjectLiteralElementLike): boolean {
  if (ts.isMethodDeclaration(element)) return true
  return ts.isPropertyAssignment(element) && (ts.isArrowFunction(element.initializer) || ts.isFunctionExpression(element.initializer))
}

function siblings(ts: TypeScript, { parent }: ObjectLiteralElementLike): ReadonlySet<string | undefined> {
  return new Set(ts.isObjectLiteralExpression(parent) ? parent.properties.map((one) => nameOf(ts, one)) : [])
}

function nameOf(ts: TypeScript, { name }: ObjectLiteralElementLike): string | undefined {
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) ? name.text : undefined
}

function mentions(ts: TypeScript, node: Node, name: string): boolean {
  if (ts.isObjectLiteralElementLike(node) && nameOf(ts, node) === name) return true
  return ts.forEachChild(node, (child) => mentions(ts, child, name) || undefined) ?? false
}

/** What the person who grades looks for. */
function isRubric(ts: TypeScript, node: Node): boolean {
  for (let above: Node | undefined = node; above !== undefined; above = above.parent)
    if (ts.isPropertyAssignment(above) && nameOf(ts, above) === 'rubric') return true
  return false
}

function calls(ts: TypeScript, call: CallExpression, name: string): boolean {
  return ts.isIdentifier(call.expression) && call.expression.text === name
}
