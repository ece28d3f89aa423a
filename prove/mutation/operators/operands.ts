import { calledName, type Operator, replaced } from '../operator.ts'

const ORDERED = new Set(['-', '/', '**', '%'])

/** Two operands or two arguments in each other's place. */
export const operands: Operator = {
  family: 'operands',
  changes(node, site) {
    const { ts } = site
    if (ts.isBinaryExpression(node)) {
      const sign = site.text(node.operatorToken)
      if (!ORDERED.has(sign)) return []
      return [replaced('operands swapped', node, `((${site.text(node.right)}) ${sign} (${site.text(node.left)}))`, site)]
    }
    if (calledName(node, site) === undefined || !ts.isCallExpression(node)) return []
    const [first, second, ...rest] = node.arguments
    if (first === undefined || second === undefined || [first, second].some((one) => ts.isArrowFunction(one))) return []
    const swapped = [second, first, ...rest].map(site.text).join(', ')
    return [replaced('arguments swapped', node, `${site.text(node.expression)}(${swapped})`, site)]
  },
}
