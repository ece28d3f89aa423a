import type { CheckContext, Finding } from 'assay'
import { type Asker, accuracy, askThrough, classCounts, error, type OtherForm } from 'assay/checks'
import { PIXELS, transposedImages } from '../../quality/image-batch.ts'
import { inForm } from '../../quality/made-for.ts'
import { test2k } from '../../quality/mnist/mnist.ts'
import { BYTES, INVERTED, STANDARDISED } from '../../quality/pixel-forms.ts'
import { shareOf } from './classes-of.ts'
import { type Classes, DIGITS, readClasses } from './read-classes.ts'

interface Slip {
  readonly id: string
  /** Completes "this equals …". */
  readonly says: string
  readonly hint?: string
}

/** Nearer to the truth than the nearest class mean (.776): no accident. */
const LEARNED = 0.78
/** Images on which a suspicion is tried. */
const TRIED = 500

/** What a set of answers that is far from the labels is instead, as far as the answers alone show it. */
export function slipOfAnswers({ labels, scores }: Classes, truth: ArrayLike<number>): Finding | undefined {
  const right = accuracy(truth, labels)
  const shifted = (by: number): number =>
    accuracy(
      Array.from(truth, (digit) => (digit + by + DIGITS) % DIGITS),
      labels,
    )
  const counted = Array.from(truth, (digit) => digit + 1)
  if (accuracy(counted, labels) > LEARNED || shifted(1) > LEARNED) return named(ONE_TOO_LARGE)
  if (shifted(-1) > LEARNED) return named(ONE_TOO_SMALL)
  if (scores !== undefined && accuracy(truth, readClasses(negative(scores), truth.length).labels) > LEARNED) return named(SMALLEST)
  if (right < 0.2 && sameCounts(truth, labels)) return named(OTHER_ORDER)
  return undefined
}

function negative(scores: ArrayLike<number>): { dtype: 'float64'; shape: number[]; data: Float64Array } {
  return { dtype: 'float64', shape: [scores.length / DIGITS, DIGITS], data: Float64Array.from(scores, (score) => -score) }
}

/** Softmax of softmax, unless a network that is unsure of everything explains the narrow range as well. */
export function slipOfRange({ scores }: Classes): Finding | undefined {
  return scores !== undefined && isSoftmaxOfSoftmax(scores) && sureBefore(scores) > SURE ? named(SOFTMAX_TWICE) : undefined
}

/** Half of the answers of a network that has learned something are surer than this before the second softmax. */
const SURE = 0.8

/** The median of the largest probabilities before the second softmax: their logarithms differ as those do, and they add up to 1. */
function sureBefore(scores: ArrayLike<number>): number {
  const largest: number[] = []
  for (let start = 0; start < scores.length; start += DIGITS) {
    const logs = Array.from({ length: DIGITS }, (_, i) => Math.log(scores[start + i] as number))
    largest.push(Math.max(...logs) + (1 - logs.reduce((sum, log) => sum + log, 0)) / DIGITS)
  }
  return largest.toSorted((a, b) => a - b)[Math.floor(largest.length / 2)] as number
}

/** Of probabilities between 0 and 1 softmax makes some between 1/(9 + e) and e/(9 + e). */
function isSoftmaxOfSoftmax(scores: ArrayLike<number>): boolean {
  const low = 1 / (9 + Math.E) - 1e-6
  const high = Math.E / (9 + Math.E) + 1e-6
  for (let start = 0; start < scores.length; start += DIGITS) {
    let sum = 0
    for (let i = start; i < start + DIGITS; i++) {
      const score = scores[i] as number
      if (!(score >= low && score <= high)) return false
      sum += score
    }
    if (Math.abs(sum - 1) > 1e-3) return false
  }
  return true
}

/** Right numbers of every digit, though hardly one at its image. */
function sameCounts(truth: ArrayLike<number>, labels: ArrayLike<number>): boolean {
  const counts = classCounts(labels, DIGITS)
  const apart = classCounts(truth, DIGITS).reduce((total, count, digit) => total + Math.abs(count - (counts[digit] as number)), 0)
  return apart < 0.1 * truth.length
}

/** The same answer whatever the image. */
export function slipOfConstant({ labels }: Classes): Finding | undefined {
  return new Set(Array.from(labels)).size === 1 ? named({ ...CONSTANT, says: `${labels[0]} for every image` }) : undefined
}

/** Which other form of the images the network was made for, tried on a few of them. */
export async function formOfImages(ask: Asker, context: CheckContext): Promise<OtherForm | undefined> {
  const { images, labels } = test2k()
  const few = images.subarray(0, TRIED * PIXELS)
  const digits = Array.from(labels).slice(0, TRIED)
  const given = await shareOf(ask, context, 'few', () => few, digits)
  const tried: { readonly one: (typeof FORMS)[number]; readonly share: number }[] = []
  for (const one of FORMS) tried.push({ one, share: await shareOf(ask, context, `few, ${one.id}`, () => one.form(few), digits) })
  const share = Math.max(...tried.map((other) => other.share))
  if (share <= LEARNED || 1 - share > FEWER * (1 - given)) return undefined
  const best = tried.filter((other) => other.share >= share - ALIKE).map(({ one }) => one)
  const finding = named({
    id: best.map(({ id }) => id).join(' '),
    says: `the answers of a network that is made for ${best.map(({ says }) => says).join(', or equally for ')}: with such images ${Math.round(100 * share)} % of ${TRIED} are right`,
    hint: (best[0] as (typeof FORMS)[number]).hint,
  })
  const { one } = tried.find((other) => other.share === share) as (typeof tried)[number]
  return { finding, ask: askThrough(ask, { args: (entry, args) => (entry === 'classify' ? inForm(one, args) : args) }) }
}

/** A form of the images is named that leaves half of the errors or fewer, and those that do as well. */
const FEWER = 0.5
const ALIKE = 0.004

const FORMS: readonly (Required<Slip> & { readonly form: (images: Float32Array) => Float32Array })[] = [
  {
    id: 'images-transposed',
    says: 'transposed images (rows and columns swapped)',
    hint: 'Show the first image as your network sees it. Is the 7 upright?',
    form: transposedImages,
  },
  ...[BYTES, INVERTED, STANDARDISED].map((one) => ({ ...one, form: (images: Float32Array) => images.map((pixel) => one.form(pixel)) })),
]

const CONSTANT = { id: 'constant', hint: 'Does the loss change at all while you train?' }
const ONE_TOO_LARGE: Slip = {
  id: 'one-too-large',
  says: 'the right digits plus one: the labels are off by one',
  hint: 'Which label does an image of a 0 have in your training set?',
}
const ONE_TOO_SMALL: Slip = {
  id: 'one-too-small',
  says: 'the right digits minus one: the labels are off by one',
  hint: 'Which label does an image of a 0 have in your training set?',
}
const SMALLEST: Slip = {
  id: 'smallest-is-best',
  says: 'scores that are smallest for the right digit: costs or distances, where the largest score is taken for the answer',
  hint: 'Which score should a digit get that the network is sure of?',
}
const SOFTMAX_TWICE: Slip = {
  id: 'softmax-twice',
  says: 'softmax of softmax: no score leaves the range from 0.085 to 0.232, however sure the network is',
  hint: 'Does your loss apply a softmax of its own?',
}
const OTHER_ORDER: Slip = {
  id: 'other-order',
  says: 'answers with the right number of every digit, but at other images',
  hint: 'Are your answers in the order of the images you were given?',
}

function named({ id, says, hint }: Slip): Finding {
  return error({ code: 'known-mistake', label: 'classify', mistake: id, says }, hint)
}
