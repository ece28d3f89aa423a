import type { FoundClass, FoundSubmission } from '../found.ts'
import { isCode } from '../ignored.ts'
import { IntakeError, systemReason } from '../intake-error.ts'
import { Refusal } from '../refusal.ts'
import { isSkipped, nameFault, partsOf, showName } from './entry-name.ts'
import { isZip } from './hand-in-zip.ts'
import { listHandIn, type NamedEntry, named } from './list-hand-in.ts'
import { entriesOf, withZip } from './open-zip.ts'
import { CLASS_ZIP_LIMITS, ZIP_LIMITS } from './zip-limits.ts'

/**
 * The hand-ins of a class that is one archive: a folder per student, at the top or inside one folder around all of them.
 * What is wrong inside a student's folder concerns that student alone; what lies outside of all of them is left out and told.
 *
 * @throws IntakeError if the archive cannot be read or holds no hand-in.
 */
export async function findInClassZip(path: string): Promise<FoundClass> {
  const entries = (await listed(path)).map(named).filter(({ name }) => name === undefined || !isSkipped(name))
  const root = rootOf(entries)
  const students = new Map<string, NamedEntry[]>()
  const left: string[] = []
  const archives: string[] = []
  for (const one of entries) {
    const owner = ownerOf(one, root)
    if (owner !== undefined) {
      const own = students.get(owner) ?? []
      students.set(owner, own)
      // One more than is allowed is enough to say so.
      if (own.length <= ZIP_LIMITS.entries) own.push(one)
      continue
    }
    const { name = one.entry.fileNameRaw.toString('latin1') } = one
    const fault = nameFault(name)
    if (fault !== undefined) left.push(`${showName(name)} ${fault}; it belongs to no student and was left out.`)
    else if (isZip(name)) archives.push(showName(name))
    else if (isCode(name)) left.push(`${showName(name)} lies outside the sub-folders and is not graded.`)
  }
  const inside = archives.map((name) => `${name} is an archive inside the archive and was not opened: unpack the outer one.`)
  const remarks = [...inside, ...left]
  if (students.size === 0) {
    const [first] = inside
    const says = `${path} holds no hand-ins: each student's files belong into a sub-folder of their own`
    throw new IntakeError(first === undefined ? says : `${says}; ${first}`)
  }
  const submissions = [...students].map(([id, own]) => member(path, root, id, own))
  submissions.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return { submissions, remarks: remarks.length <= MOST_REMARKS ? remarks : [...remarks.slice(0, MOST_REMARKS), more(remarks.length)] }
}

const MOST_REMARKS = 10

function more(total: number): string {
  return `${total - MOST_REMARKS} more entries of the archive were left out.`
}

async function listed(path: string) {
  try {
    return await withZip(path, CLASS_ZIP_LIMITS.archiveBytes, (open) => entriesOf(open, CLASS_ZIP_LIMITS.listed))
  } catch (error) {
    throw new IntakeError(`${path} cannot be read: ${error instanceof Refusal ? error.message : systemReason(error)}`)
  }
}

/** The folder around everything, with `/` at its end, or nothing: one folder that holds nothing but folders. */
function rootOf(entries: readonly NamedEntry[]): string {
  const paths = entries.flatMap(({ name }) => (name === undefined || nameFault(name) !== undefined ? [] : [name]))
  const tops = new Set(paths.map((path) => partsOf(path)[0] as string))
  const [top] = tops
  if (tops.size !== 1 || top === undefined) return ''
  const direct = paths.some((path) => !path.endsWith('/') && partsOf(path).length <= 2)
  const deeper = paths.some((path) => partsOf(path).length > 1)
  return direct || !deeper ? '' : `${top}/`
}

/** The student in whose folder it lies, whatever else is wrong with it. */
function ownerOf({ name, entry }: NamedEntry, root: string): string | undefined {
  const path = (name ?? entry.fileNameRaw.toString('latin1')).replaceAll('\\', '/')
  if (!path.startsWith(root)) return undefined
  const end = path.indexOf('/', root.length)
  const owner = path.slice(root.length, end)
  return end < 0 || nameFault(owner) !== undefined ? undefined : owner
}

function member(archive: string, root: string, id: string, own: readonly NamedEntry[]): FoundSubmission {
  const path = `${archive}/${root}${id}`
  try {
    const files = listHandIn(own, `${root}${id}/`, ZIP_LIMITS)
    return { id, path, packed: { archive, archiveBytes: CLASS_ZIP_LIMITS.archiveBytes, files } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { id, path, packed: { refused: error.message } }
  }
}
