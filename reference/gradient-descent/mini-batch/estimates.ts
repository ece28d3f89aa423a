import { near, type Tolerance } from 'assay/checks'

/** Entries of at most 3: in single precision means are off by 3e-7 and covariances by a few 1e-6. Wrong estimators are off by factors. */
const SINGLE_PRECISION_MOMENT: Tolerance = { rtol: 1e-3, atol: 1e-4 }

export const column = (rows: readonly (readonly number[])[], k: number): number[] => rows.map((row) => row[k] as number)
export const mean = (items: readonly number[]): number => items.reduce((sum, x) => sum + x, 0) / items.length
export function covariance(rows: readonly (readonly number[])[], i: number, j: number): number {
  const [a, b] = [column(rows, i), column(rows, j)]
  const [meanA, meanB] = [mean(a), mean(b)]
  return mean(a.map((x, r) => (x - meanA) * ((b[r] as number) - meanB)))
}
const show = (x: number): string => `${Number(x.toPrecision(6))}`

export const SECOND_MOMENTS = [
  [0, 0],
  [0, 1],
  [1, 1],
] as const

/** Mean and covariance of estimates of two components. */
export interface Moments {
  readonly means: readonly number[]
  /** In the order of {@link SECOND_MOMENTS}. */
  readonly covariances: readonly number[]
}

export function otherMoments(estimates: readonly number[][], right: Moments): string | undefined {
  for (const [k, expected] of right.means.entries()) {
    const got = mean(column(estimates, k))
    if (!near(got, expected, SINGLE_PRECISION_MOMENT))
      return `component ${k} is ${show(got)} on average, the full gradient has ${show(expected)}`
  }
  for (const [place, [i, j]] of SECOND_MOMENTS.entries()) {
    const [got, expected] = [covariance(estimates, i, j), right.covariances[place] as number]
    if (!near(got, expected, SINGLE_PRECISION_MOMENT)) return `covariance (${i}, ${j}) is ${show(got)}, it must be ${show(expected)}`
  }
  return undefined
}

/** Where an estimate is not the full gradient, in words. */
export function otherGradient(answer: readonly number[], full: readonly number[]): string | undefined {
  const off = answer.findIndex((x, k) => !near(x, full[k] as number, SINGLE_PRECISION_MOMENT))
  return off < 0 ? undefined : `component ${off} is ${show(answer[off] as number)}, the full gradient has ${show(full[off] as number)}`
}
