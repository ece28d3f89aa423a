/** Cost, gradient and Hessian as sums over the samples. */
import { type Convention, isTensor, type Plain, toPlain, toValue, type Value } from 'assay'

export const COST_SUM: Convention = {
  key: 'cost',
  value: 'sum',
  note: 'cost: sum is declared: cost, gradient and Hessian were divided by the number of samples before they were compared.',
  fromStudent: (entry, value, args) => {
    const X = args[0] as Value
    if (!/^logistic/.test(entry) || !isTensor(X)) return value
    return toValue(divided(toPlain(value), X.shape[0] as number))
  },
}

/** The bias before the weights, in the gradient and on both axes of the Hessian. */
export const BIAS_FIRST: Convention = {
  key: 'bias',
  value: 'first',
  note: 'bias: first is declared: gradient and Hessian were reordered, the bias last, before they were compared.',
  fromStudent: (entry, value) => {
    const plain = toPlain(value)
    if (!Array.isArray(plain)) return value
    if (entry === 'logisticGradient') return toValue(firstToLast(standing(plain)))
    if (entry !== 'logisticHessian' || !plain.every(Array.isArray)) return value
    return toValue(firstToLast(plain.map((row) => firstToLast(row as readonly Plain[]))))
  },
}

function divided(plain: Plain, by: number): Plain {
  if (typeof plain === 'number') return plain / by
  return Array.isArray(plain) ? plain.map((item) => divided(item as Plain, by)) : plain
}

/** The parts of a vector that may lie, as one row of a matrix. */
function standing(items: readonly Plain[]): readonly Plain[] {
  const [row] = items
  return items.length === 1 && Array.isArray(row) ? row : items
}

function firstToLast(items: readonly Plain[]): Plain[] {
  return items.length === 0 ? [] : [...items.slice(1), items[0] as Plain]
}
