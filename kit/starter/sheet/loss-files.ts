import type { NewFile } from '../hand-in-files.ts'

/** The mean squared error: a number of two vectors, with two known mistakes and a law. @param id - `<unit>/<name>` */
export function lossFiles(id: string): readonly NewFile[] {
  return [
    { path: `${id}/exercise.ts`, content: EXERCISE },
    { path: `${id}/judges.ts`, content: JUDGES },
    { path: `${id}/solution.ts`, content: SOLUTION },
    { path: `${id}/statement.md`, content: STATEMENT },
    { path: `${id}/starter.ts`, content: STARTER_TS },
    { path: `${id}/starter.py`, content: STARTER_PY },
    { path: `${id}/equivalent-mutants.json`, content: EQUIVALENT },
    { path: `${id}/samples/accepted/loop.py`, content: LOOP },
    { path: `${id}/samples/accepted/reduce.ts`, content: REDUCE },
    { path: `${id}/samples/wrong-answer/halved.py`, content: HALVED },
    { path: `${id}/samples/wrong-answer/not-averaged.ts`, content: NOT_AVERAGED },
    { path: `${id}/samples/wrong-answer/outputs-alone.py`, content: OUTPUTS_ALONE },
    { path: `${id}/samples/wrong-answer/overwrites.ts`, content: OVERWRITES },
  ]
}

const EXERCISE = `import { defineExercise } from 'assay'
import { caseSet, closeToReference, inputUnchanged, invariant, oneApart } from 'assay/checks'
import type { Random } from 'assay/math'
import * as fc from 'fast-check'
import { sameShift } from './judges.ts'

type Vector = readonly number[]

const known = caseSet('known', () => [
  { args: [[1, 2, 3], [1, 2, 3]], label: 'outputs equal to the targets' },
  { args: [[2], [-1]], label: 'one output' },
  { args: [[0.5, -1, 2, 4], [0, 1, 2, 1]], label: 'four outputs' },
])

const pair = (random: Random, n: number) => ({ args: [random.vector(n), random.vector(n)] })
/** Calls that differ in one argument alone tell a function that remembers its answers. */
const drawn = caseSet('drawn', (random) => [...[1, 3, 20].map((n) => pair(random, n)), ...oneApart(pair(random, 4), pair(random, 4))])

const digit = fc.integer({ min: -9, max: 9 })

const squares = (y: Vector, t: Vector): number => y.reduce((sum, one, i) => sum + (one - (t[i] as number)) ** 2, 0)

/** What students often write instead: the report names it. */
const mistakes = [
  {
    id: 'not-averaged',
    says: 'the sum of the squared errors',
    hint: 'What becomes of the result when every example is given twice?',
    answer: ([y, t]: readonly unknown[]) => squares(y as Vector, t as Vector),
  },
  {
    id: 'halved',
    says: 'half of the mean squared error',
    hint: 'Which factor stands before the sum in the statement?',
    answer: ([y, t]: readonly unknown[]) => squares(y as Vector, t as Vector) / (2 * (y as Vector).length),
  },
]

export default defineExercise({
  title: 'Mean squared error',
  functions: { meanSquaredError: { takes: { outputs: 'float[n]', targets: 'float[n]' }, gives: 'float' } },
  checks: [
    closeToReference({ id: 'known-values', title: 'Known values', points: 1, entry: 'meanSquaredError', cases: known, mistakes }),
    closeToReference({
      id: 'drawn-values',
      title: 'Vectors of other lengths',
      points: 1,
      visibility: 'hidden',
      entry: 'meanSquaredError',
      cases: drawn,
      mistakes,
    }),
    invariant({
      id: 'same-shift',
      title: 'The same number added to outputs and targets changes nothing',
      points: 0.5,
      entries: ['meanSquaredError'],
      law: 'E(y + c, t + c) = E(y, t)',
      arbitrary: fc.record({ pairs: fc.array(fc.tuple(digit, digit), { minLength: 1, maxLength: 5 }), c: fc.integer({ min: 1, max: 9 }) }),
      calls: ({ pairs, c }) =>
        [0, c].map((by) => ({ entry: 'meanSquaredError', args: [pairs.map(([y]) => y + by), pairs.map(([, t]) => t + by)] })),
      ...sameShift,
    }),
    inputUnchanged({ id: 'input-unchanged', title: 'The arguments stay as they are', points: 0.5, entry: 'meanSquaredError', cases: known }),
  ],
})
`

