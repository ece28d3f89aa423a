import type { Args, CheckContext } from 'assay'
import { type Asker, type OtherForm, usable } from 'assay/checks'
import { formOfNetwork } from '../../quality/form-of.ts'
import { imageBatch } from '../../quality/image-batch.ts'
import { writtenOtherwise } from '../../quality/written-otherwise.ts'
import { readPictures } from '../pictures.ts'
import { type Denoiser, deviationOf, measured, type NoisyPart, noisyParts } from './noisy.ts'

/** Half of the noise, which earns nothing. */
const POOR = 0.045

/** The other form of images in which a denoiser would be right. @throws Unusable */
export async function formOfDenoiser(ask: Asker, context: CheckContext, entry: Denoiser): Promise<OtherForm | undefined> {
  const { noisy, pictures } = await measured(ask, context, entry)
  const [part] = noisyParts(context) as readonly [NoisyPart]
  const label = `the answer of ${entry}`
  // A copy lies near its noisy input, a slip that is undone near the clean images: which of the two leaves less is the cause.
  const written = writtenOtherwise(label, pictures, part.clean)
  if (written !== undefined && written.error >= noisy) return undefined
  const again = async (name: string, make: () => Float32Array): Promise<ArrayLike<number>> => {
    const args = context.memo<Args>(`noisy images ${deviationOf(context.declared)}, ${name}`, () => [imageBatch(make())])
    return readPictures(`the images of ${entry}`, await ask(entry, args), (args[0] as { shape: readonly number[] }).shape[0] as number)
  }
  return formOfNetwork(
    ask,
    { label, does: 'denoises', into: entry, out: entry, poor: POOR },
    { given: part.noisy, target: part.clean, pictures, again },
  )
}

/** That of each of the two, where it has one. @throws Unusable */
export async function formOfDenoisers(ask: Asker, context: CheckContext): Promise<OtherForm | undefined> {
  const cae = await usable(() => formOfDenoiser(ask, context, 'cae_denoise'))
  const skip = await usable(() => formOfDenoiser(ask, context, 'cae_skip_denoise'))
  const finding = cae?.finding ?? skip?.finding
  if (finding === undefined) return undefined
  const through: Asker = (entry, args) =>
    ((entry === 'cae_denoise' ? cae : entry === 'cae_skip_denoise' ? skip : undefined)?.ask ?? ask)(entry, args)
  return { finding, ask: Object.assign(through, { afresh: async (entry?: string) => ask.afresh?.(entry) }) }
}
