import { systemErrorText } from '#grading/model/system-error'
import { assembleClass } from '../assemble-class.ts'
import type { ClassEntry, EntryKind } from '../class-entry.ts'
import { holdsStudents } from '../class-root.ts'
import type { PartsOf } from '../entry-part.ts'
import type { FoundClass, FoundSubmission, LeftOut } from '../found.ts'
import { IntakeError } from '../intake-error.ts'
import { Refusal } from '../refusal.ts'
import { distinctName, shownBytes } from '../shown-bytes.ts'
import { entryFault } from './entry-fault.ts'
import { isSkipped, nameFault, partsOf, showName } from './entry-name.ts'
import { isZip } from './is-zip.ts'
import { listHandIn, type NamedEntry, named, type Packed } from './list-hand-in.ts'
import { entriesOf, withZip } from './open-zip.ts'
import { CLASS_ZIP_LIMITS, ZIP_LIMITS } from './zip-limits.ts'

/** An entry at the level of the students, with what lies in it. */
interface Member extends ClassEntry {
  readonly own: NamedEntry[]
}

/**
 * The hand-ins of a class that is one archive: an entry per student, at the top or inside one folder around all of them.
 * What is wrong inside a student's folder concerns that student alone; what belongs to no student is left out by name.
 *
 * @throws IntakeError if the archive cannot be read, holds no hand-in, or cannot be told from that of one student.
 */
export async function findInClassZip(path: string, partsOf?: PartsOf): Promise<FoundClass> {
  const entries = (await listed(path)).map(named)
  const root = rootOf(path, entries)
  const { members, leftOut } = membersOf(entries, root)
  const found = assembleClass(path, members, (member) => place(path, root, member), partsOf)
  return { ...found, leftOut: [...leftOut, ...found.leftOut] }
}

/** Whether an archive that is all there is holds the students of a class, at the top or inside one folder. One that cannot be read does not. */
export async function isClassZip(path: string): Promise<boolean> {
  const entries = await listed(path).catch(() => [])
  const paths = pathsOf(entries.map(named)).filter((one) => !one.endsWith('/'))
  const tops = new Set(paths.map((one) => partsOf(one)[0]))
  const inside = tops.size === 1 ? paths.map((one) => one.slice(one.indexOf('/') + 1)) : paths
  return holdsStudents(inside, 2) === true
}

/** The one zip that an archive holds besides what tools make, at any depth; nothing where it holds more. */
export async function onlyArchiveIn(archive: string): Promise<Packed | undefined> {
  const entries = (await listed(archive).catch(() => []))
    .map(named)
    .filter(({ name }) => name === undefined || !(name.endsWith('/') || isSkipped(name)))
  const [only] = entries
  if (entries.length !== 1 || only?.name === undefined || !isZip(only.name) || placeFault(only.name, '') !== undefined) return undefined
  const path = partsOf(only.name).at(-1) as string
  const { archiveBytes } = CLASS_ZIP_LIMITS
  if (nameFault(only.name) !== undefined || entryFault(only.entry, false, CLASS_LIMITS) !== undefined) return undefined
  return { archive, archiveBytes, files: [{ path, shown: only.name, entry: only.entry }], omissions: [] }
}

/** What holds everybody's work may be as large as that. */
const CLASS_LIMITS = { ...ZIP_LIMITS, entryBytes: CLASS_ZIP_LIMITS.archiveBytes, totalBytes: CLASS_ZIP_LIMITS.archiveBytes }

/** Every entry of the archive lies in the place of one member, or is left out. */
function membersOf(entries: readonly NamedEntry[], root: string): { readonly members: readonly Member[]; readonly leftOut: LeftOut[] } {
  const members = new Map<string, Member>()
  const left = new Map<string, LeftOut>()
  for (const one of entries) {
    const shown = textOf(one)
    const at = shown.replaceAll('\\', '/')
    if (at === root || `${at}/` === root) continue
    const leftOut = at.startsWith(root) ? misplaced(shown, at, root) : outside(at)
    if (leftOut !== undefined) {
      left.set(leftOut.name, leftOut)
      continue
    }
    const name = at.slice(root.length).split('/')[0] as string
    const folder = at.length > root.length + name.length
    const key = `${one.name === undefined ? 'bytes' : 'text'}:${name}`
    const member = members.get(key)
    if (member === undefined) members.set(key, { name, kind: folder ? 'folder' : kindOf(one), ...faultOf(one, name), own: [one] })
    else {
      if (folder && member.kind !== 'folder') members.set(key, { ...member, kind: 'folder' })
      if (!isSkipped(shown)) member.own.push(one)
    }
  }
  const texts = new Set([...members].flatMap(([key, { name }]) => (key.startsWith('text:') ? [name] : [])))
  const renamed = [...members].map(([key, one]) => (key.startsWith('text:') ? one : { ...one, name: distinctName(one.name, texts) }))
  return { members: renamed, leftOut: [...left.values()] }
}