/** What looks at answers: a kit contains it, so that it imports nothing of the solution. */
const JUDGES = `/** What looks at answers, an export for each check that needs one, named by its id. A kit contains this file: it imports nothing of the solution. */
import { type LawJudge, near, T32 } from 'assay/checks'

export const sameShift: LawJudge<unknown> = {
  shape: () => [],
  holds: (_, [before, after]) =>
    near(after as number, before as number, T32) ? undefined : \`the error went from \${before} to \${after}\`,
}
`

const SOLUTION = `/**
 * Mean squared error of a vector of outputs.
 *
 * @param outputs - (n,)
 * @param targets - (n,)
 */
export function meanSquaredError(outputs: readonly number[], targets: readonly number[]): number {
  let sum = 0
  for (const [i, output] of outputs.entries()) sum += (output - (targets[i] as number)) ** 2
  return sum / outputs.length
}
`

const STATEMENT = `# 1a Mean squared error

Let $y, t \\in \\mathbb{R}^n$ be the outputs of a network and their targets. Write a function that returns

$$E(y, t) = \\frac{1}{n} \\sum_{i=1}^{n} (y_i - t_i)^2.$$

| function                             | arguments                                | returns |
| ------------------------------------ | ---------------------------------------- | ------- |
| \`meanSquaredError(outputs, targets)\` | \`outputs\`: float[n], \`targets\`: float[n] | float   |

## What is checked

Visible: known values, that the same number added to outputs and targets changes nothing, and that your function does not write
into its arguments. Hidden: vectors of other lengths. Single precision is enough.
`

const STARTER_TS = `/**
 * Mean squared error of a vector of outputs.
 *
 * @param outputs - n numbers
 * @param targets - n numbers
 */
export function meanSquaredError(outputs: number[], targets: number[]): number {
  throw new Error('not implemented')
}
`

const STARTER_PY = `def mean_squared_error(outputs, targets):
    """Mean squared error of a vector of outputs.

    outputs: n numbers.
    targets: n numbers.
    """
    raise NotImplementedError("not implemented")
`

const LOOP = `# One number after the other.


def mean_squared_error(outputs, targets):
    total = 0.0
    for y, t in zip(outputs, targets):
        total += (y - t) * (y - t)
    return total / len(outputs)
`

const REDUCE = `// Without a loop.
export const meanSquaredError = (outputs: number[], targets: number[]): number =>
  outputs.map((y, i) => (y - targets[i]!) ** 2).reduce((a, b) => a + b, 0) / outputs.length
`

const HALVED = `# With the factor 1/2 that some books have.
# loses: known-values, drawn-values
# names: halved


def mean_squared_error(outputs, targets):
    return sum((y - t) ** 2 for y, t in zip(outputs, targets)) / (2 * len(outputs))
`

const NOT_AVERAGED = `// The sum, not the mean.
// loses: known-values, drawn-values
// names: not-averaged
export const meanSquaredError = (outputs: number[], targets: number[]): number =>
  outputs.map((y, i) => (y - targets[i]!) ** 2).reduce((a, b) => a + b, 0)
`

const OUTPUTS_ALONE = `# The targets are forgotten.
# loses: known-values, drawn-values, same-shift


def mean_squared_error(outputs, targets):
    return sum(y * y for y in outputs) / len(outputs)
`

const OVERWRITES = `// Right, but the squares are written into the outputs.
// loses: input-unchanged
// names: input-modified
export function meanSquaredError(outputs: number[], targets: number[]): number {
  for (let i = 0; i < outputs.length; i++) outputs[i] = (outputs[i]! - targets[i]!) ** 2
  return outputs.reduce((a, b) => a + b, 0) / outputs.length
}
`

/** What `assay prove` is told of changes that change nothing. */
const EQUIVALENT = `[
  {
    "id": "operands: operands swapped | mean-squared-error/solution.ts meanSquaredError | output - (targets[i] as number) -> (((targets[i] as number)) - (output)) | 1",
    "reason": "the square of a difference does not depend on its sign"
  }
]
`
