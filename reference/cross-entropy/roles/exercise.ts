import { defineExercise } from 'assay'
import { closeToReference, defineCheck, invariant } from 'assay/checks'
import { createRandom } from 'assay/math'
import * as cases from './cases.ts'
import * as judges from './judges.ts'
import { ofCost, ofFirst, ofLogitCost, ofSwapped } from './mistakes.ts'

const NEGATIVE = 'Is a cost allowed to be negative here?'
const EXACT_TARGET = 'Which of a and y can be exactly 0 or 1?'
const TRY_40 = 'Try z = 40 in your code: what is σ(40) in a floating-point number, and what is 1 minus it?'

export default defineExercise({
  title: 'The roles of a and y in the cross-entropy',
  functions: {
    crossEntropy: { takes: { a: 'float[n]', y: 'float[n]' }, gives: 'float[n]' },
    crossEntropyWithLogits: { takes: { z: 'float[n]', y: 'float[n]' }, gives: 'float[n]' },
    boundaryCosts: { takes: { a: 'float' }, gives: '{first_y0: float, first_y1: float, swapped_y0: float, swapped_y1: float}' },
  },
  conventions: judges.conventions,
  permutable: 'n',
  checks: [
    closeToReference({
      id: 'values',
      title: 'The cost of known outputs and targets',
      points: 0.75,
      hint: NEGATIVE,
      entry: 'crossEntropy',
      label: 'C(a, y)',
      cases: cases.pairs,
      mistakes: ofCost,
    }),
    closeToReference({
      id: 'random-pairs',
      title: 'The cost of random outputs and targets',
      points: 0.75,
      visibility: 'hidden',
      entry: 'crossEntropy',
      label: 'C(a, y)',
      cases: cases.randomPairs,
      mistakes: ofCost,
    }),
    invariant({
      id: 'symmetry',
      title: 'The cost is positive, and the same for the complements of output and target',
      points: 0.25,
      hint: NEGATIVE,
      entries: ['crossEntropy'],
      law: 'C(a, y) = C(1 − a, 1 − y) > 0',
      arbitrary: cases.pair,
      calls: ({ a, y }) => [
        {
          entry: 'crossEntropy',
          args: [
            [a, 1 - a],
            [y, 1 - y],
          ],
        },
      ],
      ...judges.symmetry,
    }),
    invariant({
      id: 'minimum',
      title: 'For every target the cost is least at a = y',
      points: 0.25,
      hint: 'For a fixed target, which output should cost least?',
      entries: ['crossEntropy'],
      law: 'C(a, y) is least at a = y',
      arbitrary: cases.target,
      runs: 20,
      calls: (k) => [{ entry: 'crossEntropy', args: [[...judges.grid], judges.grid.map(() => judges.grid[k] as number)] }],
      ...judges.minimum,
    }),
    defineCheck(
      {
        id: 'certain-and-right',
        title: 'A certain and right output costs nothing, a certain and wrong one a lot',
        points: 0.25,
        after: ['values'],
        hint: 'What does x ln x tend to when x tends to 0?',
      },
      ['crossEntropy'],
      { plan: ({ seed }) => cases.certain(createRandom(seed, 'certain-and-right')), ...judges.certainAndRight },
    ),
    closeToReference({
      id: 'logit-values',
      title: 'The cost as a function of z',
      points: 0.5,
      hint: 'Does your function give what the first one gives for a = σ(z)?',
      entry: 'crossEntropyWithLogits',
      label: 'C(σ(z), y)',
      cases: cases.logitPairs,
      mistakes: ofLogitCost,
    }),
    closeToReference({
      id: 'large-logits',
      title: 'The cost stays finite and right at z = ±40 and ±800',
      points: 0.5,
      hint: TRY_40,
      entry: 'crossEntropyWithLogits',
      label: 'C(σ(z), y)',
      cases: cases.largeLogits,
      mistakes: ofLogitCost,
    }),
    closeToReference({
      id: 'random-logits',
      title: 'The cost of random logits of every size',
      points: 0.5,
      visibility: 'hidden',
      hint: TRY_40,
      entry: 'crossEntropyWithLogits',
      label: 'C(σ(z), y)',
      cases: cases.randomLogits,
      mistakes: ofLogitCost,
    }),
    invariant({
      id: 'logit-difference',
      title: 'The costs of target 1 and target 0 differ by −z',
      points: 0.25,
      hint: TRY_40,
      entries: ['crossEntropyWithLogits'],
      law: 'C(σ(z), 1) − C(σ(z), 0) = −z',
      arbitrary: cases.logits,
      calls: (z) => [1, 0].map((y) => ({ entry: 'crossEntropyWithLogits', args: [z, z.map(() => y)] })),
      ...judges.logitDifference,
    }),
    ...(['firstY0', 'firstY1'] as const).map((field, y) =>
      closeToReference({
        id: `first-y${y}`,
        title: `The cost at y = ${y}, with the output inside the logarithm`,
        points: 0.25,
        hint: NEGATIVE,
        entry: 'boundaryCosts',
        field,
        label: `first_y${y}`,
        cases: cases.outputs,
        mistakes: ofFirst,
      }),
    ),
    closeToReference({
      id: 'swapped',
      title: 'The cost at y = 0 and y = 1, with the roles exchanged',
      points: 1.5,
      hint: EXACT_TARGET,
      entry: 'boundaryCosts',
      label: '(swapped_y0, swapped_y1)',
      cases: cases.outputs,
      ...judges.swapped,
      mistakes: ofSwapped,
    }),
  ],
})
