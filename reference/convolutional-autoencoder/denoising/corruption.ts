import type { Check, Plain } from 'assay'
import { type Call, distribution, nameNoise, normality, type Statistic } from 'assay/checks'
import { correlationBand, correlationOf, meanBand, meanOf, meanSquareBand } from 'assay/math'
import { imageBatch, PIXELS } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'

const STD = 0.3
/** So many that an angle that is not uniform shows in the mean: 0.05 for 2π/u in place of 2πu, against a band of 0.023. */
const IMAGES = 56
const NUMBERS = IMAGES * PIXELS

export const corruptsImages: Check = distribution({
  id: 'corrupts-images',
  title: 'Every pixel gets normal noise of its own, of the standard deviation 0.3, and nothing is clipped',
  points: 0.6,
  entries: ['corrupt'],
  calls: (random): readonly Call[] => [
    { entry: 'corrupt', args: [imageBatch(test2k().images.subarray(0, NUMBERS)), STD, random.integer(1, 2 ** 31 - 2)] },
    ...callsOfFew(random.integer(1, 2 ** 30), 256 * (2 * random.integer(1, 2 ** 19) + 1)),
  ],
  statistics: ([answer, ...few]) => [
    ...statisticsOf(answer as Plain),
    ...statisticsOfFew(few as readonly Plain[]),
    leftOutBy([answer, few[0], few[3]] as readonly Plain[]),
  ],
  hint: 'How large is the largest pixel after corruption, and should it be larger than 1?',
})

/** Calls of a few images that differ in one argument and in two. */
const FEW = 4 * PIXELS
const LESS = 0.2
const ASKED = [
  { first: 0, std: STD, otherSeed: false },
  { first: FEW, std: STD, otherSeed: false },
  { first: 0, std: LESS, otherSeed: false },
  { first: 0, std: STD, otherSeed: true },
  { first: FEW, std: LESS, otherSeed: true },
] as const

/** @param apart - between the two seeds; an odd multiple of 256, so that their last bytes are equal and all before may differ. */
function callsOfFew(seed: number, apart: number): readonly Call[] {
  return ASKED.map(({ first, std, otherSeed }) => {
    const batch = imageBatch(test2k().images.subarray(first, first + FEW))
    return { entry: 'corrupt', args: [batch, std, otherSeed ? seed + apart : seed] }
  })
}

const ONE_FOR_ALL_SEEDS: NonNullable<Statistic['mistake']> = {
  id: 'same-for-seeds',
  says: 'the same noise for two seeds',
  hint: 'What does the seed of your generator depend on?',
  credit: 0.75,
}

function statisticsOfFew(answers: readonly Plain[]): readonly Statistic[] {
  const noise = answers.map((answer, i) => {
    const { first } = ASKED[i] as (typeof ASKED)[number]
    return [answer].flat(9).map((value, j) => Number(value) - (test2k().images[first + j] as number))
  })
  const sizes = noise.map((one, i): Statistic => {
    const { std } = ASKED[i] as (typeof ASKED)[number]
    const value = one.length === FEW ? meanOf(one.map((x) => x * x)) / std ** 2 : Number.NaN
    return { name: `mean square of the noise of four images divided by ${std}²`, value, ...meanSquareBand(FEW, ASKED.length), draws: FEW }
  })
  const [one, , , another] = noise as [number[], number[], number[], number[]]
  const alike = correlationOf(one, another)
  const isSame = alike > SAME ? { mistake: ONE_FOR_ALL_SEEDS } : {}
  return [
    ...sizes,
    { name: 'correlation of the noise of four images for two seeds', value: alike, ...correlationBand(FEW), draws: FEW, ...isSame },
  ]
}

/** A pixel that stays black for three seeds is left out: no generator draws three zeros at one place. */
function leftOutBy(answers: readonly Plain[]): Statistic {
  const clean = test2k().images
  const all = answers.map((answer) => [answer].flat(9).slice(0, FEW))
  const value = all[0]?.filter((_, i) => clean[i] === 0 && all.every((out) => out[i] === 0)).length ?? 0
  return { name: 'number of black pixels that got no noise with any of three seeds', value, low: 0, high: 0, draws: FEW, alpha: 0 }
}

const SAME = 0.999

/**
 * Generators in single precision draw an exact 0 now and then, and the partner of Box and Muller with it: torch.randn has some among 44,000 numbers for
 * 13 of 3000 seeds. Five such pairs come about once in 10¹² times; where black pixels are left out or clipped it is thousands.
 */
const MOST_ZEROS = 8

function statisticsOf(answer: Plain): readonly Statistic[] {
  const out = [answer].flat(9).map((one) => (typeof one === 'number' ? one : Number.NaN))
  const missing = Math.abs(NUMBERS - out.filter(Number.isFinite).length)
  const form: Statistic = { name: 'count of numbers that are missing or not finite', value: missing, low: 0, high: 0, draws: 0, alpha: 0 }
  if (missing > 0) return [form]
  const clean = test2k().images
  const noise = out.map((value, i) => value - (clean[i] as number))
  const power = meanOf(noise.map((value) => value * value))
  const named = nameOf(Array.from(clean.subarray(0, NUMBERS)), out, noise)
  const scale = Math.sqrt(power) || 1
  const [first, second] = [noise.slice(0, -PIXELS), noise.slice(PIXELS)] as const
  const bare = out.filter((value, i) => value === 0 && clean[i] === 0).length
  const statistics: readonly Statistic[] = [
    { name: 'number of black pixels that got no noise', value: bare, low: 0, high: MOST_ZEROS, draws: NUMBERS, alpha: 0 },
    { name: 'mean square of the noise divided by 0.3²', value: power / STD ** 2, ...meanSquareBand(NUMBERS), draws: NUMBERS },
    { name: 'mean of the noise divided by 0.3', value: meanOf(noise) / STD, ...meanBand(NUMBERS, 1), draws: NUMBERS },
    {
      name: 'correlation of the noise of an image with that of the next',
      value: correlationOf(first, second),
      ...correlationBand(first.length),
      draws: first.length,
    },
    ...normality(noise.map((value) => value / scale)),
  ]
  return [form, ...statistics.map((one) => ({ ...one, ...named }))]
}

function nameOf(clean: readonly number[], out: readonly number[], noise: readonly number[]): Pick<Statistic, 'mistake'> {
  const isOnePattern = noise.every((value, i) => i < PIXELS || Math.abs(value - (noise[i - PIXELS] as number)) < 1e-5)
  if (!isOnePattern || noise.every((value) => value === 0)) return nameNoise([{ v: clean, std: STD, out, noise }])
  const says = 'one noisy pattern that is added to every image'
  return { mistake: { id: 'same-noise', says, hint: 'How many random numbers does a batch of images need?' } }
}
