import type { ReductionName } from '#submissions/adapters/model/graph/graph'
import type { Making, Operator } from '../operator.ts'
import type { Value } from '../value.ts'
import { axesOf } from './arrangement.ts'
import { apply, axisOf, pair, range, reduced } from './parts.ts'

/** @param byInput - the opset since which axes are an input. */
const over = (
  versions: readonly number[],
  byInput: number,
  run: (making: Making, x: Value, axes: readonly number[], keep: boolean) => Value,
): Operator => ({
  versions,
  inputs: [1, 2],
  attributes: {
    axes: { is: 'integers', until: byInput - 1 },
    keepdims: { is: 'integer', missing: 1 },
    noop_with_empty_axes: { is: 'integer', missing: 0, since: byInput },
  },
  make: (making) => {
    const x = making.input(0)
    const given = axesOf(making, byInput) ?? []
    const none = making.opset >= byInput && making.integer('noop_with_empty_axes') !== 0
    const rank = x.shape.length
    const axes = given.length === 0 ? range(0, none ? 0 : rank) : given.map((axis) => axisOf(making, axis, rank))
    return run(making, x, axes, making.integer('keepdims') !== 0)
  },
})

const plain = (by: ReductionName, versions: readonly number[], byInput = 18): Operator =>
  over(versions, byInput, (making, x, axes, keep) => reduced(making, by, x, axes, keep))

/** Sums, means and extremes over axes. */
export const REDUCTIONS: Readonly<Record<string, Operator>> = {
  ReduceMean: plain('mean', [1, 11, 13, 18]),
  ReduceSum: plain('sum', [1, 11, 13], 13),
  ReduceMax: plain('largest', [1, 11, 12, 13, 18, 20]),
  ReduceMin: plain('smallest', [1, 11, 12, 13, 18, 20]),
  ReduceProd: plain('product', [1, 11, 13, 18]),
  ReduceL1: over([1, 11, 13, 18], 18, (making, x, axes, keep) => reduced(making, 'sum', apply(making, 'absolute', x), axes, keep)),
  ReduceL2: over([1, 11, 13, 18], 18, (making, x, axes, keep) =>
    apply(making, 'square-root', reduced(making, 'sum', pair(making, 'multiply', x, x), axes, keep)),
  ),
  ReduceSumSquare: over([1, 11, 13, 18], 18, (making, x, axes, keep) => reduced(making, 'sum', pair(making, 'multiply', x, x), axes, keep)),
}
