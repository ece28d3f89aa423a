import { calledName, mathFunction, methodName, type Operator, replaced } from '../operator.ts'

const SUMMED = '.reduce((total, one) => total + one, 0)'

/** A mean for a sum, a sum for a mean, another norm. */
export const reductions: Operator = {
  family: 'mean and sum',
  changes(node, site) {
    const { ts } = site
    if (!ts.isCallExpression(node)) return []
    const whole = site.text(node)
    const inside = node.arguments.map(site.text).join(', ')
    if (calledName(node, site) === 'mean') return [replaced('sum for mean', node, `(${inside})${SUMMED}`, site)]
    if (calledName(node, site) === 'sum') return [replaced('mean for sum', node, `(${whole} / (${inside}).length)`, site)]
    if (mathFunction(node, site) === 'hypot') return [replaced('largest for norm', node, `Math.max(${inside})`, site)]
    if (methodName(node, site) !== 'reduce') return []
    const list = site.text((node.expression as import('typescript').PropertyAccessExpression).expression)
    return [replaced('mean for sum', node, `(${whole} / ${list}.length)`, site)]
  },
}
