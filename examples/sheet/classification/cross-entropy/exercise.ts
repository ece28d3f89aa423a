import { defineExercise } from 'assay'
import { caseSet, closeToReference, inputUnchanged, invariant, type Mistake, near, T32 } from 'assay/checks'
import * as fc from 'fast-check'

const LOGITS = { z: 'float[n]', label: 'int' }

const known = caseSet('known', () => [{ args: [[1, 2, 3], 0] }, { args: [[0, 0], 1] }, { args: [[1, 2, 3], 2] }])
/** Their exponentials overflow, or are all 0, unless the largest logit is taken off. */
const large = caseSet('large', () => [{ args: [[1000, 0], 0] }, { args: [[0, 1000], 0] }, { args: [[-1000, -1001], 1] }])
const random = caseSet('random', (random) =>
  Array.from({ length: 12 }, () => {
    const z = random.vector(random.integer(2, 8), 3)
    return { args: [z, random.integer(0, z.length - 1)] }
  }),
)

/** Wrong formulas, named where they give every wrong answer. */
const mistakes: readonly Mistake[] = [
  {
    id: 'sign',
    says: 'ln p of the label: the sign is missing',
    answer: (_args, right) => -(right as number),
  },
  {
    id: 'base-two',
    says: 'the logarithm to base 2 in place of the natural one',
    answer: (_args, right) => (right as number) * Math.LOG2E,
  },
]

export default defineExercise({
  title: 'The cross-entropy of logits',
  functions: {
    crossEntropy: { takes: LOGITS, gives: 'float' },
  },
  checks: [
    closeToReference({
      id: 'values',
      title: 'Known logits',
      points: 1,
      entry: 'crossEntropy',
      cases: known,
      hint: 'Which probability does the logarithm belong to?',
      mistakes,
    }),
    closeToReference({
      id: 'random',
      title: 'Random logits',
      points: 1,
      visibility: 'hidden',
      entry: 'crossEntropy',
      cases: random,
      mistakes,
    }),
    closeToReference({
      id: 'large',
      title: 'Large logits',
      points: 0.5,
      entry: 'crossEntropy',
      cases: large,
      hint: 'What is exp(1000)? Which number may be taken off all logits?',
    }),
    inputUnchanged({
      id: 'input-unchanged',
      title: 'The logits are left as they are',
      points: 0.5,
      entry: 'crossEntropy',
      cases: known,
    }),
    invariant({
      id: 'shift',
      title: 'The same number added to all logits',
      points: 1,
      entries: ['crossEntropy'],
      law: 'the cross-entropy of z + c is that of z',
      arbitrary: fc.record({
        z: fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 2, maxLength: 6 }),
        c: fc.double({ min: -4, max: 4, noNaN: true }),
      }),
      calls: ({ z, c }) => [
        { entry: 'crossEntropy', args: [z, 0] },
        { entry: 'crossEntropy', args: [z.map((one) => one + c), 0] },
      ],
      shape: () => [],
      holds: (_input, [before, after]) =>
        near(after as number, before as number, T32) ? undefined : `it is ${before} before and ${after} after`,
    }),
  ],
})
