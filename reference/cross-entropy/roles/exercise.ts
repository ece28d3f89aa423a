import { defineExercise, type Plain } from 'assay'
import { closeToReference, invariant, near, T32 } from 'assay/checks'
import type { Vector } from 'assay/math'
import * as cases from './cases.ts'
import { certainAndRight } from './certain.ts'
import { COST_MEAN, COST_SUM } from './conventions.ts'
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
  conventions: [COST_MEAN, COST_SUM],
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
      shape: () => [2],
      holds: (_pair, [answer]) => {
        const [cost, mirrored] = answer as [number, number]
        if (!(cost > 0)) return `C(a, y) is ${cost}`
        return near(mirrored, cost, T32) ? undefined : `C(a, y) is ${cost} and C(1 − a, 1 − y) is ${mirrored}`
      },
      show: ({ a, y }) => `a = ${a}, y = ${y}`,
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
      calls: (k) => [{ entry: 'crossEntropy', args: [[...cases.grid], cases.grid.map(() => cases.grid[k] as number)] }],
      shape: () => [cases.grid.length],
      holds: (k, [answer]) => {
        const costs = answer as Vector
        const least = costs.indexOf(Math.min(...costs))
        return least === k ? undefined : `among 1/32, …, 31/32 the output ${cases.grid[least]} has the least cost`
      },
      show: (k) => `y = ${cases.grid[k]}`,
    }),
    certainAndRight({
      id: 'certain-and-right',
      title: 'A certain and right output costs nothing',
      points: 0.25,
      after: ['values'],
      hint: 'What does x ln x tend to when x tends to 0?',
    }),
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
      shape: (z) => [z.length],
      holds: (z, [atOne, atZero]) => {
        const differences = (atOne as Vector).map((cost, i) => cost - ((atZero as Vector)[i] as number))
        const bad = differences.findIndex((difference, i) => !near(difference, -(z[i] as number), T32))
        return bad < 0 ? undefined : `at z = ${z[bad]} the costs differ by ${differences[bad]}`
      },
      show: (z) => `z = [${z.join(', ')}]`,
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
      pick: swappedOf,
      cases: cases.outputs,
      mistakes: ofSwapped,
    }),
  ],
})

/** Both limits; infinity may be written out, as JSON has no number for it. */
function swappedOf(answer: Plain): Plain | undefined {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined
  const { swappedY0, swappedY1 } = answer as Record<string, Plain>
  return swappedY0 === undefined || swappedY1 === undefined ? undefined : [spelledOut(swappedY0), spelledOut(swappedY1)]
}

function spelledOut(plain: Plain): Plain {
  return typeof plain === 'string' && /^\+?(inf|infinity|∞)$/i.test(plain) ? Number.POSITIVE_INFINITY : plain
}
