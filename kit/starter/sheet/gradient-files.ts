import type { NewFile } from '../hand-in-files.ts'

/** The gradient of the mean squared error: a vector of two vectors. @param id - `<unit>/<name>` */
export function gradientFiles(id: string): readonly NewFile[] {
  return [
    { path: `${id}/exercise.ts`, content: EXERCISE },
    { path: `${id}/solution.ts`, content: SOLUTION },
    { path: `${id}/statement.md`, content: STATEMENT },
    { path: `${id}/starter.ts`, content: STARTER_TS },
    { path: `${id}/starter.py`, content: STARTER_PY },
    { path: `${id}/samples/accepted/loop.ts`, content: LOOP },
    { path: `${id}/samples/accepted/list.py`, content: LIST },
    { path: `${id}/samples/wrong-answer/no-factor.ts`, content: NO_FACTOR },
    { path: `${id}/samples/wrong-answer/wrong-sign.py`, content: WRONG_SIGN },
    { path: `${id}/samples/wrong-answer/overwrites.py`, content: OVERWRITES },
  ]
}

const EXERCISE = `import { defineExercise } from 'assay'
import { caseSet, closeToReference, inputUnchanged, oneApart } from 'assay/checks'
import type { Random } from 'assay/math'

type Vector = readonly number[]

const known = caseSet('known', () => [
  { args: [[1, 2, 3], [1, 2, 3]], label: 'at the minimum' },
  { args: [[2], [-1]], label: 'one output' },
  { args: [[0.5, -1, 2, 4], [0, 1, 2, 1]], label: 'four outputs' },
])

const pair = (random: Random, n: number) => ({ args: [random.vector(n), random.vector(n)] })
const drawn = caseSet('drawn', (random) => [...[1, 3, 20].map((n) => pair(random, n)), ...oneApart(pair(random, 4), pair(random, 4))])

const mistakes = [
  {
    id: 'no-factor',
    says: 'the gradient without the factor 2',
    hint: 'What is the derivative of a square?',
    answer: ([y, t]: readonly unknown[]) => (y as Vector).map((one, i) => (one - ((t as Vector)[i] as number)) / (y as Vector).length),
  },
]

export default defineExercise({
  title: 'Gradient of the mean squared error',
  functions: { squaredErrorGradient: { takes: { outputs: 'float[n]', targets: 'float[n]' }, gives: 'float[n]' } },
  checks: [
    closeToReference({ id: 'known-values', title: 'Known values', points: 1, entry: 'squaredErrorGradient', cases: known, mistakes }),
    closeToReference({
      id: 'drawn-values',
      title: 'Vectors of other lengths',
      points: 1,
      visibility: 'hidden',
      entry: 'squaredErrorGradient',
      cases: drawn,
      mistakes,
    }),
    inputUnchanged({ id: 'input-unchanged', title: 'The arguments stay as they are', points: 0.5, entry: 'squaredErrorGradient', cases: known }),
  ],
})
`

const SOLUTION = `/**
 * Gradient of the mean squared error with respect to the outputs.
 *
 * @param outputs - (n,)
 * @param targets - (n,)
 * @returns (n,)
 */
export function squaredErrorGradient(outputs: readonly number[], targets: readonly number[]): number[] {
  return outputs.map((output, i) => (2 * (output - (targets[i] as number))) / outputs.length)
}
`

const STATEMENT = `# 1b Gradient of the mean squared error

Let $E(y, t) = \\frac{1}{n} \\sum_{i=1}^{n} (y_i - t_i)^2$ be the mean squared error of outputs $y \\in \\mathbb{R}^n$ with targets
$t \\in \\mathbb{R}^n$. Write a function that returns its gradient $\\nabla_y E$.

| function                                 | arguments                                | returns  |
| ---------------------------------------- | ---------------------------------------- | -------- |
| \`squaredErrorGradient(outputs, targets)\` | \`outputs\`: float[n], \`targets\`: float[n] | float[n] |

## What is checked

Visible: known values, and that your function does not write into its arguments. Hidden: vectors of other lengths. Single precision
is enough.
`

const STARTER_TS = `/**
 * Gradient of the mean squared error with respect to the outputs.
 *
 * @param outputs - n numbers
 * @param targets - n numbers
 * @returns n numbers
 */
export function squaredErrorGradient(outputs: number[], targets: number[]): number[] {
  throw new Error('not implemented')
}
`

const STARTER_PY = `def squared_error_gradient(outputs, targets):
    """Gradient of the mean squared error with respect to the outputs.

    outputs: n numbers.
    targets: n numbers.
    Returns n numbers.
    """
    raise NotImplementedError("not implemented")
`

const LOOP = `// One component after the other.
export function squaredErrorGradient(outputs: number[], targets: number[]): number[] {
  const gradient: number[] = []
  for (let i = 0; i < outputs.length; i++) gradient.push((outputs[i]! - targets[i]!) * (2 / outputs.length))
  return gradient
}
`

const LIST = `# As a list.


def squared_error_gradient(outputs, targets):
    return [2 * (y - t) / len(outputs) for y, t in zip(outputs, targets)]
`

const NO_FACTOR = `// The derivative of the square is taken for the difference itself.
// loses: known-values, drawn-values
// names: no-factor
export const squaredErrorGradient = (outputs: number[], targets: number[]): number[] =>
  outputs.map((y, i) => (y - targets[i]!) / outputs.length)
`

const WRONG_SIGN = `# Targets minus outputs.
# loses: known-values, drawn-values
# names: scaled


def squared_error_gradient(outputs, targets):
    return [2 * (t - y) / len(outputs) for y, t in zip(outputs, targets)]
`

const OVERWRITES = `# Right, but the gradient is written into the outputs.
# loses: input-unchanged
# names: input-modified


def squared_error_gradient(outputs, targets):
    n = len(outputs)
    for i in range(n):
        outputs[i] = 2 * (outputs[i] - targets[i]) / n
    return outputs
`
