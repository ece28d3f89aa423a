import { type Check, type CheckContext, type Finding, type Outcome, toPlain } from 'assay'
import {
  type Asker,
  byCredit,
  error,
  inEitherForm,
  meanSquaredError,
  modelQuality,
  NOT_COMPARED,
  measured as remark,
  unusable,
} from 'assay/checks'
import { partsOf, readPictures, told } from '../pictures.ts'
import { type CrossEntropies, crossEntropies, measuredEntropies, type OutsideUnitInterval } from './cross-entropy.ts'
import { drawLosses } from './draw.ts'
import { formOfDenoisers } from './form.ts'
import { isNear, type LossRow, NO_ARGS, readLossRows, rowsOf, UNITS, unitOfOtherColumn } from './loss-rows.ts'
import { type Denoiser, type Denoising, measured } from './noisy.ts'
import { type Meaning, meaningsOf, provesCopying } from './reconcile.ts'

const LABEL = 'the loss table'
const DENOISERS = ['cae_denoise', 'cae_skip_denoise'] as const
/** What a right number in another unit than declared earns. */
const UNIT_CREDIT = 0.5
/** A train and a test loss of one unit mostly stay within this factor of each other. */
const NEAR = 5
/** An error of 0 is one that was printed with four decimals. */
const PRINTED = 1e-4
/** In the first epoch a network begins with an error of .23 at most, if all its pixels are .5, and the best found has .005 after the last. */
const ONE_EPOCH = 50
/** Noise gain of a network that copies: half of its points for the pictures are gone beyond. */
const COPIES = 0.25
/** With a bottleneck the wrong target does little harm, since the code cannot carry the noise; with skips the network learns to copy. */
const NOISY_TARGET_CREDIT: Readonly<Record<Denoiser, number>> = { cae_denoise: 0.5, cae_skip_denoise: 0.25 }

export const lossTable: Check = modelQuality({
  id: 'loss-table',
  title: 'The reported losses fall, and the last is what the model does, in the unit that is declared',
  points: 0.4,
  entries: ['loss_history', ...DENOISERS],
  pictures: drawLosses,
  hint: 'Over how many numbers is your test loss added up, and by how many is it divided?',
  judge: inEitherForm(judgeTable, formOfDenoisers, NOT_COMPARED),
})

function judgeTable(ask: Asker, context: CheckContext): Promise<Outcome> {
  return overModels(ask, context, async ({ rows, found, last, outside }, other) => {
    const first = rows[0] as LossRow
    if (rows.length > 1 && !(last.train < first.train)) {
      const says = `a loss that does not fall: ${told(first.train)} while training in the first epoch, ${told(last.train)} in the last`
      return { credit: 0, findings: [named('no-progress', last, says)] }
    }
    if (outside !== undefined) return { credit: 0, findings: [withoutEntropy(last, outside)] }
    if (areExchanged({ found, last }, other)) {
      const says = `${told(last.test)} in epoch ${last.epoch}, which is the error of ${nameOf(other.last)}, as the loss of ${nameOf(other.last)} is that of ${nameOf(last)}: the two functions, or the two models in the table, are exchanged`
      return { credit: 0, findings: [named('exchanged', last, says, 'Which of your two networks does each function load?')] }
    }
    const judged = unitOf(last, found, await cleanInputError(ask, context, last))
    if (!last.entropy) return judged
    const says = `${nameOf(last)}: a cross-entropy is reported; it is ${told(found.clean)} per pixel to the clean images and ${told(found.noisy)} to the noisy ones.`
    return { ...judged, findings: [...judged.findings, remark(says)] }
  })
}

export const lossTarget: Check = modelQuality({
  id: 'loss-target',
  title: 'The loss is measured against the clean image',
  points: 0.4,
  after: ['loss-table'],
  entries: ['loss_history', ...DENOISERS],
  hint: 'Which tensor is the second argument of your loss?',
  judge: inEitherForm(judgeTarget, formOfDenoisers, NOT_COMPARED),
})

function judgeTarget(ask: Asker, context: CheckContext): Promise<Outcome> {
  return overModels(ask, context, async ({ found, last, outside }) =>
    outside === undefined ? targetOf(last, found) : { credit: 0, findings: [withoutEntropy(last, outside)] },
  )
}

interface Judged {
  readonly credit: number
  readonly findings: readonly Finding[]
}

/** A model by its rows of the table and by what it does. */
interface Model {
  readonly rows: readonly LossRow[]
  readonly last: LossRow
  /** With its cross-entropies in place of its squared errors, where those are reported. */
  readonly found: Denoising
  /** Set where a cross-entropy is reported that the outputs do not have. */
  readonly outside?: OutsideUnitInterval
}

