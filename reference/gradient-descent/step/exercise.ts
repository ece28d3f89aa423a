import { defineExercise } from 'assay'
import { caseSet, closeToReference, inputUnchanged, invariant, oneApart } from 'assay/checks'
import type { Random } from 'assay/math'
import * as fc from 'fast-check'
import * as judges from './judges.ts'
import { fixedLengthMistakes, gradientStepMistakes, howLong, tenfold, uphill } from './mistakes.ts'

const atMinimum = 'What should your function return at the minimum itself?'

/** Entries of at least 0.1, so that guards such as ‖∇C‖ + 1e-8 stay far inside the tolerance. */
const steepEnough = (random: Random, d: number): number[] => Array.from({ length: d }, () => random.pick([-1, 1]) * random.uniform(0.1, 4))

const randomPoint = (random: Random, d: number) => ({ args: [random.vector(d, 2), steepEnough(random, d), random.uniform(0.01, 1.5)] })
const fewPoints = (random: Random) => [1, 1, 2].map((d) => randomPoint(random, d))

/** Flat along some axes, and slight along the others: the rule of fixed length goes as far there. */
function flatPoint(random: Random, d: number) {
  const along = random.integer(0, d - 1)
  const slope = random.pick([-1, 1]) * random.uniform(0.02, 0.09)
  return { args: [random.vector(d, 2), Array.from({ length: d }, (_, i) => (i === along ? slope : 0)), random.uniform(0.01, 1.5)] }
}

/** Steep, though the entries add up to 0. */
function cancellingPoint(random: Random, d: number) {
  const [v, grad, size] = randomPoint(random, d).args as [number[], number[], number]
  const half = grad.slice(0, d / 2)
  return { args: [v, [...half, ...half.map((g) => -g)], size] }
}

const knownSteps = caseSet(
  'known-steps',
  () => [
    { args: [[0.7], [2 * Math.tanh(1.4)], 0.25], label: 'C = ln cosh 2v at v = 0.7, η = 0.25' },
    { args: [[2], [-4], 0.01], label: 'C = v⁴ − 3v³ + 2 at v = 2, η = 0.01' },
    { args: [[1], [3], 0.1], label: 'C = 1.5 v² at v = 1, η = 0.1' },
    { args: [[1], [3], 0.7], label: 'C = 1.5 v² at v = 1, η = 0.7' },
    { args: [[0.1], [0.3], 0.1], label: 'C = 1.5 v² at v = 0.1, η = 0.1' },
    { args: [[1, -1], [3, -4], 0.5], label: 'v = (1, −1), ∇C = (3, −4), η = 0.5' },
    { args: [[1, -1], [0, -0.5], 0.5], label: 'v = (1, −1), ∇C = (0, −0.5), η = 0.5' },
  ],
  fewPoints,
)

const knownFixedSteps = caseSet(
  'known-fixed-steps',
  () => [
    { args: [[0.7], [2 * Math.tanh(1.4)], 0.25], label: 'C = ln cosh 2v at v = 0.7, ε = 0.25' },
    { args: [[0, 0], [3, -4], 0.5], label: 'v = 0, ∇C = (3, −4), ε = 0.5' },
    { args: [[1, -1], [3, 0], 0.5], label: 'v = (1, −1), ∇C = (3, 0), ε = 0.5' },
    // Around the minimum of 1.5 v² the rule ends in the cycle 0.1, −0.2, 0.1, …; the step is as long where the slope is slight.
    ...[1, 0.7, 0.4, 0.1, -0.2, 0.01].map((v) => ({ args: [[v], [3 * v], 0.3], label: `C = 1.5 v² at v = ${v}, ε = 0.3` })),
  ],
  fewPoints,
)

const randomPoints = caseSet('random-points', (random) => [
  ...[1, 2, 5].flatMap((d) => Array.from({ length: 20 }, () => randomPoint(random, d))),
  ...[1, 2, 5].flatMap((d) => Array.from({ length: 4 }, () => flatPoint(random, d))),
  ...[2, 4].flatMap((d) => Array.from({ length: 2 }, () => cancellingPoint(random, d))),
  ...oneApart(randomPoint(random, 3), randomPoint(random, 3)),
])

const coordinate = fc.double({ min: -3, max: 3, noNaN: true })
const slope = fc.double({ min: 0.1, max: 4, noNaN: true }).chain((size) => fc.constantFrom(size, -size))
const size = fc.double({ min: 0.05, max: 1.5, noNaN: true })
const point = fc
  .constantFrom(1, 2, 5)
  .chain((d) =>
    fc.record({ v: fc.array(coordinate, { minLength: d, maxLength: d }), grad: fc.array(slope, { minLength: d, maxLength: d }), size }),
  )

