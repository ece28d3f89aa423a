import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gradeSubmission } from '#grading/engine/grade'
import { isComputed } from '#grading/model/check'
import type { ExerciseResult } from '#grading/model/result'
import { readReasons } from '#grading/runner/reasons'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { catalogue, memo, referenceOf, SEED } from '#grading/sheet/testing/grade-sample'
import { notices } from '#reports/proof/figures'
import { inProcess } from '#submissions'
import { wrapperMutants, wrappersOf } from './wrappers.ts'

type Habit = ReturnType<typeof wrappersOf>[number]['habit']
type Solution = Readonly<Record<string, unknown>>
interface Code {
  find(module: Solution, name: string): unknown
  wrapped<T>(fn: T, habit: Habit): T
}
const { find, wrapped } = (await import(join(import.meta.dirname, 'wrapped.mjs'))) as Code

const draw = {
  name: 'draw',
  parameters: [
    { name: 'v', shape: 'float[n]' },
    { name: 'seed', shape: 'int' },
  ],
  returns: '{x: float[n, m], y: float}',
}

describe('the wrappers of a function', () => {
  it('are those that its signature leaves room for', () => {
    expect(wrappersOf({ entries: [draw] }).map(({ does }) => does)).toEqual([
      'remembers its answers by nothing',
      'remembers its answers by v alone',
      'remembers its answers by seed alone',
      'gives the answer to the call before',
      'repeats its answers after 4 calls',
      'takes v from the first call',
      'takes 1 for v',
      'writes into v',
      'takes seed from the first call',
      'takes 1 for seed',
      'takes seed % 16',
      'takes seed & 255',
      'sorts the numbers of x',
      'sorts the rows of x',
    ])
  })

  it('remember by each proper subset of its arguments, never by all of them', () => {
    const entry = { name: 'f', parameters: ['a', 'b', 'c', 'd'].map((name) => ({ name, shape: 'float' })), returns: 'float' }
    const subsets = wrappersOf({ entries: [entry] }).flatMap(({ habit }) => (habit.kind === 'remembers' ? [habit.by.join('')] : []))
    expect(subsets).toHaveLength(15)
    expect(new Set(subsets).size).toBe(15)
    expect(subsets).not.toContain('0123')
  })

  const sum = (a: readonly number[], b: number): number[] => a.map((x) => x + b)
  it.each<[Habit, readonly (readonly [readonly number[], number])[], readonly number[][]]>([
    [
      { kind: 'remembers', by: [1] },
      [
        [[1], 5],
        [[2], 5],
        [[1, 2], 5],
      ],
      [[6], [6], [6, 7]],
    ],
    [
      { kind: 'lags' },
      [
        [[1], 5],
        [[2], 5],
        [[1, 2], 5],
        [[3], 5],
      ],
      [[6], [6], [6, 7], [7]],
    ],
    [
      { kind: 'counts', calls: 2 },
      [
        [[1], 0],
        [[2], 0],
        [[3], 0],
        [[4], 0],
      ],
      [[1], [2], [1], [2]],
    ],
    [
      { kind: 'folds', argument: 1, to: '% 16' },
      [
        [[0], 17],
        [[0], 256],
      ],
      [[1], [0]],
    ],
    [
      { kind: 'folds', argument: 1, to: '& 255' },
      [
        [[0], 17],
        [[0], 257],
      ],
      [[17], [1]],
    ],
    [{ kind: 'fixes', argument: 0, value: 1 }, [[[7, 8], 2]], [[3, 3]]],
    [
      { kind: 'keeps', argument: 0 },
      [
        [[7], 2],
        [[8], 3],
        [[8, 9], 3],
      ],
      [[9], [10], [11, 12]],
    ],
    [
      { kind: 'sorts', rows: false },
      [
        [[3, 1, 2], 0],
        [[1, 2], 0],
      ],
      [
        [1, 2, 3],
        [2, 1],
      ],
    ],
  ])('%j', (habit, calls, answers) => {
    const fn = wrapped(sum, habit)
    expect(calls.map(([a, b]) => [...fn(a, b)])).toEqual(answers)
  })

  it('write into arguments, sort fields and rows, and take arrays in either form', () => {
    const given = [[1, 2], [3]]
    wrapped((rows: readonly number[][]) => rows.length, { kind: 'writes', argument: 0 })(given)
    expect(given).toEqual([[2, 2], [3]])
    const table = wrapped(() => ({ dW: [[3], [1]], db: [2, 1] }), { kind: 'sorts', field: 'd_w', rows: true })
    expect(table()).toEqual({ dW: [[1], [3]], db: [2, 1] })
    const typed = (data: readonly number[]) => ({ shape: [2, 2], data: Float64Array.from(data) })
    const first = wrapped((a: ReturnType<typeof typed>) => a.data[0], { kind: 'remembers', by: [] })
    expect([first(typed([1, 2, 3, 4])), first(typed([5, 6, 7, 8]))]).toEqual([1, 1])
    expect(wrapped(() => typed([2, 1, 3, 4]), { kind: 'sorts', rows: false })()).toEqual([
      [1, 2],
      [4, 3],
    ])
  })
})

