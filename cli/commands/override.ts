import type { Override } from '#grading/model/adjustment'
import { closest } from '#grading/model/closest'
import type { RunResult } from '#grading/model/result'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import { typedPoints } from '#grading/runner/run/typed-points'
import { isCalled, nearest } from '#grading/runner/select-exercises'
import { UsageError } from '#grading/runner/usage-error'
import { countedPoints, pointsText } from '#reports/text/points'
import { visible } from '#reports/text/visible'
import { amendRun, type GradedRun } from '../course/amend-run.ts'
import { rowCalled } from '../course/names.ts'

export interface OverrideOptions {
  readonly student?: string
  readonly exercise?: string
  readonly points?: string
  readonly bonus?: string
  readonly withdraw?: boolean
  readonly by?: string
  readonly reason?: string
}

/**
 * `assay override <run>`: records what a person decided about the points of a student, whatever the checks gave, and writes all reports of the
 * run anew. Like marks it is kept when the class is graded again.
 */
export async function override(run: string, options: OverrideOptions, io: Io): Promise<ExitCode> {
  let given: Override | undefined
  const { written } = await amendRun(
    run,
    io,
    async (graded) => {
      given = overrideOf(options, graded, run)
      return { lines: [{ type: 'override', ...given }], reason: given.reason, by: given.by }
    },
    (result) => io.out(`${visible(sentence(given as Override, result))}\n`),
  )
  return written ? EXIT.ok : EXIT.couldNotJudge
}

/** @throws UsageError for whatever cannot be recorded. */
function overrideOf(options: OverrideOptions, { grades, contents }: GradedRun, run: string): Override {
  const by = required(options.by, '--by', 'give the name of the instructor')
  const reason = required(options.reason, '--reason', 'the student reads it')
  const wanted = required(options.student, '--student', 'give the student whose points are set')
  const student = grades.students.find(({ id }) => id === (rowCalled(grades.rows, wanted)?.student ?? wanted.normalize('NFC')))
  if (student === undefined)
    throw new UsageError(
      `--student ${wanted}: no such student in ${run}${hint(
        closest(
          wanted,
          grades.students.map(({ id }) => id),
        ),
      )}`,
    )
  const base = { student: student.id, by, reason, at: new Date().toISOString() }
  const isSet = (exercise?: string): boolean => {
    const last = contents.overrides.findLast((one) => one.student === student.id && one.exercise === exercise)
    return last !== undefined && last.points !== null
  }
  if (options.exercise === undefined) {
    const points = bonusOf(options)
    if (points === null && !isSet()) throw new UsageError(`--withdraw: no bonus was given to ${student.id}`)
    return { ...base, points }
  }
  if (options.bonus !== undefined) throw new UsageError('--bonus adds to the total: it cannot be combined with --exercise')
  const called = options.exercise
  const found = student.exercises.filter((exercise) => isCalled(called, exercise))
  const [exercise] = found
  if (exercise === undefined || found.length > 1) {
    const near = nearest(
      called,
      student.exercises.map(({ id }) => id),
    )
    throw new UsageError(`--exercise ${called}: no such exercise in ${run}${hint(near)}`)
  }
  const key = { ...base, exercise: exercise.id }
  if (options.withdraw === true) {
    if (!isSet(exercise.id)) throw new UsageError(`--withdraw: nothing was set for ${student.id}, ${exercise.id}`)
    return { ...key, points: null }
  }
  return { ...key, points: pointsOf(options.points, '--points', exercise.max), of: exercise.max }
}

function bonusOf({ bonus, points, withdraw }: OverrideOptions): number | null {
  if (points !== undefined) throw new UsageError('--points sets the points of an exercise: give --exercise, or --bonus to add to the total')
  return withdraw === true ? null : pointsOf(bonus, '--bonus', 1_000_000)
}

function required(value: string | undefined, option: string, what: string): string {
  const text = value?.trim()
  if (text === undefined || text === '') throw new UsageError(`${option} is missing: ${what}`)
  return text
}

/** In hundredths. */
function pointsOf(text: string | undefined, option: string, most: number): number {
  const wanted = required(text, option, 'give a number of points')
  const points = typedPoints(wanted, most)
  if (points !== undefined) return points
  throw new UsageError(`${option} ${wanted}: expected a number from 0 to ${pointsText(most)} in steps of 0.01`)
}

function hint(near: string | undefined): string {
  return near === undefined ? '' : `; did you mean ${near}?`
}

function sentence({ student, exercise, points, by }: Override, run: RunResult): string {
  const now = run.students.find(({ id }) => id === student)
  const total = now === undefined ? '' : `; now ${pointsText(now.score)} of ${pointsText(now.max)}`
  const what = points === null ? 'as computed again' : exercise === undefined ? `${countedPoints(points)} more` : countedPoints(points)
  return `${student}${exercise === undefined ? '' : `, ${exercise}`}: ${what}, by ${by}${total}`
}
