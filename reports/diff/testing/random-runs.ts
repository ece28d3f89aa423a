import fc from 'fast-check'
import { foldGradebook } from '#course/gradebook/fold'
import { shownResults } from '#course/gradebook/shown'
import { gradebookInputs } from '#course/testing/random-class'
import type { Finding } from '#grading/model/finding'
import type { CheckResult, StudentResult } from '#grading/model/result'

export type Run = readonly StudentResult[]

/** The grades of a random course, as reports show them. Where nobody submits anything, they show no exercises. */
const grades: fc.Arbitrary<Run> = gradebookInputs
  .filter(({ results }) => results.length > 0)
  .map((input) => shownResults(foldGradebook(input), input.results, input.exercises, { now: input.at, published: false }))

const findings: fc.Arbitrary<readonly Finding[]> = fc.subarray<Finding>([
  { code: 'transposed', severity: 'error', label: 'W' },
  { code: 'known-mistake', severity: 'error', label: 'W', mistake: 'no-mean', says: 'the sum' },
  { code: 'marked', severity: 'note', points: 50, of: 100, by: 'R. Lind' },
])

/** The same run with some checks found to be something else, worth something else, or gone; with other submissions, and with students left out. */
function changed(run: Run): fc.Arbitrary<Run> {
  const checks = run.flatMap(({ exercises }) => exercises.flatMap((exercise) => exercise.checks)).length
  const change = fc.record({ kind: fc.constantFrom('same', 'same', 'score', 'worth', 'gone', 'findings'), by: fc.nat(300), findings })
  const students = fc.array(fc.constantFrom('same', 'same', 'absent', 'not-graded', 'submission', 'corrected'), {
    minLength: run.length,
    maxLength: run.length,
  })
  return fc.tuple(fc.array(change, { minLength: checks, maxLength: checks }), students).map(([changes, fates]) => {
    let next = 0
    return run.flatMap((student, i): Run => {
      const exercises = student.exercises.map((exercise) => {
        const after = exercise.checks.flatMap((check): readonly CheckResult[] => {
          const { kind, by, findings } = changes[next++] as (typeof changes)[number]
          if (kind === 'gone') return []
          if (kind === 'score') return [{ ...check, score: by, verdict: 'partial' }]
          return [kind === 'worth' ? { ...check, max: by } : kind === 'findings' ? { ...check, findings } : check]
        })
        const sum = (some: readonly CheckResult[]): number => some.reduce((all, { score }) => all + score, 0)
        return { ...exercise, checks: after, score: exercise.score + sum(after) - sum(exercise.checks) }
      })
      const total = (some: StudentResult['exercises']): number => some.reduce((all, { score }) => all + score, 0)
      const now = { ...student, exercises, score: student.score + total(exercises) - total(student.exercises) }
      if (fates[i] === 'absent') return []
      if (fates[i] === 'corrected') return [{ ...now, changes: [{ when: '', why: 'A check was corrected.', before: 0, after: now.score }] }]
      return [fates[i] === 'not-graded' ? { ...now, notGraded: true } : fates[i] === 'submission' ? { ...now, hash: `${now.hash}x` } : now]
    })
  })
}

/** Two runs: one that was changed, or of two courses that have nothing to do with each other. */
export const pairsOfRuns: fc.Arbitrary<readonly [Run, Run]> = fc.oneof(
  grades.chain((run) => fc.tuple(fc.constant(run), changed(run))),
  fc.tuple(grades, grades),
)
