import type { StudentResult } from '#grading/model/result'
import { identify } from '../identities/identify.ts'
import type { Claim } from '../lms/download.ts'
import { type Attempt, inOrder } from '../model/attempt.ts'
import type { RosterEntry } from '../model/roster.ts'
import type { SubmissionRecord } from './record.ts'

/**
 * Whose each submission is, and their order. A recorded student is taken as it stands; else the name of the submission is looked for in the roster
 * as an id, an e-mail or a name that only one student has. What a submission says of itself counts last, and only for a student of whom there is no
 * other submission: it must not be able to replace one. What belongs to nobody is a student of its own.
 *
 * @param results - one for each submission, in any order.
 * @param roster - absent: each submission that no record gives to a student is a student.
 */
export function attemptsOf(
  results: readonly Pick<StudentResult, 'id' | 'person'>[],
  roster: readonly RosterEntry[] | undefined,
  records: readonly SubmissionRecord[],
): readonly Attempt[] {
  const rows = results.map(({ id }) => ({ submission: id, claims: [{ id, name: id }] }))
  const own = new Map(results.flatMap(({ id, person }) => (person === undefined ? [] : [[id, claimOf(person)] as const])))
  const found = identify({ rows, roster, records, own }).records
  const taken = new Set([...(roster ?? []).map(({ id }) => id), ...found.flatMap(({ student }) => student ?? [])])
  const attempts = found.map(({ submission, student, submittedAt, markedLate, unassigned, source }): Omit<Attempt, 'number'> => {
    return {
      student: student ?? (unassigned === undefined ? submission : freeName(submission, taken)),
      submission,
      ...(submittedAt === undefined ? {} : { submittedAt }),
      ...(markedLate === undefined ? {} : { markedLate }),
      ...(unassigned === undefined ? {} : { unassigned }),
      source: source ?? { kind: 'folder', path: submission },
    }
  })
  const students = [...new Set(attempts.map(({ student }) => student))].sort()
  return students.flatMap((student) => inOrder(attempts.filter((one) => one.student === student)))
}

function claimOf({ name, email }: NonNullable<StudentResult['person']>): Claim {
  return { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) }
}

/** A submission of nobody that is called like a student must not become that student's. */
function freeName(submission: string, taken: ReadonlySet<string>): string {
  return taken.has(submission) ? freeName(`${submission} (unassigned)`, taken) : submission
}
