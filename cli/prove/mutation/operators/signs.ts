import { type Operator, replaced } from '../operator.ts'

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
      const [from, to] = [node.operatorToken.getStart(source), node.operatorToken.getEnd()]
      const becomes = `${site.text(node.left)} ${other} ${site.text(node.right)}`
      return [{ operator: `${sign} becomes ${other}`, node, becomes, replacements: [{ from, to, text: other }] }]
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken && !ts.isNumericLiteral(node.operand))
      return [replaced('minus left out', node, site.text(node.operand), site)]
    return []
  },
}
