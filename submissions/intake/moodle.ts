import type { FoundSubmission, LeftOut, PackedHandIn } from './found.ts'

/** `Anna Lind_4711_assignsubmission_file`, with or without a file's name behind it. */
const ENTRY = /^(.*)_assignsubmission_(file|onlinetext)(_.*)?$/s

/** A row before it is joined with others. */
export interface MoodleRow {
  readonly name: string
  /** Whether it is a file by itself. */
  readonly loose: boolean
  readonly row: FoundSubmission
}

export interface Joined {
  readonly submissions: readonly FoundSubmission[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * What Moodle writes for one student becomes one row: a text typed online lies in a folder of its own, and files without folders lie
 * loose, each with the student before its name. What cannot be read together waits for a person with that row.
 */
export function joinMoodle(rows: readonly MoodleRow[]): Joined {
  const students = new Map<string, Part[]>()
  const submissions: FoundSubmission[] = []
  for (const one of rows) {
    const [, student, kind = '', file = ''] = ENTRY.exec(one.name) ?? []
    if (student === undefined) submissions.push(one.row)
    else students.set(student, [...(students.get(student) ?? []), { ...one, kind, student, file: file.slice(1) }])
  }
  const leftOut: LeftOut[] = []
  for (const parts of students.values()) {
    const files = parts.filter(({ kind }) => kind === 'file')
    const [first] = [...files, ...parts]
    if (first === undefined) continue
    const others = parts.filter((part) => part !== first)
    const joint = joined(first, files, others)
    leftOut.push(...others.map(({ name }) => ({ name, why: `belongs to ${joint.id}, whose row tells of it` })))
    submissions.push(joint)
  }
  return { submissions, leftOut }
}

interface Part extends MoodleRow {
  readonly student: string
  readonly kind: string
  /** The file's own name, where it lies loose. */
  readonly file: string
}

function joined(first: Part, files: readonly Part[], others: readonly Part[]): FoundSubmission {
  if (others.length === 0) return first.row
  const unread = others.filter(({ kind }) => kind !== 'file')
  const row = unread.length === 0 ? first.row : { ...first.row, unread: `${listedNames(unread)} came with it and is not read by a program` }
  if (files.length < 2) return row
  const packed = files.every(({ loose, file }) => loose && file !== '') ? gathered(files) : undefined
  if (packed === undefined) {
    return { ...row, refused: `${files.length} files of this student lie loose in the class; download the submissions in folders` }
  }
  // Each of them may be nothing that is read by itself, such as a report beside the code.
  const { refused, ...readable } = row
  return { ...readable, id: `${first.student}_assignsubmission_file`, packed }
}

function listedNames(parts: readonly Part[]): string {
  return parts.map(({ name }) => name).join(' and ')
}

/** The files of one student under their own names, or nothing where one cannot be unpacked. */
function gathered(files: readonly Part[]): PackedHandIn | undefined {
  const lists = files.map(({ row }) => row.packed)
  if (lists.every((packed) => packed === undefined)) return { gathered: files.map(({ row, file }) => ({ path: row.path, name: file })) }
  const [first] = lists
  if (first === undefined || !('files' in first)) return undefined
  const all = lists.map((packed) => (packed !== undefined && 'files' in packed ? packed : undefined))
  if (all.includes(undefined)) return undefined
  return {
    ...first,
    files: all.flatMap((packed, i) => (packed?.files ?? []).map((one) => ({ ...one, path: (files[i] as Part).file }))),
    omissions: all.flatMap((packed) => packed?.omissions ?? []),
  }
}