async function modelOf(ask: Asker, context: CheckContext, rows: readonly LossRow[]): Promise<Model> {
  const last = rows.at(-1) as LossRow
  const found = await measured(ask, context, last.model)
  if (!last.entropy) return { rows, last, found }
  const entropies = await measuredEntropies(ask, context, last.model)
  if ('least' in entropies) return { rows, last, found, outside: entropies }
  const confirmed = entropies.find((one) => meaningsOf(last.test, one, last.unit).length > 0)
  return { rows, last, found: { ...found, ...(confirmed ?? entropies[0]) } }
}

/** Whether neither reported loss is that of its model, and each is that of the other one. */
function areExchanged(one: Pick<Model, 'last' | 'found'>, other: Pick<Model, 'last' | 'found'>): boolean {
  const is = ({ last }: Pick<Model, 'last'>, { found }: Pick<Model, 'found'>): boolean => {
    const meanings = meaningsOf(last.test, found, last.unit)
    return last.unit === undefined ? meanings.length > 0 : meanings.some(({ unit }) => unit === last.unit)
  }
  return is(one, other) && is(other, one) && !is(one, one) && !is(other, other)
}

/** Half of the points for each model. */
async function overModels(ask: Asker, context: CheckContext, judge: (model: Model, other: Model) => Promise<Judged>): Promise<Outcome> {
  const table = readLossRows(toPlain(await ask('loss_history', NO_ARGS)))
  if (typeof table === 'string') throw unusable({ code: 'type-mismatch', label: LABEL, actual: 'something else', expected: table })
  const models: Model[] = []
  for (const model of DENOISERS) {
    models.push(await modelOf(ask, context, rowsOf(table, model)))
  }
  const [cae, skip] = models as [Model, Model]
  const judged = [await judge(cae, skip), await judge(skip, cae)]
  const credit = judged.reduce((sum, one) => sum + one.credit, 0) / judged.length
  return byCredit(
    credit,
    judged.flatMap((one) => one.findings),
  )
}

function unitOf(last: LossRow, found: Denoising, cleanInput: number): Judged {
  const meanings = meaningsOf(last.test, found, last.unit)
  const [meaning] = meanings
  if (meaning === undefined) return unexplained(last, found, cleanInput)
  if (last.unit !== undefined && !meanings.some(({ unit }) => unit === last.unit)) {
    const says = `${told(last.test)} in epoch ${last.epoch}, which is ${meaning.unit.name} (${told(last.test / meaning.unit.factor)} per pixel); declared is ${last.unit.name}`
    return { credit: UNIT_CREDIT, findings: [named('other-unit', last, says)] }
  }
  const unit = last.unit ?? meaning.unit
  const perPixel = PRINTED + (meaning.target === 'clean' ? found.clean : found.noisy)
  const trainUnits = UNITS.filter((one) => isNear(one, last.train, perPixel, NEAR))
  const fits =
    isNear(unitOfOtherColumn(unit), last.train, perPixel, NEAR) || (trainUnits.length === 0 && within(ONE_EPOCH, last.train, last.test))
  if (!fits) {
    const trained = trainUnits[0]?.name ?? 'in no unit near it'
    const times =
      last.train === 0 ? '' : `; the two differ by about ${Math.round(Math.max(last.test / last.train, last.train / last.test))}`
    const says = `columns of two units: ${told(last.test)} for the test images is ${meaning.unit.name}, ${told(last.train)} while training is ${trained}${times}`
    return { credit: UNIT_CREDIT, findings: [named('two-units', last, says, 'By what is each of your two losses divided?')] }
  }
  if (last.unit !== undefined) return { credit: 1, findings: [] }
  return { credit: 1, findings: [remark(`${nameOf(last)}: no reduction is given; the last test loss is ${meaning.unit.name}.`)] }
}

function within(factor: number, a: number, b: number): boolean {
  return a < factor * b && b < factor * a
}

function unexplained(last: LossRow, { clean, noisy }: Denoising, cleanInput: number): Judged {
  const unit = UNITS.find(({ factor }) => Math.abs(last.test / factor - cleanInput) < 0.06 * cleanInput)
  if (unit !== undefined) {
    const says = `the error on clean inputs (${told(cleanInput)} per pixel): the test images were not corrupted before they were denoised`
    return { credit: 0, findings: [named('clean-input', last, says, 'Which images does your model get when you test it?')] }
  }
  const measure = last.entropy ? 'cross-entropy' : 'error'
  const says = `${told(last.test)} in epoch ${last.epoch}, which the model's answers do not confirm: its ${measure} is ${told(clean)} per pixel (${told(784 * clean)} per image) to the clean images and ${told(noisy)} (${told(784 * noisy)}) to the noisy ones`
  return { credit: 0, findings: [named('unconfirmed', last, says, 'Is this the loss of the model that you submitted?')] }
}

