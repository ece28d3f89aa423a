import { calledName, mathFunction, type Operator, replaced } from '../operator.ts'

/** A term, a factor or a function forgotten. */
export const terms: Operator = {
  family: 'dropped term',
  changes(node, site) {
    const { ts } = site
    if (ts.isBinaryExpression(node)) {
      const [left, right] = [site.text(node.left), site.text(node.right)]
      switch (site.text(node.operatorToken)) {
        case '+':
        case '*':
        case '**':
          return [replaced('right side dropped', node, left, site), replaced('left side dropped', node, right, site)]
        case '-':
          return [replaced('right side dropped', node, left, site), replaced('left side dropped', node, `-(${right})`, site)]
        case '/':
          return [
            replaced('right side dropped', node, left, site),
            ...(left === '1' ? [] : [replaced('left side dropped', node, `1 / (${right})`, site)]),
          ]
        default:
          return []
      }
    }
    const name = mathFunction(node, site) ?? calledName(node, site)
    if (name === undefined || !ts.isCallExpression(node) || node.arguments.length !== 1) return []
    const [argument] = node.arguments
    if (argument === undefined || ts.isSpreadElement(argument) || ts.isArrowFunction(argument)) return []
    return [replaced(`${name} left out`, node, `(${site.text(argument)})`, site)]
  },
}
