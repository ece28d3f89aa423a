import type { Plain } from 'assay'
import { type DistributionJudge, normality, type Statistic } from 'assay/checks'
import { autocorrelationSums, correlationBand, correlationOf, largestBand, meanBand, meanOf, meanSquareBand } from 'assay/math'
import { named, SAME_NOISE } from './causes.ts'
import { type Draw, INSIDE, LONG, MANY, meanSquare, readDraw, SPREAD } from './draws.ts'
import { AXES, drawsOfScript, isShared, pooled, SHEET_STD } from './variables.ts'

/** Of the sheet, and the one of its last exercise. */
export const STDS = [0.3, 0.05] as const

/** Answers that are not arrays of finite numbers in the shape of the input end the matter. */
export function wellFormed(
  draws: readonly (Draw | undefined)[],
  judge: (draws: readonly Draw[]) => readonly Statistic[],
): readonly Statistic[] {
  const usable = draws.filter((draw): draw is Draw => draw !== undefined)
  const name = 'answers that are not finite numbers in the shape of the input'
  const form: Statistic = { name, value: draws.length - usable.length, low: 0, high: 0, draws: 0, alpha: 0 }
  return usable.length < draws.length ? [form] : [form, ...judge(usable)]
}

/** The same, for noise that may be a known wrong one. */
const judged = (draws: readonly (Draw | undefined)[], judge: (draws: readonly Draw[]) => readonly Statistic[]): readonly Statistic[] =>
  wellFormed(draws, (usable) => named(judge(usable), usable))

/** The same of what a script did to x and to y, with noise that is named by both of them together as well: few draws tell little. */
const judgedOfScript = (variables: Plain, judge: (draws: readonly Draw[]) => readonly Statistic[]): readonly Statistic[] =>
  wellFormed(drawsOfScript(variables), (usable) => named(named(judge(usable), [pooled(usable)]), usable))

export const size: DistributionJudge = {
  statistics: (answers) =>
    judged(
      STDS.map((std, i) => readDraw(INSIDE, std, answers[i])),
      (draws) =>
        draws.map((draw) => ({
          name: `mean square of the noise divided by std² = ${draw.std}²`,
          value: meanSquare(draw.noise) / draw.std ** 2,
          ...meanSquareBand(MANY),
          draws: MANY,
        })),
    ),
  ofVariables: (variables) =>
    judgedOfScript(variables, (draws) => {
      const noise = draws.flatMap((draw) => draw.noise)
      const value = meanSquare(noise) / SHEET_STD ** 2
      const name = `mean square of the noise divided by std² = ${SHEET_STD}²`
      return [{ name, value, ...meanSquareBand(noise.length), draws: noise.length }]
    }),
}

export const mean: DistributionJudge = {
  statistics: (answers) =>
    judged(
      STDS.map((std, i) => readDraw(LONG, std, answers[i])),
      (draws) => {
        const means = draws.map(({ noise }) => meanOf(noise) / Math.sqrt(meanSquare(noise)))
        const statistic = (name: string, value: number, count: number): Statistic => ({
          name,
          value,
          ...meanBand(count, 1),
          draws: count,
        })
        // Each by itself: two shifts of opposite sign would cancel. Both together: a small shift shows in more draws.
        return [
          ...draws.map(({ std }, i) =>
            statistic(`mean of the noise for std = ${std} divided by its root mean square`, means[i] as number, LONG.length),
          ),
          statistic('mean of all the noise divided by its root mean square', meanOf(means), means.length * LONG.length),
        ]
      },
    ),
  ofVariables: (variables) =>
    judgedOfScript(variables, (draws) =>
      draws.map(({ noise }, i) => {
        const value = meanOf(noise) / Math.sqrt(meanSquare(noise))
        const name = `mean of the noise of ${AXES[i]} divided by its root mean square`
        return { name, value, ...meanBand(noise.length, 1), draws: noise.length }
      }),
    ),
}

/**
 * A sum of twelve uniform numbers passes for normal: of 20,000 such numbers the largest is below 3.27 with probability 1e-6, where that of
 * normal ones is above 3.38.
 */
