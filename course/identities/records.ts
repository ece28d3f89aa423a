import { stringify } from 'csv-stringify/sync'
import type { SubmissionRecord } from '../attempts/record.ts'
import type { Reconciliation } from './reconcile.ts'

/**
 * Who submitted what and when, as a download and the decisions say: a record for each submission and student. What is decided to be nobody's has none; what
 * nobody is known for has one without a student.
 */
export function recordsOf({ rows }: Pick<Reconciliation, 'rows'>): readonly SubmissionRecord[] {
  return rows.flatMap(({ submission, students, state, submittedAt, markedLate }): readonly SubmissionRecord[] => {
    if (state === 'nobody') return []
    const record = {
      submission,
      ...(submittedAt === undefined ? {} : { submittedAt }),
      ...(markedLate === undefined ? {} : { markedLate }),
    }
    return students.length === 0 ? [record] : students.map((student) => ({ ...record, student }))
  })
}

/** The table that `submissions:` of `course.yaml` names. */
export function recordsTable(records: readonly SubmissionRecord[]): string {
  const rows = records.map(({ submission, student = '', submittedAt = '' }) => [submission, student, submittedAt])
  return stringify([['submission', 'student', 'submitted'], ...rows], { quoted_string: true, quoted_empty: false })
}
