import fc from 'fast-check'
import type { Override } from '#grading/model/adjustment'
import type { Verdict } from '#grading/model/check'
import type { CheckResult, ExerciseResult, StudentResult } from '#grading/model/result'
import type { CountedMark, GradebookInput } from '../gradebook/gradebook-input.ts'
import { type Attempt, inOrder } from '../model/attempt.ts'
import { type Course, NO_COURSE } from '../model/course.ts'
import type { RosterEntry } from '../model/roster.ts'
import { type ExercisePolicy, policiesOf, type SheetExercise } from '../sheet/policies.ts'
import { scaled } from '../sheet/scale.ts'

const DUE = Date.parse('2026-12-07T22:59:00.000Z')
const DAY = 86_400_000
const at = (days: number): string => new Date(DUE + Math.round(days * DAY)).toISOString()

/** Exercises of 1 to 3 checks each. */
const sheets: fc.Arbitrary<readonly SheetExercise[]> = fc
  .array(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })
  .map((exercises) =>
    exercises.map((maxima, i) => ({
      ...{ id: `u/e${i}`, sheet: String(i + 1), title: `Exercise ${i + 1}`, max: maxima.reduce((sum, max) => sum + max, 0) },
      checks: maxima.map((_, j) => ({ id: `c${j}`, visibility: 'visible' as const })),
    })),
  )

/** A result of the sheet, with some checks that wait for a person. */
function results(id: string, sheet: readonly SheetExercise[]): fc.Arbitrary<StudentResult> {
  const verdicts = fc.constantFrom<Verdict>('accepted', 'partial', 'wrong-answer', 'pending-manual', 'not-attempted')
  return fc.array(fc.tuple(verdicts, fc.integer({ min: 1, max: 99 })), { minLength: 12, maxLength: 12 }).map((answers) => {
    let next = 0
    const exercises = sheet.map((exercise): ExerciseResult => {
      const checks = exercise.checks.map((check, i): CheckResult => {
        const [verdict, percent] = answers[next++] ?? ['wrong-answer', 0]
        const max = Math.round((exercise.max * (i + 1)) / exercise.checks.length) - Math.round((exercise.max * i) / exercise.checks.length)
        const fraction = verdict === 'accepted' ? 1 : verdict === 'partial' ? percent / 100 : 0
        return { ...check, title: check.id, verdict, fraction, score: Math.floor(max * fraction), max, findings: [], ms: 1 }
      })
      const score = checks.reduce((sum, check) => sum + check.score, 0)
      const { id, title, max } = exercise
      return { id, sheet: exercise.sheet, title, max, score, checks, status: 'partial' }
    })
    return resultOf(id, exercises)
  })
}

export function resultOf(id: string, exercises: readonly ExerciseResult[]): StudentResult {
  const sum = (key: 'score' | 'max'): number => exercises.reduce((all, one) => all + one[key], 0)
  return {
    ...{ id, kind: 'none', hash: id, score: sum('score'), max: sum('max'), pending: 0 },
    exercises,
    remarks: [],
    output: { stdout: '', stderr: '' },
  }
}

const courses: fc.Arbitrary<Course> = fc
  .record({
    due: fc.option(fc.constant(at(0)), { nil: undefined }),
    late: fc.option(
      fc.record({
        grace: fc.constantFrom(0, DAY / 24),
        percent: fc.integer({ min: 0, max: 100 }),
        per: fc.constantFrom('day' as const, 'hour' as const),
        of: fc.constantFrom('earned' as const, 'maximum' as const),
        maxDays: fc.integer({ min: 0, max: 5 }),
      }),
      { nil: undefined },
    ),
    count: fc.constantFrom('latest' as const, 'best' as const, 'first' as const),
    max: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    extra: fc.integer({ min: 0, max: 3 }),
    dropLowest: fc.integer({ min: 0, max: 2 }),
    bonusLimit: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
    points: fc.option(fc.integer({ min: 1, max: 1500 }), { nil: undefined }),
    bonus: fc.boolean(),
  })
  .map(({ due, late, count, max, extra, dropLowest, bonusLimit, points, bonus }) => ({
    ...NO_COURSE,
    title: 'Any',
    ...(due === undefined ? {} : { due }),
    ...(late === undefined ? {} : { late }),
    attempts: { count, ...(max === undefined ? {} : { max }) },
    extraTime: [{ student: 's0', ms: extra * DAY }],
    dropLowest,
    ...(bonusLimit === undefined ? {} : { bonusLimit }),
    exercises: [{ exercise: 'u/e0', ...(points === undefined ? {} : { points }) }, ...(bonus ? [{ exercise: 'u/e1', bonus }] : [])],
  }))

const words = fc.constantFrom('', ' ', 'R. Lind', 'Regraded after a question.')

function overrides(exercises: readonly ExercisePolicy[]): fc.Arbitrary<readonly Override[]> {
  const one = fc.record({
    student: fc.constantFrom('s0', 's1', 's2', 's0-1', 'nobody'),
    exercise: fc.option(fc.constantFrom(...exercises.map(({ id }) => id)), { nil: undefined }),
    points: fc.option(fc.integer({ min: 0, max: 1500 })),
    by: words,
    reason: words,
    day: fc.integer({ min: 8, max: 12 }),
  })
  return fc.array(
    one.map(({ exercise, day, ...rest }) => ({ ...rest, at: at(day), ...(exercise === undefined ? {} : { exercise }) })),
    { maxLength: 5 },
  )
}

function marks(all: readonly StudentResult[]): readonly CountedMark[] {
  return all.flatMap(({ id, exercises }) =>
    exercises.flatMap((exercise) =>
      exercise.checks.some(({ verdict }) => verdict === 'partial')
        ? [{ submission: id, exercise: exercise.id, points: Math.floor(exercise.score / 2), by: 'R. Lind', at: at(9) }]
        : [],
    ),
  )
}

/** Three students with up to three submissions each; one of them may have none, and a fourth is in the roster alone. */
export const gradebookInputs: fc.Arbitrary<GradebookInput> = fc.tuple(sheets, courses).chain(([sheet, course]) => {
  const { exercises } = policiesOf({ ...course, dropLowest: 0 }, sheet)
  const submissions = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 2 }), fc.option(fc.integer({ min: -1000, max: 11_000 }), { nil: undefined })),
    { maxLength: 6 },
  )
  return submissions.chain((list) => {
    const attempts = [0, 1, 2].flatMap((student): readonly Attempt[] =>
      inOrder(
        list.flatMap(([of, day], i) =>
          of !== student
            ? []
            : [
                {
                  student: `s${student}`,
                  submission: `s${student}-${i}`,
                  source: { kind: 'folder', path: '' },
                  ...(day === undefined ? {} : { submittedAt: at(day / 1440) }),
                },
              ],
        ),
      ),
    )
    const roster: RosterEntry[] = ['s0', 's1', 's2', 's3'].map((id) => ({ id, name: id.toUpperCase() }))
    return fc
      .tuple(fc.tuple(...attempts.map(({ submission }) => results(submission, sheet))), overrides(exercises), fc.boolean())
      .map(([computed, some, hasRoster]) => {
        const all = computed.map((result) => scaled(result, exercises))
        return {
          course,
          exercises,
          results: all,
          marks: marks(all),
          overrides: some,
          attempts,
          at: at(10),
          ...(hasRoster ? { roster } : {}),
        }
      })
  })
})
