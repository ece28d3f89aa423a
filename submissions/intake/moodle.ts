import type { FoundSubmission, LeftOut } from './found.ts'

/** `Anna Lind_4711_assignsubmission_file`, with or without a file's name behind it. */
const ENTRY = /^(.*)_assignsubmission_(file|onlinetext)(_.*)?$/s

export interface Joined {
  readonly submissions: readonly FoundSubmission[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * What Moodle writes for one student becomes one row: a text typed online lies in a folder of its own, and files without folders lie
 * loose. What cannot be read together waits for a person with that row.
 */
export function joinMoodle(rows: readonly { readonly name: string; readonly row: FoundSubmission }[]): Joined {
  const students = new Map<string, { readonly name: string; readonly kind: string; readonly row: FoundSubmission }[]>()
  const submissions: FoundSubmission[] = []
  for (const { name, row } of rows) {
    const [, student, kind = ''] = ENTRY.exec(name) ?? []
    if (student === undefined) submissions.push(row)
    else students.set(student, [...(students.get(student) ?? []), { name, kind, row }])
  }
  const leftOut: LeftOut[] = []
  for (const parts of students.values()) {
    const files = parts.filter(({ kind }) => kind === 'file')
    const [first] = [...files, ...parts]
    if (first === undefined) continue
    const others = parts.filter((part) => part !== first)
    leftOut.push(...others.map(({ name }) => ({ name, why: `belongs to ${first.row.id}, whose row tells of it` })))
    submissions.push(joined(first.row, files.length, others))
  }
  return { submissions, leftOut }
}

function joined(row: FoundSubmission, files: number, others: readonly { readonly name: string }[]): FoundSubmission {
  if (others.length === 0) return row
  if (files > 1) {
    return { ...row, refused: `${files} files of this student lie loose in the class; download the submissions in folders` }
  }
  return { ...row, unread: `${others.map(({ name }) => name).join(' and ')} came with it and is not read by a program` }
}