const LARGEST_OF_TWELVE = 3.2

export const normal: DistributionJudge = {
  statistics: (answers) =>
    judged([readDraw(LONG, 0.3, answers[0])], (draws) =>
      draws.flatMap(({ noise }) => {
        const draws = noise.length
        // By its own scale, so that a wrong size is lost once only.
        const scale = Math.sqrt(meanSquare(noise))
        const own = noise.map((r) => r / scale)
        return [
          ...normality(own),
          {
            name: 'largest absolute value of the noise, in units of its own spread',
            value: own.reduce((largest, r) => Math.max(largest, Math.abs(r)), 0),
            low: LARGEST_OF_TWELVE,
            high: largestBand(draws).high,
            draws,
          },
        ]
      }),
    ),
  ofVariables: (variables) =>
    judgedOfScript(variables, (draws) => {
      const noise = draws.flatMap((draw) => draw.noise)
      const scale = Math.sqrt(meanSquare(noise))
      return normality(noise.map((r) => r / scale))
    }),
}

/**
 * The sine of a counter, a common generator of shaders, comes close to itself after 355 steps, because 355/113 is π: its noise has 0.17 there. Of
 * noise that shares a tenth of its variance it is 0.3.
 */
const AT_A_DISTANCE = 0.25

export const independent: DistributionJudge = {
  statistics: (answers) =>
    judged([readDraw(SPREAD, 0.3, answers[0])], (draws) => {
      const { noise, v } = draws[0] as Draw
      const sizes = noise.map((r) => Math.abs(r))
      const correlation = (name: string, a: readonly number[], b: readonly number[]): Statistic => ({
        name: `correlation of ${name}`,
        value: correlationOf(a, b),
        ...correlationBand(a.length),
        draws: a.length,
      })
      return [
        correlation('the noise with the value', noise, v),
        correlation(
          'the size of the noise with the size of the value',
          sizes,
          v.map((x) => Math.abs(x)),
        ),
        correlation(
          'the noise with its place in the array',
          noise,
          noise.map((_, i) => i),
        ),
        correlation(
          'the size of the noise with its place in the array',
          sizes,
          noise.map((_, i) => i),
        ),
        correlation('the noise of neighbours', noise.slice(1), noise.slice(0, -1)),
        {
          name: 'largest correlation of the noise with itself at some distance',
          value: largestAutocorrelation(noise),
          low: 0,
          high: AT_A_DISTANCE,
          draws: MANY,
          // Honest noise stays below 0.08.
          alpha: 0,
        },
      ]
    }),
  ofVariables: (variables) =>
    judgedOfScript(variables, (draws) => {
      const correlation = (name: string, a: readonly number[], b: readonly number[]): Statistic => ({
        name: `correlation of ${name}`,
        value: correlationOf(a, b),
        ...correlationBand(a.length, 2 * draws.length),
        draws: a.length,
      })
      const [x, y] = draws
      return [
        ...draws.flatMap(({ noise, v }, i) => [
          correlation(`the noise of ${AXES[i]} with the value`, noise, v),
          correlation(`the noise of neighbours in ${AXES[i]}`, noise.slice(1), noise.slice(0, -1)),
        ]),
        ...(x === undefined || y === undefined
          ? []
          : [{ ...correlation('the noise of x and of y', x.noise, y.noise), ...(isShared(x, y) ? { mistake: SAME_NOISE } : {}) }]),
      ]
    }),
}

/** Noise that is repeated, shared or smeared out agrees with itself at some distance: up to half of all, for which enough products are left. */
function largestAutocorrelation(noise: readonly number[]): number {
  const mean = meanOf(noise)
  const sums = autocorrelationSums(noise.map((r) => r - mean))
  const variance = (sums[0] as number) / noise.length
  let largest = 0
  for (let distance = 1; distance <= noise.length / 2; distance++) {
    largest = Math.max(largest, Math.abs(sums[distance] as number) / (variance * (noise.length - distance)))
  }
  return largest
}
