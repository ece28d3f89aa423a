import type { Check, CheckContext, Finding, Outcome } from 'assay'
import {
  type Asker,
  accepted,
  byCredit,
  COMPARED,
  type Denoised,
  error,
  forPerson,
  inEitherForm,
  linearCredit,
  modelQuality,
  outside,
  measured as remark,
  usable,
} from 'assay/checks'
import { told } from '../pictures.ts'
import { type Code, declaredCode } from './code-size.ts'
import { bottleneckCurve, type Curve, creditOf, skipCurve } from './credit.ts'
import { drawDenoised } from './draw.ts'
import { formOfDenoiser } from './form.ts'
import { type Denoiser, type Denoising, measured, measuredNew, noisyParts } from './noisy.ts'

const HINT = 'Plot output minus clean image next to the noise: what do the two have in common?'
const NO_CODE: Code = { size: undefined }
const TARGET = 'What loss would a network get that returns its input, and which tensor is the second argument of your loss?'

export const caeDenoises: Check = denoises({
  id: 'cae-denoises',
  title: 'Without skips: outputs are close to the clean images',
  points: 0.9,
  entry: 'cae_denoise',
  curve: ({ declared }, code) => bottleneckCurve(declared.get('noise') === 'variance', code),
  holdsCode: true,
})

export const skipDenoises: Check = denoises({
  id: 'skip-denoises',
  title: 'With skips: outputs are close to the clean images',
  points: 1.1,
  entry: 'cae_skip_denoise',
  curve: ({ declared }) => skipCurve(declared.get('noise') === 'variance'),
})

interface Spec {
  readonly id: string
  readonly title: string
  readonly points: number
  readonly entry: Denoiser
  readonly curve: (context: CheckContext, code: number | undefined) => Curve
  /** Holds the declared size of the code against the pictures. */
  readonly holdsCode?: true
}

function denoises(spec: Spec): Check {
  const { id, title, points, entry } = spec
  return modelQuality({
    id,
    title,
    points,
    hint: HINT,
    entries: [entry],
    pictures: drawDenoised(entry),
    judge: inEitherForm(
      (ask, context) => judgeDenoiser(spec, ask, context),
      (ask, context) => formOfDenoiser(ask, context, entry),
      COMPARED,
    ),
  })
}

async function judgeDenoiser({ entry, curve, holdsCode }: Spec, ask: Asker, context: CheckContext): Promise<Outcome> {
  const found = await measured(ask, context, entry)
  const label = `the answer of ${entry}`
  const { size, contradicted } = holdsCode === true ? await declaredCode(ask, context) : NO_CODE
  const table = remark(tableOf(found))
  const declaration = contradicted === undefined ? [] : [error({ code: 'known-mistake', label, ...contradicted })]
  const measures = [...declaration, table]
  const band = curve(context, size)
  const credit = creditOf(found, band)
  const others = credit > 0 ? await measuredNew(ask, context, entry) : undefined
  if (others !== undefined && newCredit(found, others) < 1) {
    const left = Math.min(credit, creditOf({ clean: others.clean / AS_WELL, gain: found.gain }, band)) * newCredit(found, others)
    return byCredit(left, [...fallOf(entry, found, others), ...measures])
  }
  if (found.clean < LEAST_PLAUSIBLE) {
    const says = `The error to the clean images is only ${told(found.clean)}, less than denoising networks reach: where do the outputs come from?`
    return forPerson(says, measures)
  }
  if (credit >= 1) return accepted(measures)
  const named = (mistake: string, says: string, lead?: string): Finding => error({ code: 'known-mistake', label, mistake, says }, lead)
  const short = byCredit(credit, [outside('The mean squared error per pixel to the clean images', found.clean, 0, band.full), ...measures])
  // It is named where it is proved: by what is earned in that form.
  if ((await usable(() => formOfDenoiser(ask, context, entry))) !== undefined) return short
  const copy = copyOf(found, context)
  if (copy !== undefined) return byCredit(credit, [named(copy.mistake, copy.says, TARGET), ...measures])
  const same = constantOf(found.pictures)
  if (same) return byCredit(credit, [named('same-picture', 'the same image for every image'), ...measures])
  if (found.gain > band.halved) {
    const says = `an output that still contains ${percent(found.gain)} of the noise (noise gain ${told(found.gain)}; ${told(band.halved)} is allowed)`
    return byCredit(credit, [named('keeps-noise', says, TARGET), ...measures])
  }
  return short
}

