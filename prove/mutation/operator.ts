import type ts from 'typescript'
import { put, type Replacement } from './replacement.ts'
import type { TypeScript } from './typescript.ts'

/** One mistake that could be made here. */
export interface Change {
  /** In words, e.g. `+ becomes −`. Part of the mutant's id. */
  readonly operator: string
  /** What is shown as changed. */
  readonly node: ts.Node
  /** What stands there instead. */
  readonly becomes: string
  readonly replacements: readonly Replacement[]
}

/** Where an operator looks. */
export interface Site {
  readonly ts: TypeScript
  readonly source: ts.SourceFile
  text(node: ts.Node): string
  /** Names that the file declares at its top or imports. */
  readonly names: ReadonlySet<string>
}

/** A family of slips. */
export interface Operator {
  readonly family: string
  /** The changes at exactly this node. */
  changes(node: ts.Node, site: Site): readonly Change[]
}

/** `node` replaced as a whole. */
export function replaced(operator: string, node: ts.Node, becomes: string, { source }: Site): Change {
  return { operator, node, becomes, replacements: [put(node, becomes, source)] }
}

/** Without brackets and type assertions. */
export function bare(node: ts.Node, { ts }: Site): ts.Node {
  let inner = node
  while (ts.isParenthesizedExpression(inner) || ts.isAsExpression(inner) || ts.isNonNullExpression(inner)) inner = inner.expression
  return inner
}

/** `log` of `Math.log(…)`; `undefined` for any other node. */
export function mathFunction(node: ts.Node, { ts }: Site): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined
  const { expression, name } = node.expression
  return ts.isIdentifier(expression) && expression.text === 'Math' ? name.text : undefined
}

/** `mean` of `mean(…)`; `undefined` for any other node. */
export function calledName(node: ts.Node, { ts }: Site): string | undefined {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? node.expression.text : undefined
}

/** `map` of `x.map(…)`; `undefined` for any other node. */
export function methodName(node: ts.Node, { ts }: Site): string | undefined {
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : undefined
}
