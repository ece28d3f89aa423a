import type { Dirent, Stats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemErrorText } from '#grading/model/system-error'
import type { ClassEntry, EntryKind } from './class-entry.ts'
import { SKIPPED_FOLDERS } from './ignored.ts'
import { decodedName, distinctName, shownBytes } from './shown-bytes.ts'

export interface ListedEntry extends ClassEntry {
  readonly path: string
}

/**
 * What lies in the folder of a class. Names are read as bytes: one that is no text is shown as `m⟨xfc⟩ller` and nobody can open it.
 *
 * @throws the system's error if the folder cannot be read; what is wrong with an entry concerns that entry.
 */
export async function listClassFolder(path: string): Promise<readonly ListedEntry[]> {
  const found = await readdir(path, { withFileTypes: true, encoding: 'buffer' })
  const texts = new Set(found.flatMap(({ name }) => decodedName(name) ?? []))
  return Promise.all(
    found.map(async (entry): Promise<ListedEntry> => {
      const text = decodedName(entry.name)
      if (text === undefined) {
        const name = distinctName(shownBytes(entry.name), texts)
        return { name, path: join(path, name), kind: kindOf(entry), fault: 'has a name that is not UTF-8; rename it' }
      }
      return { name: text, path: join(path, text), ...(await kindAt(entry, join(path, text))) }
    }),
  )
}

function kindOf(entry: Dirent<Buffer> | Stats): EntryKind {
  if (entry.isDirectory()) return 'folder'
  if (entry.isFile()) return 'file'
  if (entry.isSymbolicLink()) return 'link'
  if (entry.isFIFO()) return 'pipe'
  if (entry.isSocket()) return 'socket'
  return entry.isBlockDevice() || entry.isCharacterDevice() ? 'device' : 'unknown'
}

/** Some file systems do not say the kind in a listing. */
async function kindAt(entry: Dirent<Buffer>, path: string): Promise<Pick<ClassEntry, 'kind' | 'fault'>> {
  const kind = kindOf(entry)
  if (kind !== 'unknown') return { kind }
  try {
    return { kind: kindOf(await lstat(path)) }
  } catch (error) {
    return { kind, fault: `cannot be read: ${systemErrorText(error)}` }
  }
}

const MOST_LISTED = 5000
const DEEPEST = 4

/** Files below a folder, relative, `/` between parts, a few levels deep and not more than a few thousand: enough to see what it is. */
export async function peekInto(folder: string): Promise<readonly string[]> {
  const files: string[] = []
  const look = async (inside: string, depth: number): Promise<void> => {
    for (const entry of await readdir(join(folder, inside), { withFileTypes: true }).catch(() => [])) {
      if (files.length >= MOST_LISTED) return
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (!entry.isDirectory()) files.push(path)
      else if (!SKIPPED_FOLDERS.has(entry.name) && !entry.name.startsWith('.')) {
        files.push(`${path}/`)
        if (depth < DEEPEST) await look(path, depth + 1)
      }
    }
  }
  await look('', 1)
  return files.filter((path) => !path.startsWith('.'))
}
