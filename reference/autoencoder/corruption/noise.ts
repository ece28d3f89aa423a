import {
  type Call,
  correlationBand,
  correlationOf,
  distribution,
  distributionDistance,
  meanBand,
  meanOf,
  meanSquareBand,
  normalCdf,
  ownScaleBand,
  type Statistic,
} from '../../../checks/index.ts'
import type { Check } from '../../../grading/model/check.ts'
import { type Draw, INSIDE, LARGEST_SEED, MANY, meanSquare, readDraw, SPREAD } from './draws.ts'
import { nameNoise } from './mistakes.ts'

/** Of the sheet, and the one of its last exercise. */
const STDS = [0.3, 0.05] as const

const calls =
  (v: readonly number[], stds: readonly number[]) =>
  (random: { integer(low: number, high: number): number }): readonly Call[] =>
    stds.map((std) => ({ entry: 'corrupt', args: [[...v], std, random.integer(1, LARGEST_SEED)] }))

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

export const size: Check = distribution({
  id: 'noise-size',
  title: 'The noise has the standard deviation that was asked for',
  points: 0.6,
  entries: ['corrupt'],
  calls: calls(INSIDE, STDS),
  statistics: (answers) =>
    wellFormed(
      STDS.map((std, i) => readDraw(INSIDE, std, answers[i])),
      (draws) =>
        draws.map((draw) => ({
          name: `mean square of the noise divided by std² = ${draw.std}²`,
          value: meanSquare(draw.noise) / draw.std ** 2,
          ...meanSquareBand(MANY),
          draws: MANY,
          ...nameNoise(draws),
        })),
    ),
  hint: 'Is 0.05 the standard deviation or the variance of your noise?',
})

export const mean: Check = distribution({
  id: 'noise-mean',
  title: 'The noise is 0 on average',
  points: 0.3,
  entries: ['corrupt'],
  calls: calls(INSIDE, STDS),
  statistics: (answers) =>
    wellFormed(
      STDS.map((std, i) => readDraw(INSIDE, std, answers[i])),
      (draws) => {
        const means = draws.map(({ noise }) => meanOf(noise) / Math.sqrt(meanSquare(noise)))
        const statistic = (name: string, value: number, count: number): Statistic => ({
          name,
          value,
          ...meanBand(count, 1),
          draws: count,
          ...nameNoise(draws),
        })
        // Each by itself: two shifts of opposite sign would cancel. Both together: a small shift shows in more draws.
        return [
          ...draws.map(({ std }, i) =>
            statistic(`mean of the noise for std = ${std} divided by its root mean square`, means[i] as number, MANY),
          ),
          statistic('mean of all the noise divided by its root mean square', meanOf(means), means.length * MANY),
        ]
      },
    ),
  hint: 'Where is the centre of the numbers that your random function draws?',
})

export const normal: Check = distribution({
  id: 'noise-normal',
  title: 'The noise is normally distributed',
  points: 0.5,
  entries: ['corrupt'],
  calls: calls(INSIDE, [0.3]),
  statistics: (answers) =>
    wellFormed([readDraw(INSIDE, 0.3, answers[0])], (draws) =>
      draws.map((draw) => {
        // By its own scale, so that a wrong size is lost once only.
        const scale = Math.sqrt(meanSquare(draw.noise))
        return {
          name: 'largest distance between the distribution functions of the noise and of N(0, 1), in units of its own spread',
          value: distributionDistance(
            draw.noise.map((r) => r / scale),
            normalCdf,
          ),
          ...ownScaleBand(MANY),
          draws: MANY,
          ...nameNoise(draws),
        }
      }),
    ),
  hint: 'Draw a histogram of the noise alone: is it a bell?',
})

export const independent: Check = distribution({
  id: 'noise-independent',
  title: 'The noise depends neither on the value nor on its place',
  points: 0.4,
  entries: ['corrupt'],
  calls: calls(SPREAD, [0.3]),
  statistics: (answers) =>
    wellFormed([readDraw(SPREAD, 0.3, answers[0])], (draws) => {
      const { noise, v } = draws[0] as Draw
      const sizes = noise.map((r) => Math.abs(r))
      const correlation = (name: string, a: readonly number[], b: readonly number[]): Statistic => ({
        name: `correlation of ${name}`,
        value: correlationOf(a, b),
        ...correlationBand(a.length),
        draws: a.length,
        ...nameNoise(draws),
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
        correlation('the noise of neighbours', noise.slice(1), noise.slice(0, -1)),
      ]
    }),
  hint: 'Plot the noise against the value it was added to, and against its place: what should you see?',
})
