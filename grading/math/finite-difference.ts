import { type Nested, shapeOf, type Tensor, toNested, toTensor } from '../model/tensor.ts'

/** With h = 1e-5 in float64 the error stays below 4e-8 for costs of order 1. */
const STEP = 1e-5

/**
 * Gradient of a scalar function by central differences, one element at a time.
 *
 * @param cost - of nested numbers shaped like `point`; evaluated twice per element, in float64.
 * @param point - where to differentiate; any rectangular shape.
 * @returns ∂cost/∂point, same shape.
 * @throws RangeError if `point` is not rectangular.
 * @example
 * ```ts
 * Math.round(centralDifferences((x) => x ** 2, 3)) // 6
 * ```
 */
export function centralDifferences(cost: (point: Nested) => number, point: Nested): Nested {
  if (shapeOf(point) === undefined) throw new RangeError('central differences need a rectangular point')
  const at: Tensor = toTensor(point)
  const gradient = new Float64Array(at.data.length)
  for (let i = 0; i < at.data.length; i++) {
    const centre = at.data[i] as number
    at.data[i] = centre + STEP
    const above = cost(toNested(at))
    at.data[i] = centre - STEP
    const below = cost(toNested(at))
    at.data[i] = centre
    gradient[i] = (above - below) / (2 * STEP)
  }
  return toNested({ dtype: 'float64', shape: at.shape, data: gradient })
}
