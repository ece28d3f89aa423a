import type { NewFile } from './hand-in-files.ts'

/** How the exercises of a sheet come. */
export interface SheetHabits {
  /** Samples lie in `fixtures/` beside the sheet, and not with their exercise. */
  readonly fixtures: boolean
  /** Every sentence of a statement is held by a check: `promises.yaml`. */
  readonly promises: boolean
  /** Solutions have tests. */
  readonly tests: boolean
  /** What the tests of a new unit are, as those of another unit. */
  readonly laws?: string
}

/**
 * A small exercise that obeys the laws as it stands (it doubles a vector), with one accepted and two wrong samples.
 *
 * @param id - `<unit>/<name>`
 * @param number - on the sheet.
 * @returns relative to the folder of the sheet.
 */
export function newExerciseFiles(id: string, number: string, { fixtures, promises, tests, laws }: SheetHabits): readonly NewFile[] {
  const [unit = '', name = ''] = id.split('/')
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')
  const samples = fixtures ? `../fixtures/submissions/${id}` : `${id}/samples`
  return [
    { path: `${id}/exercise.ts`, content: exercise(title) },
    { path: `${id}/solution.ts`, content: SOLUTION },
    ...(tests ? [{ path: `${id}/solution.test.ts`, content: SOLUTION_TEST }] : []),
    { path: `${id}/statement.md`, content: statement(number, title) },
    ...(promises ? [{ path: `${id}/promises.yaml`, content: PROMISES }] : []),
    { path: `${id}/starter.ts`, content: STARTER_TS },
    { path: `${id}/starter.py`, content: STARTER_PY },
    { path: `${samples}/accepted/loop.py`, content: ACCEPTED },
    { path: `${samples}/wrong-answer/squared.ts`, content: WRONG },
    { path: `${samples}/wrong-answer/overwrites.ts`, content: OVERWRITES },
    ...(laws === undefined ? [] : [{ path: `${unit}/laws.test.ts`, content: laws }]),
  ]
}

const exercise = (title: string): string => `import { defineExercise } from 'assay'
import { caseSet, closeToReference, inputUnchanged } from 'assay/checks'

/** Checks that share a set of cases share the answers: the submission is asked once. */
const vectors = caseSet('random-vectors', (random) => [3, 1, 5].map((length) => ({ args: [random.vector(length)] })))

export default defineExercise({
  title: '${title}',
  functions: { doubled: { takes: { v: 'float[d]' }, gives: 'float[d]' } },
  checks: [
    closeToReference({
      id: 'values',
      title: 'Every component is doubled',
      points: 1,
      entry: 'doubled',
      cases: vectors,
      mistakes: [
        {
          id: 'squared',
          says: 'the square of every component',
          hint: 'What becomes of the result when v is ten times as large?',
          answer: ([v]) => (v as readonly number[]).map((x) => x * x),
        },
      ],
    }),
    inputUnchanged({ id: 'input-unchanged', title: 'The vector stays as it is', points: 0.5, entry: 'doubled', cases: vectors }),
  ],
})
`

const SOLUTION = `/**
 * Twice a vector.
 *
 * @param v - (d,) any finite numbers.
 * @returns (d,)
 */
export function doubled(v: readonly number[]): number[] {
  return v.map((x) => 2 * x)
}
`

const SOLUTION_TEST = `import { describe, expect, it } from 'vitest'
import { doubled } from './solution.ts'

describe('doubled', () => {
  it('doubles every component', () => {
    expect(doubled([1, -2.5, 0])).toEqual([2, -5, 0])
  })
})
`

const statement = (sheet: string, title: string): string => `# ${sheet} ${title}

Let $v \\in \\mathbb{R}^d$. Write a function that returns $2v$.

| function     | arguments     | returns  |
| ------------ | ------------- | -------- |
| \`doubled(v)\` | \`v\`: float[d] | float[d] |

## What is checked

Visible: random vectors, and that your function does not write into its argument. Single precision is enough.

Limits: 10 s for a call, 60 s for all calls of your submission, 512 MiB of memory; among several exercises the largest of the last two counts.
`

const PROMISES = `'Let $v': context
'Write a function that returns': values, accepted/loop.py
'| \`doubled(v)\`': values
'Visible: random vectors, and that your function does not write into its argument.': values, input-unchanged
'Limits:': reference/stated-values.test.ts
`

const STARTER_TS = `/**
 * Twice a vector.
 *
 * @param v - d numbers
 * @returns d numbers
 */
export function doubled(v: number[]): number[] {
  throw new Error('not implemented')
}
`

const STARTER_PY = `def doubled(v):
    """Twice a vector.

    v: d numbers.
    Returns d numbers.
    """
    raise NotImplementedError("not implemented")
`

const ACCEPTED = `# Adds every component to itself.


def doubled(v):
    return [x + x for x in v]
`

const WRONG = `// Squares instead of doubling.
// loses: values
// names: squared
export function doubled(v: number[]): number[] {
  return v.map((x) => x * x)
}
`

const OVERWRITES = `// Right, but the result is written into the argument.
// loses: input-unchanged
// names: input-modified
export function doubled(v: number[]): number[] {
  for (let i = 0; i < v.length; i++) v[i]! *= 2
  return v
}
`
