import { type Operator, replaced } from '../operator.ts'

/** Another number. */
export const constants: Operator = {
  family: 'constant',
  changes(node, site) {
    const { ts } = site
    if (!ts.isNumericLiteral(node)) return []
    const value = Number(node.text)
    const others = value === 1 ? [0, 2] : [value + 1]
    return others.map((other) => replaced('another number', node, String(other), site))
  },
}
