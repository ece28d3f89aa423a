import { type Info, type Kernel, release, type Wasm } from './wasm.ts'

/**
 * Sum and Mean, accumulated in double precision: the package keeps one float32 accumulator, with which the mean of a million times 0.1
 * is 0.10096.
 */
export function reduce(wasm: Wasm, kernel: 'Sum' | 'Mean'): Kernel {
  const { tf, backend, stock } = wasm
  return (inputs, attributes) => {
    const x = inputs.x as Info
    const rank = x.shape.length
    const reduced = tf.util.parseAxisParam(attributes.axis as number | number[], x.shape)
    const kept = x.shape.map((_, axis) => axis).filter((axis) => !reduced.includes(axis))
    const keptShape = kept.map((axis) => x.shape[axis] as number)
    const outer = tf.util.sizeFromShape(keptShape)
    const inner = tf.util.sizeFromShape(reduced.map((axis) => x.shape[axis] as number))
    const outShape = attributes.keepDims === true ? x.shape.map((extent, axis) => (reduced.includes(axis) ? 1 : extent)) : keptShape

    const leading = reduced.every((axis) => axis < rank - kept.length)
    const trailing = reduced.every((axis) => axis >= kept.length)
    const moved = leading || trailing ? undefined : stock('Transpose', { x }, { perm: [...kept, ...reduced] })
    const result = backend.makeOutput(outShape, kernel === 'Mean' ? 'float32' : x.dtype)
    const to = backend.typedArrayFromHeap(result)
    const from = backend.typedArrayFromHeap(moved ?? x)
    if (leading && !trailing) sumRows(from, to, inner, outer)
    else sumEach(from, to, outer, inner)
    if (kernel === 'Mean') for (let i = 0; i < outer; i++) to[i] = (to[i] as number) / inner
    if (moved !== undefined) release(wasm, moved)
    return result
  }
}

type Numbers = ArrayLike<number> & { [index: number]: number }

function sumEach(from: Numbers, to: Numbers, outer: number, inner: number): void {
  for (let i = 0, at = 0; i < outer; i++) {
    let sum = 0
    for (let j = 0; j < inner; j++) sum += from[at++] as number
    to[i] = sum
  }
}

function sumRows(from: Numbers, to: Numbers, rows: number, columns: number): void {
  const sums = new Float64Array(columns)
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++) sums[j] = (sums[j] as number) + (from[at++] as number)
  for (let j = 0; j < columns; j++) to[j] = sums[j] as number
}
