import type ts from 'typescript'
import { type Change, calledName, methodName, type Operator, replaced, type Site } from '../operator.ts'

/** The other axis of a matrix: its length, its transpose, the outer and the inner of two loops. */
export const axis: Operator = {
  family: 'axis',
  changes(node, site) {
    return [...otherLength(node, site), ...otherProduct(node, site), ...nestExchanged(node, site)]
  },
}

/** `rows[0].length` in place of `rows.length`, and the reverse. */
function otherLength(node: ts.Node, site: Site): readonly Change[] {
  const { ts } = site
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'length') return []
  const { expression } = node
  if (ts.isElementAccessExpression(expression))
    return [replaced('length of the other axis', node, `${site.text(expression.expression)}.length`, site)]
  return []
}

/** `multiply` in place of `multiplyTransposed`, where both are known. */
function otherProduct(node: ts.Node, site: Site): readonly Change[] {
  const name = calledName(node, site)
  if (name === undefined || !site.ts.isCallExpression(node)) return []
  const other = name.endsWith('Transposed') ? name.slice(0, -'Transposed'.length) : `${name}Transposed`
  if (!site.names.has(other)) return []
  return [replaced(`${name} becomes ${other}`, node.expression, other, site)]
}

/** `right.map((v) => left.map((u) => …))` in place of `left.map((u) => right.map((v) => …))`. */
function nestExchanged(node: ts.Node, site: Site): readonly Change[] {
  const outer = mapParts(node, site)
  const inner = outer === undefined ? undefined : mapParts(outer.body, site)
  if (outer === undefined || inner === undefined) return []
  const uses = new RegExp(`\\b(${outer.parameters.join('|')})\\b`)
  // The inner list comes from the outer item: there is nothing to exchange.
  if (uses.test(inner.list)) return []
  const becomes = `${inner.list}.map(${inner.head} => ${outer.list}.map(${outer.head} => ${site.text(inner.body)}))`
  return [replaced('loops exchanged', node, becomes, site)]
}

function mapParts(node: ts.Node, site: Site) {
  const { ts } = site
  if (methodName(node, site) !== 'map' || !ts.isCallExpression(node)) return undefined
  const [callback] = node.arguments
  if (callback === undefined || !ts.isArrowFunction(callback) || ts.isBlock(callback.body)) return undefined
  const parameters = callback.parameters.map(({ name }) => site.text(name))
  const list = site.text((node.expression as ts.PropertyAccessExpression).expression)
  return { list, head: `(${callback.parameters.map(site.text).join(', ')})`, parameters, body: callback.body }
}
