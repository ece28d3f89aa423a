import { mathFunction, type Operator, replaced } from '../operator.ts'

const OTHER: Readonly<Record<string, readonly string[]>> = {
  log: ['Math.log2(…)', 'Math.log10(…)'],
  log1p: ['(Math.log1p(…) / Math.LN2)', '(Math.log1p(…) / Math.LN10)'],
  exp: ['2 ** (…)', 'Math.exp(-(…))'],
  sin: ['Math.cos(…)'],
  cos: ['Math.sin(…)'],
  tanh: ['Math.sinh(…)', '(1 / (1 + Math.exp(-(…))))'],
  abs: ['-Math.abs(…)'],
  sqrt: ['(…) ** 2'],
}

/** Another base, another function of its kind. */
export const logarithms: Operator = {
  family: 'base and function',
  changes(node, site) {
    const name = mathFunction(node, site)
    if (name === undefined || !site.ts.isCallExpression(node)) return []
    const inside = node.arguments.map(site.text).join(', ')
    return (OTHER[name] ?? []).map((other) => replaced(`${name} becomes another`, node, other.replace('…', inside), site))
  },
}
