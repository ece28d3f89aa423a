import { emptyData, sizeOf, type Tensor, type TensorData } from '#grading/model/tensor'
import type { ActivationName, Operation, PairName, ReductionName } from './graph.ts'

type Shape = readonly number[]

const PAIRS: Readonly<Record<PairName, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
  maximum: Math.max,
  minimum: Math.min,
  equal: (a, b) => Number(a === b),
  greater: (a, b) => Number(a > b),
  'greater-or-equal': (a, b) => Number(a >= b),
  and: (a, b) => a * b,
  or: Math.max,
}

/** Those that stand between a constant of a file and its use. */
const FUNCTIONS: { readonly [K in ActivationName]?: (x: number) => number } = {
  linear: (x) => x,
  exponential: Math.exp,
  logarithm: Math.log,
  'square-root': Math.sqrt,
  negative: (x) => -x,
  absolute: Math.abs,
  reciprocal: (x) => 1 / x,
  floor: Math.floor,
  ceiling: Math.ceil,
  round: halfToEven,
  truncate: Math.trunc,
  sign: Math.sign,
  not: (x) => 1 - x,
}

const REDUCTIONS: Readonly<Record<ReductionName, { readonly first: number; next(a: number, b: number): number }>> = {
  mean: { first: 0, next: (a, b) => a + b },
  sum: { first: 0, next: (a, b) => a + b },
  product: { first: 1, next: (a, b) => a * b },
  largest: { first: Number.NEGATIVE_INFINITY, next: Math.max },
  smallest: { first: Number.POSITIVE_INFINITY, next: Math.min },
}

/**
 * Computes an operation of constants before the model runs, integers exactly.
 *
 * @param shape - of the result, as `shapeAfter` works it out.
 * @returns the result with the type of the first input, or `undefined` for an operation that is computed only while the model runs.
 */
export function evaluate(operation: Operation, inputs: readonly Tensor[], shape: Shape): Tensor | undefined {
  const [first, second, third] = inputs as [Tensor, Tensor, Tensor]
  // A condition says nothing of the type of what it chooses.
  const { dtype } = operation.kind === 'select' ? second : first
  const data = emptyData(dtype, sizeOf(shape))
  const result: Tensor = { dtype, shape, data }
  switch (operation.kind) {
    case 'reshape':
      return { ...result, data: first.data }
    case 'transpose': {
      const strides = stridesOf(first.shape)
      const order = operation.order.map((axis) => strides[axis] as number)
      walk(shape, [order], (at, [from]) => {
        data[at] = first.data[from as number] as number
      })
      return result
    }
    case 'gather': {
      const outer = sizeOf(first.shape.slice(0, operation.axis))
      copyRows(data, first.data, outer, first.shape[operation.axis] as number, operation.indices)
      return result
    }
    case 'concatenate':
      joinRows(data, inputs, operation.axis < 0 ? operation.axis + shape.length : operation.axis)
      return result
    case 'pad': {
      const strides = stridesOf(shape)
      const start = operation.padding.reduce((sum, [before], axis) => sum + before * (strides[axis] as number), 0)
      data.fill(operation.value)
      walk(first.shape, [strides], (at, [to]) => {
        data[start + (to as number)] = first.data[at] as number
      })
      return result
    }
    case 'select':
      walk(shape, [spread(first.shape, shape), spread(second.shape, shape), spread(third.shape, shape)], (at, [c, a, b]) => {
        data[at] = (first.data[c as number] === 0 ? third.data[b as number] : second.data[a as number]) as number
      })
      return result
    case 'clip':
      for (let i = 0; i < data.length; i++) data[i] = Math.min(Math.max(first.data[i] as number, operation.least), operation.most)
      return result
    case 'reduce':
      reduceTo(data, first, operation.axes, operation.by)
      return result
    case 'activation': {
      const run = FUNCTIONS[operation.name]
      if (run === undefined) return undefined
      for (let i = 0; i < data.length; i++) data[i] = run(first.data[i] as number)
      return result
    }
    default: {
      if (!Object.hasOwn(PAIRS, operation.kind) || inputs.length !== 2) return undefined
      const run = PAIRS[operation.kind as PairName]
      walk(shape, [spread(first.shape, shape), spread(second.shape, shape)], (at, [a, b]) => {
        data[at] = run(first.data[a as number] as number, second.data[b as number] as number)
      })
      return result
    }
  }
}

function halfToEven(x: number): number {
  const whole = Math.round(x)
  return Math.abs(x % 1) === 0.5 && whole % 2 !== 0 ? whole - 1 : whole
}

function stridesOf(shape: Shape): readonly number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)))
}

/** Strides of an array in one that it is repeated to. */
function spread(from: Shape, to: Shape): readonly number[] {
  const strides = stridesOf(from)
  const missing = to.length - from.length
  return to.map((_, axis) => (axis < missing || from[axis - missing] === 1 ? 0 : (strides[axis - missing] as number)))
}

/** Visits all places of a shape in their order, each with where it lies under other strides. */
function walk(shape: Shape, strides: readonly Shape[], visit: (at: number, others: readonly number[]) => void): void {
  const size = sizeOf(shape)
  const index = shape.map(() => 0)
  const others = strides.map(() => 0)
  for (let at = 0; at < size; at++) {
    visit(at, others)
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const side = shape[axis] as number
      index[axis] = (index[axis] as number) + 1
      const back = (index[axis] as number) < side ? 0 : side
      strides.forEach((one, i) => {
        others[i] = (others[i] as number) + (1 - back) * (one[axis] as number)
      })
      if (back === 0) break
      index[axis] = 0
    }
  }
}

function copyRows(to: TensorData, from: TensorData, outer: number, side: number, indices: readonly number[]): void {
  const inner = outer * side === 0 ? 0 : from.length / (outer * side)
  let at = 0
  for (let i = 0; i < outer; i++) {
    for (const index of indices) {
      const start = (i * side + index) * inner
      to.set(from.subarray(start, start + inner), at)
      at += inner
    }
  }
}

function joinRows(to: TensorData, parts: readonly Tensor[], axis: number): void {
  const outer = sizeOf((parts[0] as Tensor).shape.slice(0, axis))
  let at = 0
  for (let i = 0; i < outer; i++) {
    for (const { shape, data } of parts) {
      const run = sizeOf(shape.slice(axis))
      to.set(data.subarray(i * run, (i + 1) * run), at)
      at += run
    }
  }
}

function reduceTo(to: TensorData, { shape, data }: Tensor, axes: readonly number[], by: ReductionName): void {
  const kept = stridesOf(shape.map((side, axis) => (axes.includes(axis) ? 1 : side)))
  const { first, next } = REDUCTIONS[by]
  const sums = new Float64Array(to.length).fill(first)
  walk(shape, [kept.map((stride, axis) => (axes.includes(axis) ? 0 : stride))], (at, [place]) => {
    sums[place as number] = next(sums[place as number] as number, data[at] as number)
  })
  const count = by === 'mean' ? data.length / to.length : 1
  for (let i = 0; i < to.length; i++) to[i] = (sums[i] as number) / count
}
