import type { Args, CheckContext } from 'assay'
import { type Asker, type Denoised, measureDenoised, once } from 'assay/checks'
import { createRandom } from 'assay/math'
import { imageBatch, PIXELS } from '../../quality/image-batch.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { readPictures } from '../pictures.ts'
import { otherImages, variedPart } from '../varied.ts'

const IMAGES = 2000
const AT_ONCE = 500

export type Denoiser = 'cae_denoise' | 'cae_skip_denoise'

/** Clean images, the same with noise of ours, and the arguments of a call with the noisy ones. */
export interface NoisyPart {
  readonly clean: Float32Array
  readonly noisy: Float32Array
  readonly count: number
  readonly args: Args
}

/** Standard deviation of the noise: 0.3, or its root where the submission reads 0.3 as a variance. */
export function deviationOf(declared: ReadonlyMap<string, string>): number {
  return declared.get('noise') === 'variance' ? Math.sqrt(0.3) : 0.3
}

/** All 2000 images with noise that is not clipped. Half the numbers are outside of [0, 1], as they should be. */
export function noisyParts(context: CheckContext): readonly NoisyPart[] {
  const deviation = deviationOf(context.declared)
  return context.memo(`noisy images ${deviation}`, () => {
    const random = createRandom(context.seed, 'noisy images')
    const noisy = new Float32Array(test2k().images)
    for (let i = 0; i < noisy.length; i++) noisy[i] = (noisy[i] as number) + deviation * random.normal()
    return Array.from({ length: IMAGES / AT_ONCE }, (_, i) => partOf(noisy, i * AT_ONCE, AT_ONCE))
  })
}

function partOf(noisy: Float32Array, from: number, count: number): NoisyPart {
  const of = (images: Float32Array): Float32Array => images.subarray(from * PIXELS, (from + count) * PIXELS)
  return { clean: of(test2k().images), noisy: of(noisy), count, args: [imageBatch(of(noisy))] }
}

const VARIED = 250

/** Images that nobody has and others of the test set, half of each, with noise; images that nobody has alone where the test set is not installed. */
function newPart(context: CheckContext): NoisyPart {
  const deviation = deviationOf(context.declared)
  return context.memo(`new noisy images ${deviation}`, () => {
    const random = createRandom(context.seed, 'new noisy images')
    const others = otherImages()
    const first = random.integer(0, IMAGES - VARIED) * PIXELS
    const varied = variedPart(context, others === undefined ? 400 : VARIED).images
    const more = others?.subarray(first, first + VARIED * PIXELS) ?? new Float32Array(0)
    const clean = new Float32Array(varied.length + more.length)
    clean.set(varied)
    clean.set(more, varied.length)
    const noisy = clean.map((pixel) => pixel + deviation * random.normal())
    return { clean, noisy, count: clean.length / PIXELS, args: [imageBatch(noisy)] }
  })
}

/** What a denoiser does to images that nobody has. @throws Unusable */
export async function measuredNew(ask: Asker, context: CheckContext, entry: Denoiser): Promise<Denoised> {
  const part = newPart(context)
  const value = await ask(entry, part.args)
  const own = readPictures(`the images of ${entry}`, value, part.count)
  return once(value, 'figures', () => measureDenoised(part.clean, part.noisy, own))
}

export interface Denoising extends Denoised {
  /** The first part's pictures. */
  readonly pictures: ArrayLike<number>
}

/** What a denoiser does to the 2000 noisy images. @throws Unusable */
export async function measured(ask: Asker, context: CheckContext, entry: Denoiser): Promise<Denoising> {
  const figures: Denoised[] = []
  let pictures: ArrayLike<number> | undefined
  for (const part of noisyParts(context)) {
    const value = await ask(entry, part.args)
    const own = readPictures(`the images of ${entry}`, value, part.count)
    pictures ??= own
    figures.push(once(value, 'figures', () => measureDenoised(part.clean, part.noisy, own)))
  }
  const mean = (of: (one: Denoised) => number): number => figures.reduce((sum, one) => sum + of(one), 0) / figures.length
  const noise = mean((one) => one.noise)
  const gain = mean((one) => one.gain * one.noise) / noise
  return { clean: mean((one) => one.clean), noisy: mean((one) => one.noisy), noise, gain, pictures: pictures as ArrayLike<number> }
}
