import { integers } from 'assay'
import { type Case, caseSet, type Tolerance } from 'assay/checks'
import { createRandom, type Random } from 'assay/math'
import * as fc from 'fast-check'

/** Counts are integers of at most 400; single precision of their shares is good to 1e-7. */
export const COUNTS: Tolerance = { rtol: 0, atol: 1e-5 }

export interface Answered {
  readonly labels: readonly number[]
  readonly predictions: readonly number[]
  readonly classes: number
}

export function argsOf({ labels, predictions, classes }: Answered): [ReturnType<typeof integers>, ReturnType<typeof integers>, number] {
  return [integers(labels), integers(predictions), classes]
}

/** More of a kind than a byte can count, as there are of each class in a test set. */
const MANY: Answered = {
  labels: Array.from({ length: 700 }, (_, i) => (i < 400 ? 0 : 1)),
  predictions: Array.from({ length: 700 }, (_, i) => (i < 300 ? 0 : 1)),
  classes: 2,
}

export const known = caseSet(
  'known-labels',
  () => [
    {
      args: argsOf({ labels: [0, 1, 2, 2, 1, 0, 2, 2], predictions: [0, 2, 2, 1, 1, 0, 2, 1], classes: 3 }),
      label: 'eight predictions, three classes',
    },
    { args: argsOf({ labels: [3, 1, 3, 3], predictions: [1, 1, 3, 1], classes: 5 }), label: 'classes 0, 2 and 4 do not occur' },
    { args: argsOf({ labels: [], predictions: [], classes: 3 }), label: 'no predictions, three classes' },
    { args: argsOf(MANY), label: '700 predictions, two classes' },
  ],
  (source) => [drawn(source, 3, 12), drawn(source, 5, 9)],
)

export const random = caseSet('random-labels', (source) =>
  Array.from({ length: 20 }, (_, i) => drawn(source, i % 4 === 0 ? 3 : 10, source.integer(20, 200))),
)

function drawn(source: Random, classes: number, count: number): Case {
  // Of ten classes a few are left out at times, on either side.
  const among = (): number[] =>
    source.shuffle(Array.from({ length: classes }, (_, label) => label)).slice(0, source.integer(classes - 2, classes))
  const [present, guessed] = [among(), among()]
  const labels = Array.from({ length: count }, () => source.pick(present))
  const predictions = labels.map((label) => (source.uniform(0, 1) < 0.6 ? label : source.pick(guessed)))
  return { args: argsOf({ labels, predictions, classes }), label: `${count} predictions, ${classes} classes` }
}

export const relabelled: fc.Arbitrary<Answered & { readonly order: readonly number[] }> = fc
  .integer({ min: 2, max: 6 })
  .chain((classes) => {
    const label = fc.integer({ min: 0, max: classes - 1 })
    return fc.record({
      classes: fc.constant(classes),
      answers: fc.array(fc.tuple(label, label), { maxLength: 30 }),
      order: fc.shuffledSubarray(
        Array.from({ length: classes }, (_, i) => i),
        { minLength: classes },
      ),
    })
  })
  .map(({ classes, answers, order }) => ({
    classes,
    order,
    labels: answers.map(([label]) => label),
    predictions: answers.map(([, prediction]) => prediction),
  }))

/** Matrices of counts with a strong diagonal, ties among the confusions and every pair apart; then few confusions, and none. */
export function matrices(seed: number): number[][][] {
  const source: Random = createRandom(seed, 'confusion-matrices')
  return [...full(source), few(source, 3), few(source, 1), few(source, 0)]
}

function few(source: Random, count: number): number[][] {
  const matrix = Array.from({ length: 10 }, (_, i) => Array.from({ length: 10 }, (_, j) => (i === j ? source.integer(150, 240) : 0)))
  const classes = source.shuffle(Array.from({ length: 10 }, (_, label) => label))
  for (let k = 0; k < count; k++)
    (matrix[classes[2 * k] as number] as number[])[classes[2 * k + 1] as number] = k === 0 ? 1 : 3 * k + source.integer(0, 2)
  return matrix
}

function full(source: Random): number[][][] {
  return Array.from({ length: 12 }, (_, i) => {
    const classes = i % 3 === 0 ? 7 : 10
    const most = i % 2 === 0 ? 40 : 12
    return Array.from({ length: classes }, (_, row) =>
      Array.from({ length: classes }, (_, column) => (row === column ? source.integer(150, 240) : source.integer(0, most))),
    )
  })
}