export default defineExercise({
  title: 'Geometric meaning of gradient descent',
  functions: {
    gradient_step: { takes: { v: 'float[d]', grad: 'float[d]', eta: 'float' }, gives: 'float[d]' },
    fixed_length_step: { takes: { v: 'float[d]', grad: 'float[d]', epsilon: 'float' }, gives: 'float[d]' },
  },
  limits: { callMs: 5000 },
  permutable: 'd',
  checks: [
    closeToReference({
      id: 'step-values',
      title: 'Plain rule: known steps',
      points: 1,
      entry: 'gradient_step',
      label: 'v′',
      cases: knownSteps,
      mistakes: gradientStepMistakes,
      hint: uphill,
    }),
    closeToReference({
      id: 'step-random',
      title: 'Plain rule: random points in 1, 2 and 5 dimensions',
      points: 1,
      visibility: 'hidden',
      entry: 'gradient_step',
      label: 'v′',
      cases: randomPoints,
      mistakes: gradientStepMistakes,
      hint: tenfold,
    }),
    closeToReference({
      id: 'fixed-values',
      title: 'Fixed length: known steps and the cycle around a minimum',
      points: 0.75,
      entry: 'fixed_length_step',
      label: 'v′',
      cases: knownFixedSteps,
      mistakes: fixedLengthMistakes,
      hint: howLong,
    }),
    closeToReference({
      id: 'fixed-random',
      title: 'Fixed length: random points in 1, 2 and 5 dimensions',
      points: 1,
      visibility: 'hidden',
      entry: 'fixed_length_step',
      label: 'v′',
      cases: randomPoints,
      mistakes: fixedLengthMistakes,
      hint: howLong,
    }),
    invariant({
      id: 'stationary',
      title: 'Where the gradient is zero both rules stay',
      points: 0.5,
      entries: ['gradient_step', 'fixed_length_step'],
      law: '∇C = 0 gives v′ = v',
      arbitrary: point,
      runs: 20,
      calls: ({ v, size }) => {
        const flat = v.map(() => 0)
        return [
          { entry: 'gradient_step', args: [v, flat, size] },
          { entry: 'fixed_length_step', args: [v, flat, size] },
        ]
      },
      ...judges.stationary,
      hint: atMinimum,
    }),
    invariant({
      id: 'scale',
      title: 'A cost that is steeper or flatter: the plain step with it, the same step of fixed length',
      points: 0.5,
      entries: ['gradient_step', 'fixed_length_step'],
      law: 'C → 1000 C multiplies the plain step by 1000, and neither that nor C → C/10⁴ changes the other',
      arbitrary: point,
      calls: ({ v, grad, size }) => {
        const times = (factor: number): number[] => grad.map((g) => factor * g)
        return [
          ...['gradient_step', 'fixed_length_step'].flatMap((entry) => [
            { entry, args: [v, grad, size] },
            { entry, args: [v, times(1000), size] },
          ]),
          { entry: 'fixed_length_step', args: [v, times(1e-4), size] },
        ]
      },
      ...judges.scale,
      hint: tenfold,
    }),
    invariant({
      id: 'length-direction',
      title: 'The fixed length is ε, straight against the gradient',
      points: 0.5,
      entries: ['fixed_length_step'],
      law: '‖v′ − v‖ = ε and v′ − v is antiparallel to ∇C',
      arbitrary: point,
      calls: ({ v, grad, size }) => [{ entry: 'fixed_length_step', args: [v, grad, size] }],
      ...judges.lengthDirection,
      hint: howLong,
    }),
    invariant({
      id: 'descent',
      title: 'On a parabola every step with η < 2/c goes down',
      points: 0.25,
      entries: ['gradient_step'],
      law: 'C = c v²/2 and η < 2/c give C(v′) < C(v)',
      arbitrary: fc.record({
        v: fc.double({ min: 0.2, max: 3, noNaN: true }).chain((x) => fc.constantFrom(x, -x)),
        curvature: fc.double({ min: 0.2, max: 5, noNaN: true }),
        share: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      }),
      runs: 25,
      calls: ({ v, curvature, share }) => [{ entry: 'gradient_step', args: [[v], [curvature * v], (2 * share) / curvature] }],
      ...judges.descent,
      hint: uphill,
    }),
    inputUnchanged({
      id: 'step-unchanged',
      title: 'Plain rule: v and grad are left as they were',
      points: 0.25,
      entry: 'gradient_step',
      cases: knownSteps,
      hint: 'Whose array does your function write to?',
    }),
    inputUnchanged({
      id: 'fixed-unchanged',
      title: 'Fixed length: v and grad are left as they were',
      points: 0.25,
      entry: 'fixed_length_step',
      cases: knownFixedSteps,
      hint: 'Whose array does your function write to?',
    }),
  ],
})
