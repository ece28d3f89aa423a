import { near, T32 } from '../../../checks/index.ts'
import type { Convention } from '../../../grading/model/exercise.ts'
import type { Tensor, Vector } from '../../../grading/model/tensor.ts'
import { type Args, isTensor, type Plain, toPlain, toValue, type Value } from '../../../grading/model/value.ts'
import { crossEntropy, crossEntropyWithLogits } from './solution.ts'

export const COST_MEAN: Convention = {
  key: 'cost',
  value: 'mean',
  note: 'cost: mean is declared: where one number came back for several pairs, it was compared with the mean of their costs.',
  fromStudent: (entry, value, args) => spread(entry, value, args, (costs) => sum(costs) / costs.length),
}

export const COST_SUM: Convention = {
  key: 'cost',
  value: 'sum',
  note: 'cost: sum is declared: where one number came back for several pairs, it was compared with the sum of their costs.',
  fromStudent: (entry, value, args) => spread(entry, value, args, sum),
}

/**
 * One number cannot be taken apart again, so it is compared as it is: when it is near the total of the right costs these are handed on,
 * otherwise each of them with the deviation of the total, so that no wrong total can pass.
 */
function spread(entry: string, value: Value, args: Args, total: (costs: Vector) => number): Value {
  const given = single(toPlain(value))
  const right = costsOf(entry, args)
  if (given === undefined || right === undefined || right.length < 2) return value
  const expected = total(right)
  return toValue(near(given, expected, T32) ? right : right.map((cost) => cost + given - expected))
}

function costsOf(entry: string, args: Args): number[] | undefined {
  const [first, targets] = args
  if (!isTensor(first as Value) || !isTensor(targets as Value)) return undefined
  const [inputs, y] = [Array.from((first as Tensor).data), Array.from((targets as Tensor).data)]
  if (entry === 'crossEntropy') return crossEntropy(inputs, y)
  return entry === 'crossEntropyWithLogits' ? crossEntropyWithLogits(inputs, y) : undefined
}

function single(plain: Plain): number | undefined {
  if (typeof plain === 'number') return plain
  return Array.isArray(plain) && plain.length === 1 ? single(plain[0] as Plain) : undefined
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0)
}
