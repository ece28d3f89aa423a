import type { GradebookRow } from '#course/model/gradebook'
import { comparableEmail, comparableName } from '#course/model/roster'

/**
 * The submission that counts, by every name of its student that no other student has: id, e-mail, name.
 */
export function submissionsByName(rows: readonly GradebookRow[]): (name: string) => string | undefined {
  return (name) => rowCalled(rows, name)?.submission
}

/** The student whom a person means: by id, submission, e-mail or name, if only one is called so. */
export function rowCalled(rows: readonly GradebookRow[], name: string): GradebookRow | undefined {
  const id = name.normalize('NFC')
  const ways: readonly ((row: GradebookRow) => boolean)[] = [
    (row) => row.student.normalize('NFC') === id,
    (row) => row.attempts.some(({ submission }) => submission.normalize('NFC') === id),
    (row) => row.email !== undefined && comparableEmail(row.email) === comparableEmail(name),
    (row) => row.name !== undefined && comparableName(row.name) === comparableName(name),
  ]
  for (const fits of ways) {
    const found = rows.filter(fits)
    if (found.length === 1) return found[0]
  }
  return undefined
}
