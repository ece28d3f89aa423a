import type ts from 'typescript'
import { type Change, type Operator, replaced, type Site } from '../operator.ts'

/** A case that is never or always taken, a loop that ends early. */
export const flow: Operator = {
  family: 'early return',
  changes(node, site) {
    const { ts } = site
    if (ts.isIfStatement(node))
      return [replaced('always taken', node.expression, 'true', site), replaced('never taken', node.expression, 'false', site)]
    if (ts.isConditionalExpression(node))
      return [
        replaced('always the first', node, `(${site.text(node.whenTrue)})`, site),
        replaced('always the second', node, `(${site.text(node.whenFalse)})`, site),
      ]
    if (ts.isBinaryExpression(node)) {
      const sign = site.text(node.operatorToken)
      if (sign !== '??' && sign !== '||' && sign !== '&&') return []
      return [
        replaced('always the first', node, site.text(node.left), site),
        replaced('always the second', node, site.text(node.right), site),
      ]
    }
    if (ts.isForStatement(node) || ts.isForOfStatement(node)) return [endsEarly(node, site)]
    if (ts.isReturnStatement(node) && node.expression !== undefined && ts.isCallExpression(node.expression))
      return returnsArgument(node.expression, site)
    return []
  },
}

function endsEarly(node: ts.ForStatement | ts.ForOfStatement, site: Site): Change {
  return replaced('loop ends after one round', node.statement, `{ ${site.text(node.statement)}; break }`, site)
}

/** What was to be worked on comes back as it came. */
function returnsArgument(call: ts.CallExpression, site: Site): readonly Change[] {
  const { ts } = site
  const receiver = ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : call.arguments[0]
  if (receiver === undefined || ts.isArrowFunction(receiver) || ts.isSpreadElement(receiver) || site.text(receiver) === 'Math') return []
  return [replaced('returned before the work', call, site.text(receiver), site)]
}
