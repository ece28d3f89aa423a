import type { ArrayLiteralExpression, Expression, Node, SourceFile } from 'typescript'
import type { ModuleParts, TypeScript } from './parts.ts'

/**
 * The definition that a module exports, taken apart: `export default defineExercise({ …, checks: […] })`, or a constant with an object that
 * is exported.
 *
 * @param namesOf - the names that nodes read.
 * @returns `undefined` for what is written otherwise.
 */
export function checksIn(
  ts: TypeScript,
  source: SourceFile,
  namesOf: (nodes: readonly Node[]) => readonly string[],
): ModuleParts['definition'] {
  const exported = source.statements.find((one) => ts.isExportAssignment(one))
  if (exported === undefined) return undefined
  const whole = definitionOf(ts, source, exported.expression)
  const list = whole === undefined ? undefined : checksOf(ts, whole)
  if (whole === undefined || list === undefined) return undefined
  const [from, to] = [list.getStart(source), list.getEnd()]
  const text = source.text.slice(whole.getStart(source), from) + source.text.slice(to, whole.getEnd())
  return {
    frame: { text, names: namesOf(around(ts, whole, list)) },
    checks: list.elements.map((element) => ({
      text: element.getText(source),
      names: namesOf([element]),
      isSpread: ts.isSpreadElement(element),
    })),
  }
}

function bare(ts: TypeScript, expression: Expression): Expression {
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression))
    return bare(ts, expression.expression)
  return expression
}

/** The expression that makes it. */
function definitionOf(ts: TypeScript, source: SourceFile, exported: Expression): Expression | undefined {
  const expression = bare(ts, exported)
  if (!ts.isIdentifier(expression)) return expression
  const declarations = source.statements.flatMap((one) => (ts.isVariableStatement(one) ? [...one.declarationList.declarations] : []))
  return declarations.find(({ name }) => ts.isIdentifier(name) && name.text === expression.text)?.initializer
}

function checksOf(ts: TypeScript, definition: Expression): ArrayLiteralExpression | undefined {
  const made = bare(ts, definition)
  const first = ts.isCallExpression(made) && made.arguments.length === 1 ? made.arguments[0] : made
  const object = first === undefined ? undefined : bare(ts, first)
  if (object === undefined || !ts.isObjectLiteralExpression(object)) return undefined
  const properties = object.properties.filter((one) => one.name !== undefined && ts.isIdentifier(one.name) && one.name.text === 'checks')
  const [property] = properties
  if (properties.length !== 1 || property === undefined || !ts.isPropertyAssignment(property)) return undefined
  // What is spread after it may bring other checks.
  if (object.properties.slice(object.properties.indexOf(property)).some((one) => ts.isSpreadAssignment(one))) return undefined
  return ts.isArrayLiteralExpression(property.initializer) ? property.initializer : undefined
}

/** The largest nodes of an expression that do not contain another one. */
function around(ts: TypeScript, whole: Node, cut: Node): readonly Node[] {
  if (whole === cut) return []
  if (cut.pos < whole.pos || cut.end > whole.end) return [whole]
  const parts: Node[] = []
  ts.forEachChild(whole, (child) => void parts.push(...around(ts, child, cut)))
  return parts
}
