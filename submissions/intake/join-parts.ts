import type { EntryPart } from './entry-part.ts'
import type { FoundSubmission, LeftOut, PackedHandIn } from './found.ts'

/** A row before it is joined with others. */
export interface PartRow {
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
 * What a course system packs for one student becomes one row: a text typed online lies by itself, and files without folders lie loose, each with
 * the student before its name. What cannot be read together waits for a person with that row.
 */
export function joinParts(rows: readonly PartRow[], partOf: (name: string) => EntryPart | undefined): Joined {
  const students = new Map<string, Part[]>()
  const submissions: FoundSubmission[] = []
  for (const one of rows) {
    const part = partOf(one.name)
    if (part === undefined) submissions.push(one.row)
    else students.set(part.student, [...(students.get(part.student) ?? []), { ...one, part }])
  }
  const leftOut: LeftOut[] = []
  for (const parts of students.values()) {
    const files = parts.filter(({ part }) => part.kind === 'file')
    const [first] = [...files, ...parts]
    if (first === undefined) continue
    const others = parts.filter((part) => part !== first)
    const joint = joined(first, files, others)
    leftOut.push(...others.map(({ name }) => ({ name, why: `no submission of its own: part of ${joint.id}` })))
    submissions.push(first.loose ? { ...joint, parts: parts.map(({ name }) => name) } : joint)
  }
  return { submissions, leftOut }
}

interface Part extends PartRow {
  readonly part: EntryPart
}

function joined(first: Part, files: readonly Part[], others: readonly Part[]): FoundSubmission {
  const unread = others.filter(({ part }) => part.kind !== 'file')
  const row = unread.length === 0 ? first.row : { ...first.row, unread: `${listedNames(unread)} came with it and is not read by a program` }
  if (others.length === 0 && (!first.loose || files.length === 0)) return { ...row, ...(first.loose ? { id: first.part.row } : {}) }
  if (files.length < 2 && !first.loose) return row
  const packed = files.every(({ loose, part }) => loose && part.file !== undefined && part.file !== '') ? gathered(files) : undefined
  if (packed === undefined) {
    return { ...row, refused: `${files.length} files of this student lie loose in the class; download the submissions in folders` }
  }
  // Each of them may be nothing that is read by itself, such as a report beside the code.
  const { refused, ...readable } = row
  return { ...readable, id: first.part.row, packed }
}

function listedNames(parts: readonly Part[]): string {
  return parts.map(({ name }) => name).join(' and ')
}

/** The files of one student under their own names, or nothing where one cannot be unpacked. */
function gathered(files: readonly Part[]): PackedHandIn | undefined {
  const lists = files.map(({ row }) => row.packed)
  const names = ownNames(files)
  if (lists.every((packed) => packed === undefined)) {
    return { gathered: files.map(({ row }, i) => ({ path: row.path, name: names[i] as string })) }
  }
  const [first] = lists
  if (first === undefined || !('files' in first)) return undefined
  const all = lists.map((packed) => (packed !== undefined && 'files' in packed ? packed : undefined))
  if (all.includes(undefined)) return undefined
  return {
    ...first,
    files: all.flatMap((packed, i) => (packed?.files ?? []).map((one) => ({ ...one, path: names[i] as string }))),
    omissions: all.flatMap((packed) => packed?.omissions ?? []),
  }
}

/** Each file's own name; where a student handed in two of one name, all but the first are numbered. */
function ownNames(files: readonly Part[]): readonly string[] {
  const taken = new Set<string>()
  return files.map(({ part: { file = '' } }) => {
    let name = file
    for (let count = 1; taken.has(name.toLowerCase()); count++) name = file.replace(/(\.[^.]*)?$/, `-${count}$1`)
    taken.add(name.toLowerCase())
    return name
  })
}