/** Few enough for the suite, other ones of each exercise; `assay prove` runs all. ASSAY_WRAPPERS sets another number. */
const MOST = Number(process.env.ASSAY_WRAPPERS ?? 12)

/** Networks are proven by `assay prove` alone: their functions take seconds. */
const computed = catalogue.filter(
  ({ exercise: { entries, models, limits } }) => entries.length > 0 && models === undefined && (limits?.callMs ?? 0) < 60_000,
)

async function lostBy({ exercise, loadSolution }: CatalogueEntry, entry: string, habit: Habit): Promise<readonly string[]> {
  const solution = (await loadSolution()) as Solution
  const own = find(solution, entry)
  const module = Object.fromEntries(Object.entries(solution).map(([name, one]) => [name, one === own ? wrapped(one, habit) : one]))
  const submission = {
    id: 'wrapped',
    kind: 'javascript',
    hash: '',
    declared: new Map(),
    answers: new Map(),
    remarks: [],
    session: () => inProcess(module),
    output: () => ({ stdout: '', stderr: '' }),
    close: async () => {},
  } as const
  const options = { reference: () => referenceOf(exercise), seed: SEED, visibility: 'all', memo } as const
  const result = (await gradeSubmission(submission, [exercise], options)).exercises[0] as ExerciseResult
  const manual = new Set(exercise.checks.filter((check) => !isComputed(check)).map(({ id }) => id))
  return result.checks.filter(({ id, verdict, fraction }) => !manual.has(id) && notices(verdict) && fraction < 1).map(({ id }) => id)
}

describe('a reference of which one function answers from memory, or from less than it is given', () => {
  let examined = 0

  it.each(computed.map((entry) => ({ id: entry.exercise.id, entry })))(
    '$id: loses a check, or is recorded as right',
    { timeout: 60_000 },
    async ({ entry }) => {
      const { exercise, folder } = entry
      const reasons = readReasons(join(folder, 'equivalent-mutants.json'))
      const ids = wrapperMutants(exercise, 'reference').map(({ id }) => id)
      const all = wrappersOf(exercise)
      const chosen = new Set(
        Array.from({ length: Math.min(MOST, all.length) }, (_, i) => Math.floor((i * all.length) / Math.min(MOST, all.length))),
      )
      const wrong: string[] = []
      for (const i of chosen) {
        const { entry: name, habit } = all[i] as (typeof all)[number]
        const id = ids[i] as string
        const lost = await lostBy(entry, name, habit)
        if (lost.length === 0 && !reasons.has(id)) wrong.push(`not noticed: ${id}`)
        if (lost.length > 0 && reasons.has(id)) wrong.push(`recorded as right, but noticed by ${lost.join(', ')}: ${id}`)
        examined++
      }
      expect(wrong).toEqual([])
    },
  )

  it.each(catalogue.map((entry) => ({ id: entry.exercise.id, entry })))('$id: has a record of none that is not made', ({ entry }) => {
    const made = new Set(wrapperMutants(entry.exercise, 'reference').map(({ id }) => id))
    const recorded = [...readReasons(join(entry.folder, 'equivalent-mutants.json')).keys()]
    expect(recorded.filter((id) => id.startsWith('wrapper: ') && !made.has(id))).toEqual([])
  })

  it('was examined for every computed exercise', () => {
    process.stdout.write(`wrapped references: ${examined} in ${computed.length} exercises\n`)
    expect(computed.length).toBeGreaterThanOrEqual(11)
    expect(examined).toBeGreaterThanOrEqual(computed.length * Math.min(MOST, 12))
  })
})
