import type { Finding, Value } from 'assay'
import { error, largestColumns, note, Unusable, unusable, wrong } from 'assay/checks'
import { sameShape, squeeze, type TensorData } from 'assay/math'
import { numbersOf, requireFinite } from '../../quality/read-answer.ts'

export const DIGITS = 10

/** What `classify` answered for N images. */
export interface Classes {
  readonly labels: ArrayLike<number>
  /** N × 10, a row per image, where scores were given. */
  readonly scores?: TensorData
  readonly notes: readonly Finding[]
}

const LABEL = 'classify'
/** Rows in which the largest score is not alone: more than rounding brings about. */
const MANY_TIES = 0.01

/**
 * Reads scores [N, 10] or labels [N], also with axes of length 1; scores with the classes first are turned.
 *
 * @throws Unusable for anything else.
 */
export function readClasses(value: Value, count: number): Classes {
  const view = numbersOf(LABEL, value, `scores [${count}, ${DIGITS}] or labels [${count}]`)
  const shape = squeeze(view.shape)
  if (sameShape(shape, [count])) return ofLabels(view.data)
  if (sameShape(shape, [DIGITS])) throw new Unusable(wrong([BATCH_AXIS]))
  const classesFirst = sameShape(shape, [DIGITS, count])
  if (!classesFirst && !sameShape(shape, [count, DIGITS])) {
    throw unusable({ code: 'shape-mismatch', label: LABEL, actual: view.shape, expected: [count, DIGITS] })
  }
  // The logarithm of a probability of 0 is −∞, and a fair score.
  requireFinite(LABEL, { ...view, data: view.data.map((score) => (score === Number.NEGATIVE_INFINITY ? 0 : score)) })
  const scores = classesFirst ? turned(view.data, count) : view.data
  const ties = tiedRows(scores) / count
  const notes = [
    ...(classesFirst
      ? [note({ code: 'convention', says: `The scores came as [${DIGITS}, ${count}], a column per image, and were read so.` })]
      : []),
    ...(ties > MANY_TIES
      ? [note({ code: 'remark', says: `In ${percent(ties)} of the rows several scores are equally large; the first of them counts.` })]
      : []),
  ]
  return { labels: largestColumns(scores, DIGITS), scores, notes }
}

const BATCH_AXIS: Finding = error(
  {
    code: 'known-mistake',
    label: LABEL,
    mistake: 'batch-axis',
    says: 'the largest entry of each column, one answer per digit: the largest has to be taken along the other axis, one answer per image',
  },
  'How many answers do you expect for 2000 images?',
)

function ofLabels(labels: TensorData): Classes {
  const position = labels.findIndex((label) => !Number.isInteger(label))
  if (position >= 0) {
    throw unusable({ code: 'type-mismatch', label: LABEL, actual: `${labels[position]} at ${position}`, expected: 'integers 0 to 9' })
  }
  return { labels, notes: [] }
}

function turned(data: TensorData, count: number): TensorData {
  return data.map((_, i) => data[(i % DIGITS) * count + Math.floor(i / DIGITS)] as number)
}

function tiedRows(scores: TensorData): number {
  let tied = 0
  for (let start = 0; start < scores.length; start += DIGITS) {
    const row = scores.subarray(start, start + DIGITS)
    const largest = Math.max(...row)
    if (row.indexOf(largest) !== row.lastIndexOf(largest)) tied++
  }
  return tied
}

export function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`
}
