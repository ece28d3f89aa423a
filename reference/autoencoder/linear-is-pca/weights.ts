import type { FindingData, Plain } from 'assay'
import { notFinite, part } from 'assay/checks'
import { type Matrix, type Nested, sameShape, shapeOf, toTensor, type Vector } from 'assay/math'
import { times, transposed } from './matrices.ts'

export interface Weights {
  readonly wEnc: Matrix
  readonly bEnc: Vector
  readonly wDec: Matrix
  readonly bDec: Vector
}

/** A missing bias is one of zeros. Any number of units is read: one too many shows in the error. */
export function readWeights(answer: Plain, d: number, k: number): Weights | FindingData {
  const field = (name: string): Plain | undefined => part(answer, name)
  const [wEnc, wDec] = [asMatrix(field('W_enc'), 'row'), asMatrix(field('W_dec'), 'column')]
  const available = answer !== null && typeof answer === 'object' ? Object.keys(answer).slice(0, 12) : []
  for (const [name, matrix] of [
    ['W_enc', wEnc],
    ['W_dec', wDec],
  ] as const) {
    if (field(name) === undefined) return { code: 'missing-field', label: 'linear_autoencoder_fit', field: name, available }
    if (matrix === undefined) return { code: 'type-mismatch', label: name, actual: 'something else', expected: 'a matrix' }
    if (matrix.length === 0) return { code: 'type-mismatch', label: name, actual: 'a matrix without rows', expected: 'a matrix' }
  }
  const units = wEnc?.length ?? 0
  // More units than asked for can be measured; weights that lie the other way round cannot.
  const shown = wEnc?.[0]?.length === d ? Math.max(units, k) : k
  const bEnc = asVector(field('b_enc') ?? new Array<number>(units).fill(0))
  const bDec = asVector(field('b_dec') ?? new Array<number>(d).fill(0))
  const checked: readonly (readonly [string, Nested | undefined, readonly number[]])[] = [
    ['W_enc', wEnc, [shown, d]],
    ['W_dec', wDec, [d, shown]],
    ['b_enc', bEnc, [units]],
    ['b_dec', bDec, [d]],
  ]
  for (const [label, numbers, expected] of checked) {
    const actual = numbers === undefined ? [] : (shapeOf(numbers) as number[])
    if (!sameShape(actual, expected)) return { code: 'shape-mismatch', label, actual, expected }
    const broken = notFinite(label, toTensor(numbers as Nested))
    if (broken !== undefined) return broken
  }
  return { wEnc: wEnc as Matrix, bEnc: bEnc as Vector, wDec: wDec as Matrix, bDec: bDec as Vector }
}

/** A vector where one unit makes a matrix of one row or column is read as that. */
function asMatrix(value: Plain | undefined, as: 'row' | 'column'): Matrix | undefined {
  const shape = shapeOf(value)
  // Of an array without rows no more is known than that.
  if (shape?.length === 2 || shape?.[0] === 0) return value as Matrix
  if (shape?.length === 1) return as === 'row' ? [value as Vector] : (value as Vector).map((x) => [x])
  return undefined
}

function asVector(value: Plain): Vector | undefined {
  const shape = shapeOf(value)
  if (shape === undefined || shape.length > 2 || (shape.length === 2 && shape[0] !== 1 && shape[1] !== 1)) return undefined
  return [value].flat(3) as number[]
}

export function meanSquaredError(X: Matrix, weights: Weights, unit: (code: number) => number = (c) => c): number {
  const codes = times(X, transposed(weights.wEnc)).map((row) => row.map((c, i) => unit(c + (weights.bEnc[i] as number))))
  const back = times(codes, transposed(weights.wDec))
  const squares = back.flatMap((row, i) => row.map((y, j) => (y + (weights.bDec[j] as number) - (X[i]?.[j] as number)) ** 2))
  return squares.reduce((sum, x) => sum + x, 0) / squares.length
}
