import type { Entry } from 'yauzl'
import { isCode } from '../ignored.ts'
import { mostNeededFirst, type Omission } from '../omission.ts'
import { belongsToEnvironment, ENVIRONMENT_MARKS } from '../python-environment.ts'
import { mib, Refusal } from '../refusal.ts'
import { shownBytes } from '../shown-bytes.ts'
import { entryFault } from './entry-fault.ts'
import { decodeName, escapeFault, isSkipped, nameFault, partsOf, plainName, showName, twinKey } from './entry-name.ts'
import type { ZipLimits } from './zip-limits.ts'

/** An entry with its name in letters; `undefined` where the bytes are no text. */
export interface NamedEntry {
  readonly name: string | undefined
  readonly entry: Entry
}

/** A file to unpack, at a path that is safe below any folder. */
export interface ListedFile {
  readonly path: string
  /** As the archive calls it, for sentences. */
  readonly shown: string
  readonly entry: Entry
  /** What it holds is where it leads; it is not unpacked. */
  readonly link?: true
}

/** A hand-in inside an archive. */
export interface Packed {
  readonly archive: string
  readonly archiveBytes: number
  readonly files: readonly ListedFile[]
  readonly omissions: readonly Omission[]
}

export function named(entry: Entry): NamedEntry {
  const name = decodeName(entry)
  return { name: name === undefined ? undefined : plainName(name), entry }
}

/**
 * The files of one submission, looked at by name and by what the archive says of them; nothing is unpacked. What cannot be unpacked is left
 * out by name. One folder around everything is left out, since it is only the packer's.
 *
 * @param below - the folder of the submission inside the archive, with `/` at its end, or nothing.
 * @throws Refusal if the archive is a bomb, or one of its names leads out of its folder; it names the entry and the rule.
 */
export function listHandIn(
  entries: readonly NamedEntry[],
  below: string,
  limits: ZipLimits,
): { readonly files: readonly ListedFile[]; readonly omissions: readonly Omission[] } {
  const omissions: Omission[] = []
  const leave = (name: string, why: string, more: Partial<Omission> = {}): void => {
    omissions.push({ name: showName(name), why, code: isCode(name), ...more })
  }
  const environments = environmentsIn(entries)
  const candidates: (ListedFile & { readonly name: string; readonly size: number })[] = []
  const folders: string[] = []
  for (const { name, entry } of entries) {
    if (name === undefined) {
      leave(shownBytes(entry.fileNameRaw), 'has a name that is not UTF-8 as it says; rename it', { unread: true })
      continue
    }
    const leading = escapeFault(name)
    if (leading !== undefined) throw new Refusal(`${showName(name)} ${leading}`)
    if (
      isSkipped(name) ||
      (below !== '' && name === below) ||
      isOf(environments, name) ||
      /^\.?[\\/]$/.test(entry.fileNameRaw.toString('latin1'))
    )
      continue
    const folder = name.endsWith('/')
    const odd = nameFault(name)
    const fault = entryFault(entry, folder, limits)
    if (fault?.kind === 'bomb') throw new Refusal(`${showName(name)} ${fault.why}`)
    if (odd !== undefined) leave(name, odd)
    else if (fault?.kind === 'left-out') leave(name, fault.why)
    else if (fault?.kind === 'unread') leave(name, fault.why, { unread: true })
    else if (folder) folders.push(name)
    else
      candidates.push({
        name,
        size: entry.uncompressedSize,
        path: name.slice(below.length),
        shown: name,
        entry,
        ...(fault && { link: true }),
      })
  }
  for (const environment of environments.used) omissions.push({ name: showName(environment), why: 'is a Python environment', code: false })
  return { files: withoutRoot(withinLimits(candidates, folders, limits, leave)), omissions }
}

interface Environments {
  readonly folders: ReadonlySet<string>
  readonly used: Set<string>
}

function environmentsIn(entries: readonly NamedEntry[]): Environments {
  const marks = entries.flatMap(({ name }) => {
    const parts = name === undefined ? [] : partsOf(name)
    return parts.flatMap((part, i) => (ENVIRONMENT_MARKS.has(part) ? [parts.slice(0, i).join('/')] : []))
  })
  return { folders: new Set(marks), used: new Set() }
}

function isOf({ folders, used }: Environments, name: string): boolean {
  if (folders.size === 0) return false
  const parts = partsOf(name)
  for (let depth = 0; depth < parts.length; depth++) {
    const folder = parts.slice(0, depth).join('/')
    if (!folders.has(folder) || !belongsToEnvironment(parts.slice(depth).join('/'))) continue
    used.add(folder === '' ? 'pyvenv.cfg' : folder)
    return true
  }
  return false
}

type Known = Map<string, { readonly path: string; readonly folder: boolean }>

function withinLimits<T extends ListedFile & { readonly name: string; readonly size: number }>(
  candidates: readonly T[],
  folders: readonly string[],
  limits: ZipLimits,
  leave: (name: string, why: string, more?: Partial<Omission>) => void,
): readonly ListedFile[] {
  const known: Known = new Map()
  // A folder that is said to be a file elsewhere must not count twice; empty ones are not made.
  for (const name of folders.slice(0, limits.entries)) remember(known, partsOf(name), true)
  const files: ListedFile[] = []
  let bytes = 0
  // Links first: one that leads out must not be hidden behind a file of its name.
  const links = candidates.filter(({ link }) => link === true)
  const others = candidates.filter(({ link }) => link !== true)
  for (const { name, size, ...file } of [...links, ...mostNeededFirst(others)]) {
    if (files.length >= limits.entries) leave(name, `is beyond the limit of ${limits.entries} files`)
    else if (bytes + size > limits.totalBytes) leave(name, `makes the submission larger than ${mib(limits.totalBytes)}`)
    else {
      const twin = remember(known, partsOf(name), false)
      if (twin !== undefined) leave(name, twin, { unread: true })
      else if (known.size - files.length > 2 * limits.entries) leave(name, `is beyond the limit of ${limits.entries} folders`)
      else {
        bytes += size
        files.push(file as ListedFile)
      }
    }
  }
  return files
}

/** Every folder on the way counts: two of them that differ in case alone would be one elsewhere, and nobody could say which file counts. */
function remember(known: Known, parts: readonly string[], folder: boolean): string | undefined {
  for (let depth = 1; depth <= parts.length; depth++) {
    const path = parts.slice(0, depth).join('/')
    const isFolder = folder || depth < parts.length
    const key = twinKey(path)
    const other = known.get(key)
    if (other === undefined) known.set(key, { path, folder: isFolder })
    else if (other.path !== path) return `and ${showName(other.path)} are one name to some systems`
    else if (!other.folder || !isFolder) return 'is listed twice'
  }
  return undefined
}

function withoutRoot(files: readonly ListedFile[]): readonly ListedFile[] {
  const roots = new Set(files.map(({ path }) => path.slice(0, path.indexOf('/') + 1)))
  const [root] = roots
  if (roots.size !== 1 || root === undefined || root === '') return files
  return files.map((file) => ({ ...file, path: file.path.slice(root.length) }))
}
