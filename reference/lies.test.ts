import type { Answer, Session, Value } from 'assay'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyValue, tell } from '../checks/testing/lies.ts'
import { gradeSubmission } from '../grading/engine/grade.ts'
import { createMemo } from '../grading/engine/memo.ts'
import type { Exercise } from '../grading/model/exercise.ts'
import type { CheckResult } from '../grading/model/result.ts'
import type { Submission } from '../grading/model/submission.ts'
import { loadCatalogue } from '../grading/sheet/catalogue.ts'
import { inProcess } from '../submissions/index.ts'

const SEED = 7041
const RUNS = 40

const of = (shape: readonly number[], fill: number): Value => ({
  dtype: 'float64',
  shape,
  data: new Float64Array(shape.reduce((size, extent) => size * extent, 1)).fill(fill),
})

/** What nobody who has solved anything answers. */
const FIXED: readonly Value[] = [
  null,
  true,
  '',
  'NaN',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.MAX_VALUE,
  of([0], 0),
  of([2, 0], 0),
  of([3], Number.NaN),
  of([2, 2], Number.MAX_VALUE),
  of([1, 1, 1, 1, 1, 1, 1, 1], 1e300),
  [],
  [[]],
  [null, 'x', of([2], 1)],
  [[of([1], 1), of([2], 1)], new Map()],
  new Map(),
  new Map<string, Value>([['__proto__', null]]),
]

/** Laws that some constant obeys; the exact values are asked for beside them, for many times the points. */
const INEQUALITIES: ReadonlySet<string> = new Set(['cross-entropy/optimum floor', 'convolution/output-size monotone'])

function answering(value: Value): Session {
  const answer: Answer = { ok: true, value, usage: { ms: 0 } }
  return { call: async () => answer, callMany: async (_, argsList) => argsList.map(() => answer), close: async () => {} }
}

function submission(value: Value): Submission {
  return {
    id: 'liar',
    kind: 'typescript',
    hash: '',
    declared: new Map(),
    answers: new Map(),
    remarks: [],
    session: () => answering(value),
    output: () => ({ stdout: '', stderr: '' }),
    close: async () => {},
  }
}

/** A value of a record with every field that an exercise could ask for. */
function inEveryField(value: Value): Value {
  return new Map(['dW1', 'dW2', 'db1', 'db2', 'dX', 'W', 'b', 'mean', 'variance', 'weights', 'cost', 'loss'].map((name) => [name, value]))
}

describe.each((await loadCatalogue()).map((entry) => ({ id: entry.exercise.id, entry })))('$id', ({ entry }) => {
  const memo = createMemo()

  async function judged(exercise: Exercise, reference: Session, value: Value): Promise<readonly CheckResult[]> {
    const options = { reference: () => reference, seed: SEED, visibility: 'all' as const, memo }
    const result = await gradeSubmission(submission(value), [exercise], options)
    return result.exercises[0]?.checks ?? []
  }

  it('survives any value and gives nothing for what is none', { timeout: 300_000 }, async () => {
    const reference = inProcess(await entry.loadSolution())
    const drawn = fc.sample(anyValue, { seed: SEED, numRuns: RUNS })
    // Each check by itself: one that waits for another could be reached by an answer that lies in one place only.
    const exercise = { ...entry.exercise, checks: entry.exercise.checks.map(({ after: _, ...check }) => check) }
    for (const value of [...FIXED, ...FIXED.map(inEveryField), ...drawn, ...drawn.map(inEveryField)]) {
      for (const check of await judged(exercise, reference, value)) {
        expect(check.verdict, `${check.id}: ${JSON.stringify(check.findings[0])}`).not.toBe('judging-error')
      }
    }
    const paid = new Set<string>()
    for (const value of FIXED) {
      for (const check of await judged(entry.exercise, reference, value)) {
        if (check.score > 0 && !INEQUALITIES.has(`${entry.exercise.id} ${check.id}`)) paid.add(`${check.id} for ${tell(value)}`)
      }
    }
    expect([...paid]).toEqual([])
  })
})