/** The best networks measured have 5.4e-3 after ten epochs. */
const LEAST_PLAUSIBLE = 3e-3
/** On images that nobody has the error of the networks measured is .73 to .97 of that on the published ones. */
const AS_WELL = 1.3
const FAR_WORSE = 2.5

function newCredit(known: Denoised, others: Denoised): number {
  return linearCredit(others.clean / known.clean, AS_WELL, FAR_WORSE)
}

function fallOf(entry: Denoiser, known: Denoised, others: Denoised): readonly Finding[] {
  const says = `clean outputs for published images only: the error to the clean image goes from ${told(known.clean)} on the 2000 test images to ${told(others.clean)} on images that are in no published set or further back in the test set`
  const hint = 'What does your function do with an image that it was never shown?'
  const statistic = 'The mean squared error per pixel to the clean images on images that were not published'
  const short = outside(statistic, others.clean, 0, AS_WELL * known.clean, hint)
  const label = `the answer of ${entry}`
  return newCredit(known, others) > 0
    ? [short]
    : [error({ code: 'known-mistake', label, mistake: 'published-images-only', says }, hint), short]
}

function tableOf({ clean, noise, gain }: Denoising): string {
  const best = noise < 0.2 ? 'the best linear filter 0.0122, ' : 'the best linear filter 0.0216, '
  return `On 2000 images with noise added by the grader the error to the clean image is ${told(clean)} per pixel and the noise gain ${told(gain)}. For comparison, by the same measure: not denoising at all ${told(noise)} (gain 1), ${best}the mean image 0.064, black 0.103.`
}

/** Below this an output is its input in any precision. */
const SAME = 1e-8
/** Half as much noise passed on and more is no denoising. */
const COPIES = 0.6
/** More than a copy has: the pictures are on another scale. */
const ANOTHER_SCALE = 1.5

function copyOf(found: Denoising, context: CheckContext): { readonly mistake: string; readonly says: string } | undefined {
  const { clean, noise, gain, noisy, pictures } = found
  const input = (noisyParts(context)[0] as { noisy: Float32Array }).noisy
  const figures = `noise gain ${told(gain)} (0: nothing of the noise is left, 1: all of it); its error to the clean image is ${told(clean)}, that of not denoising at all ${told(noise)}`
  if (noisy < SAME) return { mistake: 'returns-its-input', says: `its noisy input, unchanged: ${figures}` }
  if (isClipped(pictures, input)) return { mistake: 'only-clips', says: `its noisy input clipped to [0, 1], nothing more: ${figures}` }
  if (gain >= COPIES && gain <= ANOTHER_SCALE) {
    const says = `its noisy input again, passed on rather than cleaned: ${figures}. The network copies the noise, so this earns nothing, however small its loss became`
    return { mistake: 'copies-the-noise', says }
  }
  return undefined
}

function isClipped(pictures: ArrayLike<number>, noisy: Float32Array): boolean {
  for (let i = 0; i < noisy.length; i++) {
    if (Math.abs((pictures[i] as number) - Math.min(Math.max(noisy[i] as number, 0), 1)) > 1e-5) return false
  }
  return true
}

function constantOf(pictures: ArrayLike<number>): boolean {
  for (let i = 784; i < pictures.length; i++) if (Math.abs((pictures[i] as number) - (pictures[i - 784] as number)) > 1e-4) return false
  return true
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}
