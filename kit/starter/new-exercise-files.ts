import type { NewFile } from './hand-in-files.ts'

/**
 * A small exercise that obeys the laws as it stands (it doubles a vector), with one accepted and one wrong sample.
 *
 * @param id - `<unit>/<name>`
 */
export function newExerciseFiles(id: string, sheet: string): readonly NewFile[] {
  const name = id.slice(id.indexOf('/') + 1)
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')
  const folder = `reference/${id}`
  const samples = `fixtures/submissions/${id}`
  return [
    { path: `${folder}/exercise.ts`, content: exercise(id, sheet, title) },
    { path: `${folder}/solution.ts`, content: SOLUTION },
    { path: `${folder}/solution.test.ts`, content: SOLUTION_TEST },
    { path: `${folder}/statement.md`, content: statement(sheet, title) },
    { path: `${folder}/promises.yaml`, content: PROMISES },
    { path: `${folder}/starter.ts`, content: STARTER_TS },
    { path: `${folder}/starter.py`, content: STARTER_PY },
    { path: `${samples}/accepted/loop.py`, content: ACCEPTED },
    { path: `${samples}/wrong-answer/squared.ts`, content: WRONG },
  ]
}

const exercise = (id: string, sheet: string, title: string): string => `import { caseSet, closeToReference } from '../../../checks/index.ts'
import type { Exercise } from '../../../grading/model/exercise.ts'

/** Checks that share a set of cases share the answers: the submission is asked once. */
const vectors = caseSet('random-vectors', (random) => [3, 1, 5].map((length) => ({ args: [random.vector(length)] })))

const exercise: Exercise = {
  id: '${id}',
  sheet: '${sheet}',
  title: '${title}',
  points: 1,
  entries: [{ name: 'doubled', parameters: [{ name: 'v', shape: 'float[d]' }], returns: 'float[d]' }],
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
  ],
}

export default exercise
`

const SOLUTION = `import type { Vector } from '../../../grading/model/tensor.ts'

/**
 * Twice a vector.
 *
 * @param v - (d,) any finite numbers.
 * @returns (d,)
 */
export function doubled(v: Vector): number[] {
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

Visible: random vectors. Single precision is enough.

Limits: 10 s for a call, 60 s for all calls of your submission, 512 MiB of memory; among several exercises the largest of the last two counts.
`

const PROMISES = `'Let $v': context
'Write a function that returns': values, accepted/loop.py
'| \`doubled(v)\`': values
'Visible: random vectors.': values
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
