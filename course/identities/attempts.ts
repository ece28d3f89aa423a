import { type Attempt, type AttemptSource, inOrder } from '../model/attempt.ts'
import type { LmsKind } from '../model/course.ts'
import type { ReconciledRow, Reconciliation } from './reconcile.ts'

/**
 * The attempts that a download holds, of each student in the order of submission. A submission of a group is one of each member; what nobody
 * is known for is an attempt of its own name.
 *
 * @param kind - the platform, or `folder`.
 * @param placed - where each submission lies, by its id.
 */
export function attemptsOf(
  { rows }: Pick<Reconciliation, 'rows'>,
  kind: LmsKind | 'folder',
  placed: ReadonlyMap<string, Pick<AttemptSource, 'kind' | 'path'>> = new Map(),
): readonly Attempt[] {
  const students = new Map<string, Omit<Attempt, 'number'>[]>()
  for (const row of rows) {
    if (row.state === 'nobody') continue
    const place = placed.get(row.submission) ?? { kind: 'folder', path: row.submission }
    const whose = row.students.length === 0 ? [row.submission] : row.students
    for (const [index, student] of whose.entries()) {
      const attempt = { student, submission: row.submission, ...timeOf(row), source: sourceOf(row, index, kind, place) }
      students.set(student, [...(students.get(student) ?? []), attempt])
    }
  }
  return [...students.values()].flatMap((own) => inOrder(own))
}

function timeOf({ submittedAt, markedLate }: ReconciledRow): Pick<Attempt, 'submittedAt' | 'markedLate'> {
  return { ...(submittedAt === undefined ? {} : { submittedAt }), ...(markedLate === undefined ? {} : { markedLate }) }
}

function sourceOf(
  { reference, by }: ReconciledRow,
  index: number,
  kind: LmsKind | 'folder',
  place: Pick<AttemptSource, 'kind' | 'path'>,
): AttemptSource {
  const matchedBy = by[index]
  return {
    ...place,
    ...(kind === 'folder' ? {} : { lms: kind }),
    ...(reference === undefined ? {} : { reference }),
    ...(matchedBy === undefined ? {} : { matchedBy }),
  }
}
