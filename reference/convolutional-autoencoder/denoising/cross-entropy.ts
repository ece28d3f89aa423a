import type { CheckContext } from 'assay'
import { type Asker, once } from 'assay/checks'
import { readPictures } from '../pictures.ts'
import { type Denoiser, noisyParts } from './noisy.ts'

/** Mean binary cross-entropy per pixel, in nats, to the clean images and to the noisy ones. */
export interface CrossEntropies {
  readonly clean: number
  readonly noisy: number
}

/** The smallest and the largest output, where a cross-entropy has no value. */
export interface OutsideUnitInterval {
  readonly least: number
  readonly most: number
}

/** How an output is kept from 0 and 1: PyTorch lets no logarithm below −100, Keras and TensorFlow.js keep 10⁻⁷ away from both ends. */
const BOUNDS: readonly ((output: number) => number)[] = [
  (output) => Math.max(Math.log(output), -100),
  (output) => Math.log(Math.min(Math.max(output, 1e-7), 1 - 1e-7)),
]
/** An output that is 1 up to rounding in single precision. */
const ROUNDING = 1e-6

/**
 * Cross-entropies of outputs to two targets, once for each way to keep logarithms finite.
 *
 * @param clean - x, from 0 to 1.
 * @param noisy - x̃, as many numbers, outside of 0 to 1 as well.
 * @param output - o, as many numbers.
 * @returns means per pixel, or the range of outputs that are not between 0 and 1.
 */
export function crossEntropies(
  clean: ArrayLike<number>,
  noisy: ArrayLike<number>,
  output: ArrayLike<number>,
): readonly CrossEntropies[] | OutsideUnitInterval {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < clean.length; i++) {
    least = Math.min(least, output[i] as number)
    most = Math.max(most, output[i] as number)
  }
  if (least < -ROUNDING || most > 1 + ROUNDING) return { least, most }
  return BOUNDS.map((logarithm) => meansOf(clean, noisy, output, logarithm))
}

function meansOf(
  clean: ArrayLike<number>,
  noisy: ArrayLike<number>,
  output: ArrayLike<number>,
  logarithm: (output: number) => number,
): CrossEntropies {
  let [toClean, toNoisy] = [0, 0]
  for (let i = 0; i < clean.length; i++) {
    const o = Math.min(Math.max(output[i] as number, 0), 1)
    const [one, zero] = [logarithm(o), logarithm(1 - o)]
    toClean -= (clean[i] as number) * one + (1 - (clean[i] as number)) * zero
    toNoisy -= (noisy[i] as number) * one + (1 - (noisy[i] as number)) * zero
  }
  return { clean: toClean / clean.length, noisy: toNoisy / clean.length }
}

/** What a denoiser does to the 2000 noisy images, as `crossEntropies`. @throws Unusable */
export async function measuredEntropies(
  ask: Asker,
  context: CheckContext,
  entry: Denoiser,
): Promise<readonly CrossEntropies[] | OutsideUnitInterval> {
  const known: (readonly CrossEntropies[])[] = []
  for (const { clean, noisy, count, args } of noisyParts(context)) {
    const value = await ask(entry, args)
    const own = readPictures(`the images of ${entry}`, value, count)
    const found = once(value, 'cross-entropies', () => crossEntropies(clean, noisy, own))
    if ('least' in found) return found
    known.push(found)
  }
  const meanOf = (bound: number, of: keyof CrossEntropies): number =>
    known.reduce((sum, one) => sum + (one[bound] as CrossEntropies)[of], 0) / known.length
  return BOUNDS.map((_, i) => ({ clean: meanOf(i, 'clean'), noisy: meanOf(i, 'noisy') }))
}
