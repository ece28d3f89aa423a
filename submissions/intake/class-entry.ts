import { extname } from 'node:path'
import { isArchive } from './archive.ts'
import type { LeftOut } from './found.ts'
import { isCode, isSkippedFile, SKIPPED_FOLDERS } from './ignored.ts'

export type EntryKind = 'folder' | 'file' | 'link' | 'pipe' | 'socket' | 'device' | 'unknown'

/** One entry at the level of a class, where each student has one. */
export interface ClassEntry {
  /** As it is shown; no two entries of a class have the same. */
  readonly name: string
  readonly kind: EntryKind
  /** Why nobody can read it, whatever it is; completes `name …`. */
  readonly fault?: string
}

/** What becomes of an entry: a row of the class, which may have to wait for a person, or one that is left out by name. */
export type Sorted = { readonly row: true; readonly refused?: string } | { readonly row: false; readonly leftOut: LeftOut }

/** Lists and notes that lie beside the students' folders: exports of a course system, the instructor's own. */
const ASIDE: ReadonlySet<string> = new Set(
  '.csv .tsv .xls .xlsx .ods .yml .yaml .json .xml .txt .md .rst .log .ini .toml .cfg .db .sqlite .lock .sh .html .htm'.split(' '),
)
const ARCHIVE = /\.(rar|7z|tar|tgz|tbz2?|txz|gz|bz2|xz|zst|lz|lzma|cab|arj|ace|iso|dmg)$/i
const KINDS: { readonly [K in Exclude<EntryKind, 'folder' | 'file'>]: string } = {
  link: 'is a link; copy the folder itself here',
  pipe: 'is a named pipe and not a folder or a file',
  socket: 'is a socket and not a folder or a file',
  device: 'is a device and not a folder or a file',
  unknown: 'is neither a folder nor a file',
}

/**
 * Decides by name and kind alone. What could be somebody's submission is a row, also where nothing of ours can open it.
 *
 * @param ofStudent - whether the name says that it is a file of one student, where a course system packs those of all side by side.
 */
export function sortEntry({ name, kind, fault }: ClassEntry, ofStudent = false): Sorted {
  const waits = (why: string): Sorted => ({ row: true, refused: `${name} ${why}` })
  if (kind === 'folder' ? SKIPPED_FOLDERS.has(name) : isSkippedFile(name)) return out(name, 'made by a tool')
  if (name.startsWith('.')) return out(name, 'hidden')
  if (fault !== undefined) return waits(fault)
  if (kind === 'folder') return { row: true }
  if (kind !== 'file') return waits(KINDS[kind])
  if (isArchive(name) || isCode(name)) return { row: true }
  if (ASIDE.has(extname(name).toLowerCase()) && !ofStudent) return out(name, 'no submission')
  if (ARCHIVE.test(name)) return waits('is an archive of a kind that is not opened; unpack it into a folder of its own')
  return waits('is a file of a kind that is not read here; expected a folder, a zip, a notebook or code')
}

function out(name: string, why: string): Sorted {
  return { row: false, leftOut: { name, why } }
}

/** Whether a path inside a class looks like something of a submission: code, or what code could be packed in. */
export function looksSubmitted(path: string): boolean {
  return isCode(path) || isArchive(path) || ARCHIVE.test(path)
}
