import { bare, mathFunction, type Operator, replaced } from '../operator.ts'

/** What keeps a formula from overflowing or losing its digits, left out. */
export const stability: Operator = {
  family: 'stability',
  changes(node, site) {
    const { ts } = site
    const name = mathFunction(node, site)
    if (name === undefined || !ts.isCallExpression(node)) return []
    const inside = node.arguments.map(site.text).join(', ')
    const [first, second] = node.arguments
    switch (name) {
      case 'max':
        if (first !== undefined && ts.isSpreadElement(first)) {
          const row = site.text(first.expression)
          return [
            replaced('no largest is taken off', node, '0', site),
            replaced('the first for the largest', node, `${row}[0]`, site),
            replaced('the smallest for the largest', node, `Math.min(${inside})`, site),
          ]
        }
        return first === undefined || second === undefined
          ? []
          : [first, second].map((one) => replaced('max left out', node, site.text(one), site))
      case 'log1p':
        return [replaced('log1p written out', node, `Math.log(1 + (${inside}))`, site)]
      case 'expm1':
        return [replaced('expm1 written out', node, `(Math.exp(${inside}) - 1)`, site)]
      case 'hypot':
        return first === undefined || !ts.isSpreadElement(first)
          ? []
          : [
              replaced(
                'hypot written out',
                node,
                `Math.sqrt(${site.text(bare(first.expression, site))}.reduce((sum, x) => sum + x * x, 0))`,
                site,
              ),
            ]
      default:
        return []
    }
  },
}
