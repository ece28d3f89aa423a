import { plots } from '../../../checks/index.ts'
import { PIXELS } from '../../../checks/model/image-batch.ts'
import type { Asker } from '../../../checks/model-quality.ts'
import { type Denoised, readDenoised, steadinessOf } from '../../../checks/picture/denoised-figure.ts'
import type { Pixels } from '../../../checks/picture/pixels.ts'
import type { Reading } from '../../../checks/picture/reading.ts'
import type { Check, CheckContext } from '../../../grading/model/check.ts'
import { type Part, partsOf, readPictures } from '../pictures.ts'
import { type Denoiser, measured } from './noisy.ts'

const DENOISERS: readonly Denoiser[] = ['cae_denoise', 'cae_skip_denoise']

export const plotsThere: Check = plots({
  points: 0.2,
  entries: DENOISERS,
  arrays: picturesOf,
  plots: { 'denoised-1': figureOf(0), 'denoised-2': figureOf(1), 'denoised-3': figureOf(2), 'denoised-4': figureOf(3) },
})

/** The same calls as those of the other checks, so that nothing is asked twice. */
async function picturesOf(ask: Asker, context: CheckContext): Promise<readonly Denoised[]> {
  const [part] = partsOf(context, 0, 250, 250) as readonly [Part]
  const found: Denoised[] = []
  for (const name of DENOISERS) {
    const { pictures } = await measured(ask, context, name)
    const ofClean = readPictures(`the pictures of ${name}`, await ask(name, part.args), part.count)
    found.push({ name, ofNoisy: pictures, ofClean, steadiness: steadinessOf(pictures, ofClean, part.count) })
  }
  return found
}

function figureOf(index: number): (pixels: Pixels, pictures: readonly Denoised[]) => Reading {
  const of = (images: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: PIXELS }, (_, i) => images[index * PIXELS + i] as number)
  return (pixels, pictures) =>
    readDenoised(
      pixels,
      index,
      pictures.map((one) => ({ ...one, ofNoisy: of(one.ofNoisy), ofClean: of(one.ofClean) })),
    )
}