async function listed(path: string) {
  try {
    return await withZip(path, CLASS_ZIP_LIMITS.archiveBytes, (open) => entriesOf(open, CLASS_ZIP_LIMITS.listed))
  } catch (error) {
    throw new IntakeError(`${path} cannot be read: ${error instanceof Refusal ? error.message : systemErrorText(error)}`)
  }
}

function textOf({ name, entry }: NamedEntry): string {
  return name ?? shownBytes(entry.fileNameRaw)
}

/** What the archive says of a file at the level of the students. */
function kindOf({ entry }: NamedEntry): EntryKind {
  const type = (entry.externalFileAttributes >>> 16) & 0o170000
  return type === 0o120000 ? 'link' : type === 0 || type === 0o100000 ? 'file' : 'unknown'
}

/** With `/` between their parts, without what tools make. */
function pathsOf(entries: readonly NamedEntry[]): readonly string[] {
  return entries.map((one) => textOf(one).replaceAll('\\', '/')).filter((path) => !isSkipped(path))
}

/** The folder around everything, with `/` at its end, or nothing. */
function rootOf(archive: string, entries: readonly NamedEntry[]): string {
  const paths = pathsOf(entries).filter((path) => placeFault(path, '') === undefined)
  const tops = new Set(paths.map((path) => partsOf(path)[0] as string))
  const [top] = tops
  if (tops.size !== 1 || top === undefined) return ''
  const inside = paths.map((path) => path.slice(top.length + 1)).filter((path) => path !== '' && !path.startsWith('.'))
  const holds = holdsStudents(inside, 1)
  if (holds === 'unclear') {
    const code = inside.find((path) => !path.includes('/')) as string
    const says = `${showName(top)} in it may be one student or the folder around all: ${showName(code)} lies beside folders with code`
    throw new IntakeError(`${archive} is unclear: ${says}; unpack it and give the folder of the class`)
  }
  return holds ? `${top}/` : ''
}

function misplaced(shown: string, at: string, root: string): LeftOut | undefined {
  const fault = placeFault(at, root)
  return fault === undefined ? undefined : { name: showName(shown), why: `${fault}; it belongs to no student` }
}

/** Why an entry lies in no place where a student could be. */
function placeFault(path: string, root: string): string | undefined {
  if (path === '') return 'has no name'
  if (path.startsWith('/') || /^[a-z]:\//i.test(path)) return 'has an absolute path'
  const owner = path.slice(root.length).split('/')[0]
  if (owner === '..') return 'climbs out of its folder with ".."'
  return owner === '' || owner === '.' ? 'has an empty part in its path' : undefined
}

/** Beside the folder around all students. */
function outside(path: string): LeftOut {
  const fault = placeFault(path, '')
  if (fault !== undefined) return { name: showName(path), why: `${fault}; it belongs to no student` }
  return { name: path.split('/')[0] as string, why: 'outside the folder of the students' }
}

function faultOf(one: NamedEntry, owner: string): Pick<ClassEntry, 'fault'> {
  if (one.name === undefined && owner.includes('⟨x')) return { fault: 'has a name that is not UTF-8; rename it' }
  const fault = nameFault(owner)?.replace(/; rename it$/, '')
  return fault === undefined ? {} : { fault: `${fault}; rename it` }
}

function place(archive: string, root: string, { name, kind, own }: Member): Pick<FoundSubmission, 'path' | 'packed'> {
  const path = `${archive}/${root}${name}`
  const below = kind === 'file' ? root : `${root}${name}/`
  try {
    return { path, packed: { archive, archiveBytes: CLASS_ZIP_LIMITS.archiveBytes, ...listHandIn(own, below, ZIP_LIMITS) } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { path, packed: { refused: error.message } }
  }
}
