import { mathFunction, methodName, type Operator, replaced } from '../operator.ts'
import { put } from '../replacement.ts'

const NEIGHBOUR: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>'],
  '<=': ['<', '>'],
  '>': ['>=', '<'],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
}
const ROUNDED: Readonly<Record<string, readonly string[]>> = {
  floor: ['ceil', 'round'],
  ceil: ['floor', 'round'],
  round: ['floor', 'ceil'],
}

/** One too many, one too few: comparisons, ends of slices, rounding. */
export const bounds: Operator = {
  family: 'bounds',
  changes(node, site) {
    const { ts, source } = site
    if (ts.isBinaryExpression(node)) {
      const sign = site.text(node.operatorToken)
      return (NEIGHBOUR[sign] ?? []).map((other) => ({
        operator: `${sign} becomes ${other}`,
        node,
        becomes: `${site.text(node.left)} ${other} ${site.text(node.right)}`,
        replacements: [put(node.operatorToken, other, source)],
      }))
    }
    if (!ts.isCallExpression(node)) return []
    if (methodName(node, site) === 'slice')
      return node.arguments.map((end) => replaced('slice ends one later', end, `${site.text(end)} + 1`, site))
    const rounding = mathFunction(node, site)
    const inner = node.arguments.map(site.text).join(', ')
    return (ROUNDED[rounding ?? ''] ?? []).map((other) => replaced(`${rounding} becomes ${other}`, node, `Math.${other}(${inner})`, site))
  },
}
