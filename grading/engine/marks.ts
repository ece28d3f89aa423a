import { createHash } from 'node:crypto'
import type { CheckResult, ExerciseResult, StudentResult } from '../model/result.ts'
import { pendingOf, statusOf, totalOf } from './score.ts'

/** Points that a person gave for what no program judges. */
export interface Mark {
  readonly student: string
  readonly exercise: string
  /** Whole hundredths of a point, for all checks of the exercise that wait for a person together. */
  readonly points: number
  /** Points that all checks together had when it was given; absent: as many as they have. A course may change them, and the mark follows. */
  readonly of?: number
  readonly by: string
  readonly comment?: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** Of what was read, see {@link readHash}: a mark counts for that only. Older journals hold the hash of the whole submission. */
  readonly hash: string
}

/** Hundredths of an exercise that wait for a person to read an answer. */
export function manualPoints(exercise: ExerciseResult): number {
  return totalOf(exercise.checks.filter(isManual)).max
}

/**
 * Of what a person reads to mark an exercise: its written answer and its pictures. Where there is neither, that of the whole submission.
 * Whatever else changes in a submission leaves the mark as it is, and so do blanks at the ends of lines.
 */
export function readHash({ answer, pictures }: ExerciseResult, student: StudentResult): string {
  return hashOf(answer && withoutBlanks(answer), pictures, student)
}

function hashOf(answer: string | undefined, pictures: ExerciseResult['pictures'] = [], student: StudentResult): string {
  if (answer === undefined && pictures.length === 0) return student.hash
  const read = [answer?.normalize('NFC').trim() ?? null, ...pictures.map(({ name, png }) => [name, png])]
  return createHash('sha256').update(JSON.stringify(read)).digest('hex')
}

function withoutBlanks(answer: string): string {
  return answer
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

/** What a mark may carry for what was read; older journals counted blanks at the ends of lines, or hashed the whole submission. */
function hashesOf(exercise: ExerciseResult, student: StudentResult): readonly string[] {
  return [readHash(exercise, student), hashOf(exercise.answer, exercise.pictures, student), student.hash]
}

/** Whether a mark can count for a result as it was computed: what was read is the same, it waits, and has no fewer points. */
function isValidFor(mark: Mark, student: StudentResult): boolean {
  if (mark.student !== student.id) return false
  const exercise = student.exercises.find((one) => one.id === mark.exercise)
  if (exercise === undefined || !exercise.checks.some(isManual)) return false
  if (!hashesOf(exercise, student).includes(mark.hash)) return false
  return Number.isInteger(mark.points) && mark.points >= 0 && mark.points <= (mark.of ?? manualPoints(exercise))
}

/**
 * A computed result with the marks that count for it: of several for one exercise, the last.
 *
 * @param marks - in the order in which they were given, of any students.
 */
export function withMarks(student: StudentResult, marks: readonly Mark[]): StudentResult {
  const latest = countingMarks(student, marks)
  if (latest.size === 0) return student
  const exercises = student.exercises.map((exercise) => {
    const mark = latest.get(exercise.id)
    return mark === undefined ? exercise : marked(exercise, mark)
  })
  return { ...student, ...totalOf(exercises), pending: pendingOf(exercises.flatMap(({ checks }) => checks)), exercises }
}

/** The marks that count for a result, by exercise, in the points that its checks have now. */
export function countingMarks(student: StudentResult, marks: readonly Mark[]): ReadonlyMap<string, Mark> {
  const latest = new Map<string, Mark>()
  for (const mark of marks) if (isValidFor(mark, student)) latest.set(mark.exercise, mark)
  for (const [id, mark] of latest) {
    const whole = manualPoints(student.exercises.find((exercise) => exercise.id === id) as ExerciseResult)
    const points = mark.of === undefined || mark.of === 0 ? mark.points : Math.round((mark.points * whole) / mark.of)
    latest.set(id, { ...mark, points })
  }
  return latest
}

/** The last mark of each student and exercise that counts for none of the results: the answer has changed since, or is not there. */
export function staleMarks(students: readonly StudentResult[], marks: readonly Mark[]): readonly Mark[] {
  const latest = new Map(marks.map((mark) => [JSON.stringify([mark.student, mark.exercise]), mark]))
  return [...latest.values()].filter((mark) => !students.some((student) => isValidFor(mark, student)))
}

function isManual(check: CheckResult): boolean {
  return check.verdict === 'pending-manual'
}

/** The points are shared out in proportion to what each check has; rounding is carried on, so that they sum to the mark. */
function marked(exercise: ExerciseResult, mark: Mark): ExerciseResult {
  const whole = manualPoints(exercise)
  let before = 0
  let given = 0
  const checks = exercise.checks.map((check): CheckResult => {
    if (!isManual(check)) return check
    before += check.max
    const upTo = whole === 0 ? 0 : Math.round((mark.points * before) / whole)
    const score = upTo - given
    given = upTo
    return withScore(check, score, mark)
  })
  return { ...exercise, status: statusOf(checks), ...totalOf(checks), checks }
}

function withScore(check: CheckResult, score: number, mark: Mark): CheckResult {
  const comment = mark.comment === undefined ? {} : { comment: mark.comment }
  const finding = { code: 'marked', severity: 'note', points: score, of: check.max, by: mark.by, ...comment } as const
  const verdict = score === check.max ? 'accepted' : score > 0 ? 'partial' : 'wrong-answer'
  const findings = [finding, ...check.findings.filter((one) => one.code !== 'awaits-person')]
  return { ...check, verdict, score, fraction: check.max === 0 ? 1 : score / check.max, findings }
}
