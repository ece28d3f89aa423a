import type { Args, Check, CheckContext, Outcome } from 'assay'
import { type Asker, accepted, error, inEitherForm, meanSquaredError, modelQuality, NOT_COMPARED, wrong } from 'assay/checks'
import { imageBatch, PIXELS } from '../../quality/image-batch.ts'
import { readPictures, told } from '../pictures.ts'
import { formOfDenoisers } from './form.ts'
import { deviationOf, type NoisyPart, noisyParts } from './noisy.ts'

const FEW = 20
/** Root mean square by which an answer may change, in units of the pixel range: sums of a batch of another size end in other digits. */
const REPEATS = 1e-3

/**
 * The 20 images with most ink, in two calls of their own. Twenty images taken at random may happen to have the mean or the spread of all,
 * and then show nothing of a network that divides by the spread of its batch.
 */
function askedTwice({ clean, noisy, count }: NoisyPart): { readonly chosen: readonly number[]; readonly twice: readonly [Args, Args] } {
  const ink = Array.from({ length: count }, (_, i) => clean.subarray(i * PIXELS, (i + 1) * PIXELS).reduce((sum, pixel) => sum + pixel, 0))
  const chosen = [...ink.keys()].sort((a, b) => (ink[b] as number) - (ink[a] as number)).slice(0, FEW)
  const few = Float32Array.from(imagesOf(noisy, chosen))
  return { chosen, twice: [[imageBatch(few)], [imageBatch(few)]] }
}

function imagesOf(images: ArrayLike<number>, chosen: readonly number[]): Float64Array {
  return Float64Array.from({ length: chosen.length * PIXELS }, (_, j) => {
    return images[(chosen[Math.floor(j / PIXELS)] as number) * PIXELS + (j % PIXELS)] as number
  })
}

export const repeatable: Check = modelQuality({
  id: 'repeatable',
  title: 'The same noisy images give the same outputs in any batch',
  points: 0.4,
  visibility: 'hidden',
  entries: ['cae_denoise', 'cae_skip_denoise'],
  hint: 'What do dropout and batch normalisation do after training, and how does your network know?',
  judge: inEitherForm(judgeAgain, formOfDenoisers, NOT_COMPARED),
})

async function judgeAgain(ask: Asker, context: CheckContext): Promise<Outcome> {
  const [part] = noisyParts(context) as readonly [NoisyPart]
  const { chosen, twice } = context.memo(`twice ${deviationOf(context.declared)}`, () => askedTwice(part))
  for (const entry of ['cae_denoise', 'cae_skip_denoise'] as const) {
    const label = `the answer of ${entry}`
    const [one, two] = [readPictures(label, await ask(entry, twice[0]), FEW), readPictures(label, await ask(entry, twice[1]), FEW)]
    const all = readPictures(label, await ask(entry, part.args), part.count)
    const [again, together] = [Math.sqrt(meanSquaredError(one, two)), Math.sqrt(meanSquaredError(one, imagesOf(all, chosen)))]
    if (again > REPEATS) {
      const says = `a new output at every call: two calls with the same images differ by ${told(again)} (root mean square). Something random is still active, such as dropout`
      return wrong([error({ code: 'known-mistake', label, mistake: 'random-at-test-time', says })])
    }
    if (together > REPEATS) {
      const says = `an output that depends on the other images of its batch: 20 images alone and among 500 differ by ${told(together)} (root mean square), as they do when a batch normalisation still trains`
      return wrong([error({ code: 'known-mistake', label, mistake: 'batch-dependent', says })])
    }
  }
  return accepted()
}
