import type { Entry } from 'yauzl'
import { Refusal } from '../refusal.ts'
import { entryFault } from './entry-fault.ts'
import { decodeName, isSkipped, nameFault, partsOf, showName, twinKey } from './entry-name.ts'
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
}

/** A hand-in inside an archive. */
export interface Packed {
  readonly archive: string
  readonly archiveBytes: number
  readonly files: readonly ListedFile[]
}

export function named(entry: Entry): NamedEntry {
  return { name: decodeName(entry), entry }
}

/**
 * The files of one hand-in, looked at by name and by what the archive says of them; nothing is unpacked.
 * One folder around everything is left out, since it is only the packer's.
 *
 * @param below - the folder of the hand-in inside the archive, with `/` at its end, or nothing.
 * @throws Refusal that names the entry and the rule.
 */
export function listHandIn(entries: readonly NamedEntry[], below: string, limits: ZipLimits): readonly ListedFile[] {
  const kinds = new Map<string, { readonly path: string; readonly folder: boolean }>()
  const files: ListedFile[] = []
  let kept = 0
  let bytes = 0
  for (const { name, entry } of entries) {
    if (name === undefined) throw new Refusal(`${showName(entry.fileNameRaw.toString('latin1'))} has a name that is not UTF-8 as it says`)
    if (isSkipped(name)) continue
    kept++
    if (kept > limits.entries) throw new Refusal(`${showName(name)} is one entry too many; ${limits.entries} are allowed`)
    const folder = name.endsWith('/')
    const fault = nameFault(name) ?? entryFault(entry, folder, limits)
    if (fault !== undefined) throw new Refusal(`${showName(name)} ${fault}`)
    remember(kinds, partsOf(name), folder)
    if (kinds.size - files.length > limits.entries) throw new Refusal(`${showName(name)} makes more than ${limits.entries} folders`)
    if (folder) continue
    bytes += entry.uncompressedSize
    if (bytes > limits.totalBytes) throw new Refusal(`${showName(name)} makes the whole larger than ${limits.totalBytes / 1024 ** 2} MiB`)
    files.push({ path: name.slice(below.length), shown: name, entry })
  }
  return withoutRoot(files)
}

/** Every folder on the way counts: two of them that differ in case alone would be one elsewhere. */
function remember(
  kinds: Map<string, { readonly path: string; readonly folder: boolean }>,
  parts: readonly string[],
  folder: boolean,
): void {
  for (let depth = 1; depth <= parts.length; depth++) {
    const path = parts.slice(0, depth).join('/')
    const isFolder = folder || depth < parts.length
    const key = twinKey(path)
    const known = kinds.get(key)
    if (known === undefined) kinds.set(key, { path, folder: isFolder })
    else if (known.path !== path) throw new Refusal(`${showName(path)} and ${showName(known.path)} are one name to some systems`)
    else if (!known.folder || !isFolder) throw new Refusal(`${showName(path)} is listed twice`)
  }
}

function withoutRoot(files: readonly ListedFile[]): readonly ListedFile[] {
  const roots = new Set(files.map(({ path }) => path.slice(0, path.indexOf('/') + 1)))
  const [root] = roots
  if (roots.size !== 1 || root === undefined || root === '') return files
  return files.map((file) => ({ ...file, path: file.path.slice(root.length) }))
}
