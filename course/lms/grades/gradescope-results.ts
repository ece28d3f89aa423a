import { type RunCheck, type RunExercise, type RunStudent, waitsFor } from './run-results.ts'

/** One row of Gradescope's results. */
interface TestRow {
  readonly name: string
  readonly number: string
  readonly score?: number
  readonly max_score?: number
  readonly status: 'passed' | 'failed'
  readonly output: string
  readonly output_format: 'text'
  readonly visibility: GradescopeVisibility
}

export type GradescopeVisibility = 'visible' | 'hidden' | 'after_due_date' | 'after_published'

export interface GradescopeResults {
  readonly score?: number
  readonly execution_time: number
  readonly visibility: 'visible'
  readonly stdout_visibility: 'hidden'
  readonly test_output_format: 'text'
  readonly tests: readonly TestRow[]
  readonly extra_data: { readonly assay: string; readonly pending: number }
}

/**
 * `results.json` of a Gradescope autograder: a row for each check, in the order of the sheet. Where something waits for a person its row has no points and there is no
 * total, so that it is never 0. Pictures are left to the page of the student: their text stands in the row.
 *
 * @param hidden - what Gradescope does with hidden checks; `hidden` hides the total as well.
 * @returns nothing for a submission that could not be graded: no attempt is lost then.
 * @see https://gradescope-autograders.readthedocs.io/en/latest/specs/
 */
export function gradescopeResults(student: RunStudent, assay: string, hidden: GradescopeVisibility): GradescopeResults | undefined {
  const waits = waitsFor(student)
  if (waits !== undefined && waits !== 'waits for manual grading') return undefined
  const tests = student.exercises.flatMap((exercise, i) =>
    exercise.checks.map((check, j) => rowOf(exercise, check, `${i + 1}.${j + 1}`, hidden)),
  )
  const ms = student.exercises.flatMap(({ checks }) => checks).reduce((sum, check) => sum + check.ms, 0)
  return {
    ...(waits === undefined ? { score: student.score } : {}),
    execution_time: Math.round(ms) / 1000,
    visibility: 'visible',
    stdout_visibility: 'hidden',
    test_output_format: 'text',
    tests,
    extra_data: { assay, pending: student.pending },
  }
}

function rowOf({ id }: RunExercise, check: RunCheck, number: string, hidden: GradescopeVisibility): TestRow {
  const row = {
    name: `${id}: ${check.title}`,
    number,
    output: outputOf(check),
    output_format: 'text',
    visibility: check.visibility === 'visible' ? 'visible' : hidden === 'visible' ? 'hidden' : hidden,
  } as const
  if (check.verdict === 'pending-manual') return { ...row, status: 'passed', output: 'Waits for manual grading.' }
  return { ...row, score: check.score, max_score: check.max, status: check.score === check.max ? 'passed' : 'failed' }
}

function outputOf({ verdict, findings }: RunCheck): string {
  if (verdict === 'not-attempted') return 'Not attempted.'
  return findings.map(({ text, hint }) => (hint === undefined ? text : `${text}\n${hint}`)).join('\n')
}
