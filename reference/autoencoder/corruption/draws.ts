import type { Plain } from 'assay'
import { createRandom, type Nested, sameShape, shapeOf, squeeze } from 'assay/math'

/**
 * Ten thousand numbers a call: the band of the noise's mean square is then ±7 %, and a correlation may be 0.049. Wrong noise of the sheet is off by half or more; a Python child takes a few milliseconds for a call.
 */
export const MANY = 10_000
export const LARGEST_SEED = 2 ** 31 - 2

/** Numbers within [0, 1], in no order: noise of 0.3 must leave that range. In hundredths, which are short to send. */
function inside(name: string, length: number): number[] {
  const random = createRandom(1, `corruption: ${name}`)
  return Array.from({ length }, () => random.integer(0, 100) / 100)
}

export const INSIDE: readonly number[] = inside('inside', MANY)

/** For what needs equal or different noise only. */
export const SHORT: readonly number[] = inside('short', 2000)

/** So many tell by their fourth moment a sum of three uniform numbers from a normal one; twice so many show a mean that is off by 0.05 of the noise's size. */
export const LONG: readonly number[] = inside('long', 20_000)

/** Of either sign and of very different size: noise must not depend on it. */
export const SPREAD: readonly number[] = createRandom(1, 'corruption: spread').vector(MANY, 2)

/** Points of the parabola, a row each. */
export const TABLE: readonly (readonly number[])[] = inside('table', MANY / 2).map((x) => [x, x * x])

/** Points whose coordinates are of one kind: noise in proportion to the value is as large in either. */
export const CLOUD: readonly (readonly number[])[] = Array.from({ length: 2500 }, (_, i) => inside(`point ${i}`, 2))

/** An array of three axes. */
export const BOX_SHAPE = [20, 25, 20] as const
export const BOX: readonly (readonly (readonly number[])[])[] = Array.from({ length: BOX_SHAPE[0] }, (_, i) =>
  Array.from({ length: BOX_SHAPE[1] }, (_, j) => inside(`line ${i}, ${j}`, BOX_SHAPE[2])),
)

/** Rounding in single precision moves a number below 2 by 1e-7; a difference of two such numbers by 3e-7. */
export const SINGLE = 2e-6

/** Inputs with what came back for them. */
export interface Draw {
  readonly v: readonly number[]
  readonly std: number
  readonly out: readonly number[]
  readonly noise: readonly number[]
}

/** `undefined` unless the answer has the shape of the input, up to axes of length 1, and finite numbers only. */
export function readDraw(v: Nested, std: number, answer: Plain | undefined): Draw | undefined {
  const shape = shapeOf(answer)
  if (shape === undefined || !sameShape(squeeze(shape), squeeze(shapeOf(v) as number[]))) return undefined
  const given = [v].flat(9) as number[]
  const out = [answer].flat(9) as number[]
  if (!out.every(Number.isFinite)) return undefined
  return { v: given, std, out, noise: out.map((value, i) => value - (given[i] as number)) }
}

export function meanSquare(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x * x, 0) / values.length
}

/** Points as {x, y}, as a pair of lists or as rows [x, y]; `undefined` when they are none or not finite. */
export function readPoints(answer: Plain | undefined): { readonly x: readonly number[]; readonly y: readonly number[] } | undefined {
  const [x, y] = coordinates(answer) ?? []
  if (!isVector(x) || !isVector(y)) return undefined
  return { x: x.flat() as number[], y: y.flat() as number[] }
}

function coordinates(answer: Plain | undefined): readonly unknown[] | undefined {
  if (answer === null || typeof answer !== 'object') return undefined
  if (!Array.isArray(answer)) {
    const record = answer as { readonly [name: string]: Plain }
    return [record.x ?? record.X, record.y ?? record.Y]
  }
  if (answer.length === 2) return answer
  const rows = answer as readonly Plain[]
  return rows.every((row) => Array.isArray(row) && row.length === 2)
    ? [rows.map((row) => (row as Plain[])[0]), rows.map((row) => (row as Plain[])[1])]
    : undefined
}

/** Finite numbers, also as a column. */
function isVector(value: unknown): value is readonly (number | readonly number[])[] {
  const shape = shapeOf(value)
  return shape !== undefined && squeeze(shape).length <= 1 && shape.length >= 1 && ([value].flat(9) as number[]).every(Number.isFinite)
}
