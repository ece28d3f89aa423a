import type { Plain } from 'assay'
import { type Case, caseSet, oneApart } from 'assay/checks'
import { orthonormalBasis, type Random, type Vector } from 'assay/math'
import { times, transposed } from './matrices.ts'
import { columnMeans, minus, principal } from './spaces.ts'

/** (1, 1, 1, 1) and from there a step forth and back along each axis: λ = 9/4, 1, 1/4, 1/16, axes as components. */
export const EIGHT_POINTS: readonly (readonly number[])[] = alongAxes([3, 2, 1, 0.5])

/** The same with the axes in another order: what is found first need not be largest. */
const MIXED_AXES = alongAxes([1, 0.5, 3, 2])

function alongAxes(steps: readonly number[]): readonly (readonly number[])[] {
  return steps.flatMap((step, axis) => [step, -step].map((by) => steps.map((_, j) => 1 + (j === axis ? by : 0))))
}

/** Gaps of at least a factor 1.5 down to the fourth: an error of 1 % of the optimum bounds the angle to the principal space by 12°. */
const SPECTRUM = [9, 6, 4, 1, 0.5, 0.3, 0.2, 0.1]

/**
 * Samples whose covariance (divided by n) has exactly these eigenvalues, in random directions, around a mean.
 *
 * @param mean - the standard deviation of its random entries, or `aside`: 5 across the two directions of least variance, where an
 *   autoencoder without biases must spend a unit on it and ends at least 1.6 times above the optimum, and 1.5 along each of the three of
 *   most variance, where the encoder's bias is seen: of the wrong sign it ends at least 1.7 times above.
 */
export function withSpectrum(random: Random, n: number, d: number, spectrum: readonly number[], mean: number | 'aside'): number[][] {
  const raw = random.matrix(n, spectrum.length)
  const scores = orthonormalBasis(transposed(minus(raw, columnMeans(raw))))
  const directions = orthonormalBasis(random.matrix(d, d))
  const aside = (_: number, s: number): number => (s < 3 ? 1.5 : s < spectrum.length - 2 ? 0 : 5 / Math.SQRT2)
  const centre = mean === 'aside' ? times([spectrum.map(aside)], directions.slice(0, spectrum.length))[0] : random.vector(d, mean)
  return Array.from({ length: n }, (_, i) =>
    (centre as Vector).map((m, j) =>
      spectrum.reduce((sum, lambda, s) => sum + Math.sqrt(n * lambda) * (scores[s]?.[i] as number) * (directions[s]?.[j] as number), m),
    ),
  )
}

export const known = caseSet(
  'eight-points',
  () => [
    ...[1, 2, 3].map((k) => ({ args: [EIGHT_POINTS as Plain, k], label: `eight points in four dimensions, k = ${k}` })),
    { args: [MIXED_AXES as Plain, 2], label: 'eight points, the third axis the longest, k = 2' },
  ],
  (source) =>
    [1, 2].map((k) => ({ args: [withSpectrum(source, 9, 4, [9, 4, 1, 0.25], 1), k], label: `nine points in four dimensions, k = ${k}` })),
)

export const random = caseSet('random-samples', (source) => [
  ...[1, 2, 3].map((k) => ({ args: [withSpectrum(source, 60, 8, SPECTRUM, 1), k], label: `60 samples in 8 dimensions, k = ${k}` })),
  { args: [withSpectrum(source, 6, 12, [5, 3, 1.5, 0.5, 0.2], 1), 3], label: '6 samples in 12 dimensions, k = 3' },
  { args: [withSpectrum(source, 7, 7, [8, 4, 2, 0.5, 0.2, 0.1], 1), 2], label: '7 samples in 7 dimensions, k = 2' },
])

/** Few enough numbers that training in plain lists ends in seconds. */
const SAMPLES = 120

/** Training takes seconds, so no call is spent on it: these few differ in the samples alone, and in k alone. */
const TRAINING_SEED = 271

export const training = caseSet('training', (source) => {
  const X = withSpectrum(source, SAMPLES, 8, SPECTRUM, 'aside')
  return [1, 2, 3].map((k) => ({ args: [X, k, TRAINING_SEED], label: `k = ${k}` }))
})

export const centredTraining = caseSet('centred-training', (source) => [
  { args: [withSpectrum(source, SAMPLES, 8, SPECTRUM, 0), 2, TRAINING_SEED], label: 'data with mean 0, k = 2' },
])

/** Models that were not fitted to the samples they are used on. */
export const models = caseSet(
  'models',
  () => [{ args: [EIGHT_POINTS as Plain, modelOf(EIGHT_POINTS, 2)], label: 'the eight points and their own components, k = 2' }],
  (source) => [
    ...[1, 2, 3].map((k) => ({ ...projected(source, k), label: `5 new samples in 6 dimensions, k = ${k}` })),
    ...[1, 2].flatMap(() => oneApart(projected(source, 2), projected(source, 2))),
  ],
)

function projected(source: Random, k: number): Case {
  return { args: [source.matrix(5, 6, 2), modelOf(withSpectrum(source, 40, 6, SPECTRUM.slice(0, 6), 1), k)] }
}

/** Components in another order and with other signs than they came: neither may matter. */
function modelOf(X: readonly (readonly number[])[], k: number): Plain {
  const { vectors } = principal(X, k)
  return { mean: columnMeans(X), components: vectors.map((row) => row.map((x) => -x)).reverse() }
}

export const fits = caseSet('fits', (source) => [{ args: [withSpectrum(source, 9, 4, [4, 2, 1, 0.5], 1), 2] }])
