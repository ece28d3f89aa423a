import type { Check } from 'assay'
import { type Call, caseSet, distribution, inputUnchanged } from 'assay/checks'
import { UNSEEDED } from './conventions.ts'
import { INSIDE, LARGEST_SEED, LONG, MANY, SHORT, SPREAD, TABLE } from './draws.ts'
import * as judges from './judges.ts'
import { STDS } from './noise.ts'
import { SIZES } from './parabola.ts'
import { BACKWARDS, DISTANCES, STDS_OF_ONE_SEED } from './seeds.ts'

export const curve: Check = distribution({
  id: 'parabola-curve',
  title: 'The points lie on y = x² over [0, 1], as many as asked for',
  points: 0.6,
  entries: ['sample_parabola'],
  // One seed for all: a count that is remembered by it is wrong for the others.
  calls: (random) => {
    const seed = random.integer(1, LARGEST_SEED)
    return SIZES.map((n) => ({ entry: 'sample_parabola', args: [n, seed] }))
  },
  ...judges.parabolaCurve,
  hint: 'Compute y − x² for your own points: what comes out?',
})

export const uniform: Check = distribution({
  id: 'parabola-uniform',
  title: 'x is spread evenly over [0, 1]',
  points: 0.5,
  entries: ['sample_parabola'],
  calls: (random) => [{ entry: 'sample_parabola', args: [MANY, random.integer(1, LARGEST_SEED)] }],
  ...judges.parabolaUniform,
  hint: 'Draw a histogram of x alone: how high is each bar?',
})

const calls =
  (v: readonly number[], stds: readonly number[]) =>
  (random: { integer(low: number, high: number): number }): readonly Call[] =>
    stds.map((std) => ({ entry: 'corrupt', args: [[...v], std, random.integer(1, LARGEST_SEED)] }))

export const size: Check = distribution({
  id: 'noise-size',
  title: 'The noise has the standard deviation that was asked for',
  points: 0.6,
  entries: ['corrupt'],
  calls: calls(INSIDE, STDS),
  ...judges.noiseSize,
  hint: 'Is 0.05 the standard deviation or the variance of your noise?',
})

export const mean: Check = distribution({
  id: 'noise-mean',
  title: 'The noise is 0 on average',
  points: 0.3,
  entries: ['corrupt'],
  calls: calls(LONG, STDS),
  ...judges.noiseMean,
  hint: 'Where is the centre of the numbers that your random function draws?',
})

export const normal: Check = distribution({
  id: 'noise-normal',
  title: 'The noise is normally distributed',
  points: 0.5,
  entries: ['corrupt'],
  calls: calls(LONG, [0.3]),
  ...judges.noiseNormal,
  hint: 'Draw a histogram of the noise alone: is it a bell?',
})

export const independent: Check = distribution({
  id: 'noise-independent',
  title: 'The noise depends neither on the value nor on its place',
  points: 0.4,
  entries: ['corrupt'],
  calls: calls(SPREAD, [0.3]),
  ...judges.noiseIndependent,
  hint: 'Plot the noise against the value it was added to, and against its place: what should you see?',
})

const corruptShort = (std: number, seed: number): Call => ({ entry: 'corrupt', args: [[...SHORT], std, seed] })

export const linear: Check = distribution({
  id: 'noise-linear',
  title: 'Without noise nothing changes; three times the std gives three times the noise',
  points: 0.2,
  entries: ['corrupt'],
  reads: [UNSEEDED.key],
  calls: (random) => {
    const seed = random.integer(1, LARGEST_SEED)
    return STDS_OF_ONE_SEED.map((std) => corruptShort(std, seed))
  },
  ...judges.noiseLinear,
  hint: 'How does the noise change when std is three times as large and the random numbers stay the same?',
})

export const seeds: Check = distribution({
  id: 'noise-seeds',
  title: 'The noise follows the seed',
  points: 0.2,
  entries: ['corrupt'],
  calls: (random) => {
    const seed = random.integer(1, LARGEST_SEED - Math.max(...DISTANCES))
    const other: Call = { entry: 'corrupt', args: [[...BACKWARDS], 0.3, seed] }
    return [other, ...[seed, seed, ...DISTANCES.map((distance) => seed + distance)].map((one) => corruptShort(0.3, one))]
  },
  ...judges.noiseSeeds,
  hint: 'Where does your random generator take its state from?',
})

export const unchanged: Check = inputUnchanged({
  id: 'input-unchanged',
  title: 'corrupt leaves the clean values as they are',
  points: 0.2,
  entry: 'corrupt',
  cases: caseSet(
    'small-arrays',
    () => [{ args: [[0.25, 0.5, 0.75], 0.3, 11] }, { args: [TABLE.slice(0, 4), 0.05, 12] }],
    (random) => [{ args: [Array.from({ length: 3 }, () => random.uniform(0, 1)), 0.3, random.integer(1, LARGEST_SEED)] }],
  ),
  hint: 'You still need the clean values for the comparison: what happens to them?',
})
