import type { Activation } from './network.ts'

export type Numbers = Float32Array | Float64Array

interface Window {
  readonly size: number
  readonly stride: number
  readonly activation: Activation
}

/** @param weight - [in, out]. */
export function dense(x: Numbers, weight: Numbers, bias: Numbers, activation: Activation): Numbers {
  const result = new Float32Array(bias.length)
  const terms = createTerms(x.length)
  terms.addRun(x, 0, x.length, 0, bias.length)
  terms.sum(weight, bias, result, 0)
  return activated(result, activation)
}

/**
 * Padded so that the output is the input's size divided by the stride, the odd row or column at the bottom and the right.
 *
 * @param x - [height, width, in] of one image.
 * @param weight - [size, size, in, out].
 */
export function convolution(
  x: Numbers,
  from: readonly number[],
  to: readonly number[],
  window: Window,
  weight: Numbers,
  bias: Numbers,
): Numbers {
  const [height, width, inner] = from as [number, number, number]
  const [rows, columns, outer] = to as [number, number, number]
  const { size, stride, activation } = window
  const top = before(rows, height, window)
  const left = before(columns, width, window)
  const result = new Float32Array(rows * columns * outer)
  const terms = createTerms(size * size * inner)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const first = Math.max(left - j * stride, 0)
      const end = Math.min(width + left - j * stride, size)
      let single = bias[0] as number
      for (let a = 0; a < size; a++) {
        const row = i * stride + a - top
        if (row < 0 || row >= height) continue
        // The channels of neighbouring columns follow one another, in the image and in the filter.
        const from = (row * width + j * stride + first - left) * inner
        const length = (end - first) * inner
        const start = (a * size + first) * inner * outer
        if (outer === 1) single += dot(x, from, weight, start, length)
        else terms.addRun(x, from, length, start, outer)
      }
      if (outer === 1) result[i * columns + j] = single
      else terms.sum(weight, bias, result, (i * columns + j) * outer)
    }
  }
  return activated(result, activation)
}

/**
 * The transpose of {@link convolution}: the output is the input's size times the stride.
 *
 * @param weight - [size, size, out, in].
 */
export function transposedConvolution(
  x: Numbers,
  from: readonly number[],
  to: readonly number[],
  window: Window,
  weight: Numbers,
  bias: Numbers,
): Numbers {
  const [height, width, inner] = from as [number, number, number]
  const [rows, columns, outer] = to as [number, number, number]
  const { size, stride, activation } = window
  const top = before(height, rows, window)
  const left = before(width, columns, window)
  const sums = new Float64Array(rows * columns * outer)
  for (let at = 0; at < sums.length; at += outer) sums.set(bias, at)
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const given = (i * width + j) * inner
      for (let a = 0; a < size; a++) {
        const row = i * stride + a - top
        if (row < 0 || row >= rows) continue
        for (let b = 0; b < size; b++) {
          const column = j * stride + b - left
          if (column < 0 || column >= columns) continue
          const at = (row * columns + column) * outer
          const weights = (a * size + b) * outer * inner
          for (let o = 0; o < outer; o++) {
            sums[at + o] = (sums[at + o] as number) + dot(x, given, weight, weights + o * inner, inner)
          }
        }
      }
    }
  }
  return activated(Float32Array.from(sums), activation)
}

/** 2 × 2, stride 2. */
export function maxPool(x: Numbers, from: readonly number[], to: readonly number[]): Numbers {
  const [, width, channels] = from as [number, number, number]
  const [rows, columns] = to as [number, number, number]
  const result = new Float32Array(rows * columns * channels)
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let c = 0; c < channels; c++, at++) {
        const first = (2 * i * width + 2 * j) * channels + c
        const below = first + width * channels
        result[at] = Math.max(x[first] as number, x[first + channels] as number, x[below] as number, x[below + channels] as number)
      }
    }
  }
  return result
}

/** Padding in front of the larger side of a convolution from `large` to `small`. */
function before(small: number, large: number, { size, stride }: Window): number {
  return Math.floor(Math.max((small - 1) * stride + size - large, 0) / 2)
}

/** Collects the inputs that reach one place of the output, then weighs them. */
interface Terms {
  /** Inputs that follow one another. @param start - where the weights of the first begin; those of the next are `step` further on. */
  addRun(x: Numbers, from: number, length: number, start: number, step: number): void
  /** Writes bias + Σ x·weight for each output to `result` from `at` on, and forgets the inputs. */
  sum(weight: Numbers, bias: Numbers, result: Float32Array, at: number): void
}

/** Zeros are left out: background and what a ReLU cut off are more than half of all inputs. */
function createTerms(most: number): Terms {
  const values = new Float64Array(most)
  const starts = new Int32Array(most)
  let count = 0
  return {
    addRun(x, from, length, start, step) {
      for (let i = 0; i < length; i++) {
        const value = x[from + i] as number
        if (value === 0) continue
        values[count] = value
        starts[count++] = start + i * step
      }
    },
    sum(weight, bias, result, at) {
      const outer = bias.length
      let o = 0
      // Four sums at a time stay in registers.
      for (; o + 4 <= outer; o += 4) {
        let a = bias[o] as number
        let b = bias[o + 1] as number
        let c = bias[o + 2] as number
        let d = bias[o + 3] as number
        for (let i = 0; i < count; i++) {
          const x = values[i] as number
          const w = (starts[i] as number) + o
          a += x * (weight[w] as number)
          b += x * (weight[w + 1] as number)
          c += x * (weight[w + 2] as number)
          d += x * (weight[w + 3] as number)
        }
        result[at + o] = a
        result[at + o + 1] = b
        result[at + o + 2] = c
        result[at + o + 3] = d
      }
      for (; o < outer; o++) {
        let sum = bias[o] as number
        for (let i = 0; i < count; i++) sum += (values[i] as number) * (weight[(starts[i] as number) + o] as number)
        result[at + o] = sum
      }
      count = 0
    },
  }
}

function dot(a: Numbers, fromA: number, b: Numbers, fromB: number, length: number): number {
  let sum = 0
  for (let i = 0; i < length; i++) sum += (a[fromA + i] as number) * (b[fromB + i] as number)
  return sum
}

/** In place. */
function activated(x: Float32Array, activation: Activation): Float32Array {
  switch (activation) {
    case 'linear':
      return x
    case 'relu':
      for (let i = 0; i < x.length; i++) if ((x[i] as number) < 0) x[i] = 0
      return x
    case 'sigmoid':
      for (let i = 0; i < x.length; i++) x[i] = 1 / (1 + Math.exp(-(x[i] as number)))
      return x
  }
}
