import { calledName, methodName, type Operator, replaced } from '../operator.ts'

/** The bias, the start of a sum or the last part of a list forgotten. */
export const biases: Operator = {
  family: 'bias',
  changes(node, site) {
    const { ts } = site
    if (ts.isArrayLiteralExpression(node) && node.elements.length > 1)
      return node.elements.map((_, left) => {
        const kept = node.elements.filter((__, i) => i !== left).map(site.text)
        return replaced(`part ${left + 1} left out`, node, `[${kept.join(', ')}]`, site)
      })
    if (!ts.isCallExpression(node)) return []
    if (calledName(node, site) === 'add' && node.arguments.length === 2)
      return node.arguments.map((kept) => replaced('one side of a sum left out', node, site.text(kept), site))
    const start = methodName(node, site) === 'reduce' ? node.arguments[1] : undefined
    return start === undefined || ts.isNumericLiteral(start) ? [] : [replaced('sum starts at 0', start, '0', site)]
  },
}
