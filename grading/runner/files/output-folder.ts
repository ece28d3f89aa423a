import { type FileHandle, lstat, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import type { Append } from '../../engine/journal.ts'
import type { RenderedFile } from '../../model/report.ts'
import { systemErrorText } from '../../model/system-error.ts'
import { UsageError } from '../usage-error.ts'
import { makeFolder } from './make-folder.ts'
import { isOwn, OWN, ownMark, realPath } from './own-folder.ts'

export const JOURNAL = 'journal.jsonl'
/** Where pages of students are written. */
const STUDENTS = 'students'

/**
 * Makes the folder for the reports of a run.
 * @param classFolder - what is graded; the output may lie in it but not be it.
 * @param shown - the folder as messages name it.
 * @throws UsageError when nothing can be written there; the system's error when there is no space left.
 */
export async function prepareOutput(folder: string, classFolder: string, shown: string = folder): Promise<void> {
  if ((await realPath(folder)) === (await realPath(classFolder))) {
    throw new UsageError(`--out ${shown}: is the folder being graded; choose another`)
  }
  const there = await stat(folder).catch(() => undefined)
  if (there !== undefined && !there.isDirectory()) throw new UsageError(`--out ${shown}: is a file; expected a folder`)
  try {
    makeFolder(folder)
    await writeWhole(join(folder, '.assay-probe'), '')
    await rm(join(folder, '.assay-probe'))
    if (!(await isOwn(folder))) await writeWhole(join(folder, OWN), await ownMark(folder))
  } catch (error) {
    if (isFull(error)) throw error
    throw new UsageError(`--out ${shown}: cannot be written: ${systemErrorText(error)}`)
  }
}

export interface AppendFile {
  /** Resolves once the text is on the disk. */
  readonly append: Append
  close(): Promise<void>
}

/** Whether there is no space left: a fault of the machine, not of who asked. */
export function isFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  return code === 'ENOSPC' || code === 'EDQUOT'
}

/** Adds to a file. */
export async function openAppend(path: string): Promise<AppendFile> {
  const file = await open(path, 'a')
  const { size } = await file.stat()
  return { append: appendTo(file, size), close: () => file.close() }
}

/**
 * Each text is on the disk, whole, before its promise resolves. Where that fails nothing of it stays.
 * @param size - bytes that are in the file.
 */
export function appendTo(file: Pick<FileHandle, 'writeFile' | 'datasync' | 'truncate'>, size: number): Append {
  let kept = size
  return async (text) => {
    try {
      await file.writeFile(text)
      await file.datasync()
    } catch (error) {
      await file.truncate(kept).catch(() => undefined)
      throw error
    }
    kept += Buffer.byteLength(text)
  }
}

/** Where a file is written until it is whole, in its own folder. */
export function temporaryFor(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
}

/** Removes what a run that was killed had begun to write. For the holder of the folder's lock. */
export async function removeHalfWritten(folder: string): Promise<void> {
  // Not what lies deeper: who names the wrong folder must not lose files of others.
  for (const place of [folder, join(folder, STUDENTS)]) {
    const entries = await readdir(place, { withFileTypes: true }).catch(() => [])
    const halves = entries.filter((entry) => entry.isFile() && /^\..+\.\d+\.tmp$/.test(entry.name))
    for (const { name } of halves) await rm(join(place, name), { force: true })
  }
}

/** Writes the files of a report below `folder`, each whole or not at all. */
export async function writeFiles(folder: string, files: readonly RenderedFile[]): Promise<void> {
  for (const file of files) {
    const target = resolve(folder, file.path)
    if (!target.startsWith(resolve(folder) + sep)) throw new Error(`a report wants to be written outside of its folder: ${file.path}`)
    makeFolder(dirname(target))
    if (file.pieces !== undefined) await writeWhole(target, file.pieces())
    else await writeChanged(target, file.content)
  }
}

/** Leaves a file as it is that has this content. */
async function writeChanged(path: string, content: string): Promise<void> {
  const bytes = Buffer.from(content)
  const there = await lstat(path).catch(() => undefined)
  const isSame =
    there?.isFile() === true && there.size === bytes.length && (await readFile(path).catch(() => undefined))?.equals(bytes) === true
  if (!isSame) await writeWhole(path, [bytes])
}

/** Temporary file in the same folder, fsync, rename, fsync of the folder: a reader sees the old file or the new one. */
export async function writeWhole(path: string, content: string | Iterable<string | Buffer>): Promise<void> {
  const temporary = temporaryFor(path)
  try {
    const file = await open(temporary, 'w')
    try {
      for (const piece of typeof content === 'string' ? [content] : content) await file.writeFile(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** After it, a file that was made, renamed or removed there is so on the disk. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().catch(() => undefined)
  await folder.close()
}
