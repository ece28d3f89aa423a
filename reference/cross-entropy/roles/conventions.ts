import { type Convention, isTensor, type Plain, toPlain, toValue, type Value } from 'assay'
import { near, T32 } from 'assay/checks'
import type { Tensor, Vector } from 'assay/math'

export const COST_MEAN: Convention = {
  key: 'cost',
  value: 'mean',
  note: 'cost: mean is declared: where one number came back for several pairs, it was compared with the mean of their costs.',
  needsRight: true,
  fromStudent: (entry, value, _args, right) => spread(entry, value, right, (costs) => sum(costs) / costs.length),
}

export const COST_SUM: Convention = {
  key: 'cost',
  value: 'sum',
  note: 'cost: sum is declared: where one number came back for several pairs, it was compared with the sum of their costs.',
  needsRight: true,
  fromStudent: (entry, value, _args, right) => spread(entry, value, right, sum),
}

/**
 * One number cannot be taken apart again, so it is compared as it is: when it is near the total of the right costs these are handed on.
 * A wrong total stays one number: right costs that are moved by a constant would pass the laws about them.
 */
function spread(entry: string, value: Value, right: Value | undefined, total: (costs: Vector) => number): Value {
  const given = single(toPlain(value))
  if (given === undefined || !/^crossEntropy/.test(entry) || !isTensor(right ?? null)) return value
  const costs = Array.from((right as Tensor).data)
  if (costs.length < 2) return value
  return near(given, total(costs), T32) ? toValue(costs) : value
}

function single(plain: Plain): number | undefined {
  if (typeof plain === 'number') return plain
  return Array.isArray(plain) && plain.length === 1 ? single(plain[0] as Plain) : undefined
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0)
}
