import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { posix } from 'node:path'
import { isCode, isSkippedFile, SKIPPED_FOLDERS } from './ignored.ts'
import type { Omission } from './omission.ts'
import { belongsToEnvironment, ENVIRONMENT_MARKS } from './python-environment.ts'
import { Refusal } from './refusal.ts'
import { decodedName, shownBytes } from './shown-bytes.ts'

/** What lies in the folder of a submission. */
export interface ListedFolder {
  /** Regular files, relative. */
  readonly files: readonly string[]
  /** Folders with nothing in them, relative. */
  readonly empty: readonly string[]
  readonly omissions: readonly Omission[]
}

/** A listing costs memory of ours; no submission comes near it. */
const MOST_LISTED = 200_000

interface Place {
  /** As the system knows it. */
  readonly path: Buffer
  /** Relative, `/` between parts, as it is shown. */
  readonly shown: string
  /** Whether `shown` is the name: all its bytes are UTF-8. */
  readonly text: boolean
  readonly depth: number
  /** The folder of the Python environment that it lies in, relative. */
  readonly environment?: string
}

/**
 * Lists a submission without following anything. What is no regular file, has a name that is no text, or lies too deep is left out by name; the parts of a
 * Python environment are left out as one.
 *
 * @throws Refusal if it holds more than anybody hands in; the system's error if a folder cannot be read.
 */
export async function listFolder(source: string, deepest: number): Promise<ListedFolder> {
  const files: string[] = []
  const empty: string[] = []
  const omissions: Omission[] = []
  const environments = new Set<string>()
  let listed = 0

  const look = async (place: Place): Promise<void> => {
    const entries = await readdir(place.path, { withFileTypes: true, encoding: 'buffer' })
    listed += entries.length
    if (listed > MOST_LISTED) throw new Refusal(`the submission lists more than ${MOST_LISTED} files`)
    if (entries.length === 0 && place.text && place.shown !== '') empty.push(place.shown)
    const marked = entries.some(({ name }) => ENVIRONMENT_MARKS.has(name.toString('latin1')))
    const inside = marked ? { ...place, environment: place.shown } : place
    const children = entries.map((entry) => ({ entry, child: childOf(inside, entry) }))
    for (const { entry, child } of children.sort((a, b) => (a.child.shown < b.child.shown ? -1 : 1))) await take(entry, child)
  }

  const take = async (entry: Dirent<Buffer>, child: Place): Promise<void> => {
    const { shown, text, environment } = child
    const name = posix.basename(shown)
    const folder = entry.isDirectory()
    if (folder ? SKIPPED_FOLDERS.has(name) : isSkippedFile(name)) return
    if (environment !== undefined && belongsToEnvironment(environment === '' ? shown : shown.slice(environment.length + 1))) {
      environments.add(environment)
      return
    }
    const leave = (why: string, more: Partial<Omission> = {}): void => {
      omissions.push({ name: shown, why, code: isCode(shown), ...more })
    }
    if (folder) {
      if (child.depth > deepest) leave(`lies more than ${deepest} folders deep`, { code: true })
      else await look(child)
    } else if (entry.isSymbolicLink()) leave('is a link; submit the file itself')
    else if (!entry.isFile()) leave('is not a regular file')
    else if (!text) leave('has a name that is not UTF-8; rename it', { unread: true })
    else files.push(shown)
  }

  await look({ path: Buffer.from(source), shown: '', text: true, depth: 0 })
  for (const environment of environments) {
    omissions.push({ name: environment === '' ? 'pyvenv.cfg' : environment, why: 'is a Python environment', code: false })
  }
  return { files, empty, omissions }
}

function childOf(parent: Place, { name }: Dirent<Buffer>): Place {
  const text = decodedName(name)
  const last = text ?? shownBytes(name)
  return {
    path: Buffer.concat([parent.path, Buffer.from('/'), name]),
    shown: parent.shown === '' ? last : `${parent.shown}/${last}`,
    text: parent.text && text !== undefined,
    depth: parent.depth + 1,
    ...(parent.environment === undefined ? {} : { environment: parent.environment }),
  }
}

/** By its words alone; what the links on its way say is not looked at, since none is followed. */
export function leadsOut(path: string, target: string): boolean {
  const end = posix.normalize(posix.join(posix.dirname(path), target))
  return target.startsWith('/') || target.includes('\\') || /^[a-z]:/i.test(target) || end === '..' || end.startsWith('../')
}