async function cleanInputError(ask: Asker, context: CheckContext, { model, entropy }: LossRow): Promise<number> {
  const [part] = partsOf(context, 0, 250, 250)
  if (part === undefined) throw new RangeError('no images to try')
  const own = readPictures(`the images of ${model}`, await ask(model, part.args), part.count)
  if (!entropy) return meanSquaredError(own, part.images)
  const found = crossEntropies(part.images, part.images, own)
  return 'least' in found ? Number.NaN : (found[0] as CrossEntropies).clean
}

function targetOf(last: LossRow, found: Denoising): Judged {
  const meanings = meaningsOf(last.test, found, last.unit)
  const ofUnit = meanings.filter(({ unit }) => unit === last.unit)
  if (last.unit?.upTo !== undefined && ofUnit.length > 0) return targetOfEither(last, found)
  if (last.entropy && isOfBoth(ofUnit.length > 0 ? ofUnit : meanings)) return targetOfEither(last, found)
  const meaning = meanings.find(({ unit }) => unit === last.unit) ?? meanings[0]
  if (meaning === undefined) {
    const says = `${told(last.test)}, an error neither to the clean images nor to the noisy ones`
    return { credit: 0, findings: [named('unconfirmed', last, says)] }
  }
  if (meaning.target === 'noisy') return { credit: NOISY_TARGET_CREDIT[last.model], findings: [noisyTarget(last, meaning, found)] }
  if (last.target === 'noisy') {
    const says = `the error to the clean images, although the noisy ones are declared as its target`
    return { credit: UNIT_CREDIT, findings: [named('other-target', last, says)] }
  }
  if (last.target === 'clean') return { credit: 1, findings: [] }
  return { credit: 1, findings: [remark(`${nameOf(last)}: no target is given; the last test loss is the error to the clean images.`)] }
}

/** A cross-entropy is linear in its target: the noise of a network that keeps none of it cancels. */
function isOfBoth(meanings: readonly Meaning[]): boolean {
  return (['clean', 'noisy'] as const).every((target) => meanings.some((one) => one.target === target))
}

/** Where the size of a loss fits either image, as when it was divided by a number that is not given: what the table says counts, unless the network copies. */
function targetOfEither(last: LossRow, { gain }: Denoising): Judged {
  if (last.target !== 'noisy' && gain <= COPIES) return { credit: 1, findings: [] }
  const says =
    last.target === 'noisy'
      ? 'an error to the noisy images, as the table says'
      : `${told(last.test)}, which by its size may be an error to the noisy images as well; the network passes noise on (gain ${told(gain)}), as one does that was trained to them`
  return { credit: NOISY_TARGET_CREDIT[last.model], findings: [named('noisy-target', last, says)] }
}

function noisyTarget(last: LossRow, { unit }: Meaning, { clean, noise, gain }: Denoising): Finding {
  const half = noise / 2
  const proof =
    !last.entropy && provesCopying(last.test, unit, noise)
      ? ` A loss to the noisy image below half of the noise, ${told(half)} per pixel, is proof that noise is copied, whatever the images look like: the noise gain is ${told(gain)}`
      : ''
  const declared = last.target === 'clean' ? ', although the clean ones are declared as its target' : ''
  const says = `the error to the noisy images${declared}: ${told(last.test)} is ${told(last.test / unit.factor)} per pixel, while the error to the clean images is ${told(clean)}.${proof}`
  return named('noisy-target', last, says)
}

function withoutEntropy(last: LossRow, { least, most }: OutsideUnitInterval): Finding {
  const says = `${told(last.test)} as a cross-entropy, which is defined for outputs between 0 and 1 only: those of ${nameOf(last)} go from ${told(least)} to ${told(most)}`
  return named(
    'no-cross-entropy',
    last,
    says,
    'Which function keeps the outputs of your network between 0 and 1, and is it in the function that you submitted?',
  )
}

function nameOf({ model }: LossRow): string {
  return model === 'cae_denoise' ? 'cae' : 'cae_skip'
}

function named(mistake: string, last: LossRow, says: string, hint?: string): Finding {
  return error({ code: 'known-mistake', label: `the test loss of ${nameOf(last)}`, mistake, says }, hint)
}
