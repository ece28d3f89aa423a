import type { Visibility } from '#grading/model/check'
import type { CheckResult, ExerciseResult, ExerciseStatus, StudentResult } from '#grading/model/result'
import type { CourseVisibility } from '../model/course.ts'
import type { Gradebook, GradebookEntry, GradebookRow } from '../model/gradebook.ts'
import type { ExercisePolicy } from '../sheet/policies.ts'

/** When reports are written. */
export interface Reporting {
  /** ISO 8601, UTC. */
  readonly now: string
  /** From then on no submission can count any more; absent without a due date. */
  readonly lastMoment?: string
  /** Whether the run was published. */
  readonly published: boolean
}

/**
 * What reports show of a gradebook: one result for each student, that of the submission that counts, with the points of the gradebook. A
 * student without a submission has attempted nothing.
 *
 * @param results - the submissions, scaled to the course and with marks.
 */
export function shownResults(
  book: Gradebook,
  results: readonly StudentResult[],
  policies: readonly ExercisePolicy[],
  reporting: Reporting,
): readonly StudentResult[] {
  const byId = new Map(results.map((result) => [result.id, result]))
  const [pattern] = results
  return book.rows.map((row) =>
    shownRow(row, row.submission === undefined ? undefined : byId.get(row.submission), { pattern, policies, reporting }),
  )
}

interface Showing {
  /** Any result: what the exercises consist of. */
  readonly pattern: StudentResult | undefined
  readonly policies: readonly ExercisePolicy[]
  readonly reporting: Reporting
}

function shownRow(row: GradebookRow, result: StudentResult | undefined, { pattern, policies, reporting }: Showing): StudentResult {
  const base = result ?? nothingSubmitted(pattern)
  const { name, email, group } = row
  const person = {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(group === undefined ? {} : { group }),
  }
  const exercises = base.exercises.map((exercise) => {
    const entry = row.exercises.find((one) => one.exercise === exercise.id)
    const policy = policies.find(({ id }) => id === exercise.id)
    const seen =
      policy === undefined ? exercise : { ...exercise, checks: exercise.checks.map((check) => seenCheck(check, policy, reporting)) }
    return entry === undefined ? seen : adjusted(seen, entry)
  })
  return {
    ...base,
    id: row.student,
    score: row.points,
    max: row.max,
    pending: row.pending,
    ...(Object.keys(person).length === 0 ? {} : { person }),
    ...(row.unassigned === undefined ? {} : { unassigned: row.unassigned }),
    ...(row.undecided === undefined ? {} : { undecided: row.undecided }),
    attempts: row.attempts,
    ...(row.adjustments.length === 0 ? {} : { adjustments: row.adjustments }),
    exercises,
  }
}

function adjusted(exercise: ExerciseResult, { points, max, adjustments, bonus }: GradebookEntry): ExerciseResult {
  const set = adjustments.some(({ kind }) => kind === 'override')
  return {
    ...exercise,
    ...(set ? { status: statusOf(points, max) } : {}),
    score: points,
    max,
    ...(adjustments.length === 0 ? {} : { adjustments }),
    ...(bonus ? { bonus } : {}),
  }
}

/** Of points that a person set. */
function statusOf(points: number, max: number): ExerciseStatus {
  return points >= max ? 'full' : points > 0 ? 'partial' : 'zero'
}

function seenCheck(check: CheckResult, { visibility }: ExercisePolicy, reporting: Reporting): CheckResult {
  const now = visibilityNow(visibility.get(check.id) ?? check.visibility, reporting)
  if (now === check.visibility) return check
  if (now === 'visible') return { ...check, visibility: now }
  const { artifacts: _, ...rest } = check
  return { ...rest, visibility: now }
}

/** Whether students see what a check found. */
export function visibilityNow(visibility: CourseVisibility, { now, lastMoment, published }: Reporting): Visibility {
  if (visibility === 'after-due-date') return lastMoment !== undefined && Date.parse(now) > Date.parse(lastMoment) ? 'visible' : 'hidden'
  if (visibility === 'after-published') return published ? 'visible' : 'hidden'
  return visibility
}

function nothingSubmitted(pattern: StudentResult | undefined): StudentResult {
  const exercises = (pattern?.exercises ?? []).map(({ id, sheet, title, max, checks }): ExerciseResult => {
    const none = checks.map(
      ({ id, title, visibility, max }): CheckResult => ({
        ...{ id, title, visibility, verdict: 'not-attempted', fraction: 0, score: 0, max, findings: [], ms: 0 },
      }),
    )
    return { id, sheet, title, status: 'not-attempted', score: 0, max, checks: none }
  })
  return { id: '', kind: 'none', hash: '', score: 0, max: 0, pending: 0, exercises, remarks: [], output: { stdout: '', stderr: '' } }
}
