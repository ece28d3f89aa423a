import {
  type Call,
  correlationBand,
  correlationOf,
  distribution,
  meanBand,
  meanOf,
  meanSquareBand,
  normality,
  type Statistic,
} from '../../../checks/index.ts'
import { test2k } from '../../../checks/mnist/mnist.ts'
import { imageBatch, PIXELS } from '../../../checks/model/image-batch.ts'
import type { Check } from '../../../grading/model/check.ts'
import type { Plain } from '../../../grading/model/value.ts'

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
  ],
  statistics: ([answer]) => statisticsOf(answer as Plain),
  hint: 'How large is the largest pixel after corruption, and should it be larger than 1?',
})

function statisticsOf(answer: Plain): readonly Statistic[] {
  const out = [answer].flat(9).map((one) => (typeof one === 'number' ? one : Number.NaN))
  const missing = Math.abs(NUMBERS - out.filter(Number.isFinite).length)
  const form: Statistic = { name: 'numbers that are missing or not finite', value: missing, low: 0, high: 0, draws: 0, alpha: 0 }
  if (missing > 0) return [form]
  const clean = test2k().images
  const noise = out.map((value, i) => value - (clean[i] as number))
  const power = meanOf(noise.map((value) => value * value))
  const named = nameNoise(out, noise, power)
  const scale = Math.sqrt(power) || 1
  const [first, second] = [noise.slice(0, -PIXELS), noise.slice(PIXELS)] as const
  const bare = out.filter((value, i) => value === 0 && clean[i] === 0).length
  const statistics: readonly Statistic[] = [
    { name: 'black pixels that got no noise', value: bare, low: 0, high: 0, draws: NUMBERS, alpha: 0 },
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

type Named = Pick<Statistic, 'mistake'>

function nameNoise(out: readonly number[], noise: readonly number[], power: number): Named {
  const band = meanSquareBand(NUMBERS)
  const hasPower = (of: number): boolean => power >= band.low * of && power <= band.high * of
  const mistake = (id: string, says: string, hint?: string): Named => ({ mistake: { id, says, ...(hint === undefined ? {} : { hint }) } })
  if (noise.every((value) => value === 0)) return mistake('no-noise', 'the images themselves, without noise')
  if (out.every((value) => value >= 0 && value <= 1)) {
    return mistake('clipped', 'noisy images clipped to [0, 1]', 'What is the mean of the noise on a black pixel after clipping?')
  }
  if (noise.every((value, i) => i < PIXELS || Math.abs(value - (noise[i - PIXELS] as number)) < 1e-5)) {
    return mistake('same-noise', 'one noisy pattern that is added to every image', 'How many random numbers does a batch of images need?')
  }
  if (noise.every((value) => value >= -1e-6 && value <= STD + 1e-6)) {
    return mistake('rand-for-randn', 'uniform noise from 0 to std: rand in place of randn')
  }
  if (noise.every((value) => Math.abs(value) <= Math.sqrt(3) * STD + 1e-5))
    return mistake('uniform-noise', 'uniform noise', 'Draw a histogram of the noise alone: is it a bell?')
  if (hasPower(STD)) {
    const says =
      'noise of the variance 0.3, whose standard deviation is 0.548. If your parameter is meant as a variance, declare `noise: variance`'
    return mistake('std-as-variance', says, 'Is the number in your code the standard deviation or the variance of the noise?')
  }
  if (hasPower(STD ** 4))
    return mistake('variance-as-std', 'noise of the standard deviation 0.09: the variance where the standard deviation belongs')
  return {}
}
