import { type Operator, replaced } from '../operator.ts'
import { put } from '../replacement.ts'

const OTHER: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '**': '*',
  '%': '*',
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
}

/** The other sign or the opposite operation. */
export const signs: Operator = {
  family: 'sign',
  changes(node, site) {
    const { ts, source } = site
    if (ts.isBinaryExpression(node)) {
      const sign = site.text(node.operatorToken)
      const other = OTHER[sign]
      if (other === undefined) return []
      const becomes = `${site.text(node.left)} ${other} ${site.text(node.right)}`
      return [{ operator: `${sign} becomes ${other}`, node, becomes, replacements: [put(node.operatorToken, other, source)] }]
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken && !ts.isNumericLiteral(node.operand))
      return [replaced('minus left out', node, site.text(node.operand), site)]
    return []
  },
}
