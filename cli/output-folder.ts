import { existsSync } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import type { Append } from '../grading/journal.ts'
import type { RenderedFile } from '../grading/model/report.ts'
import { makeFolder } from './make-folder.ts'
import { UsageError } from './usage-error.ts'
import { whyNot } from './why-not.ts'

export const JOURNAL = 'journal.jsonl'
const PREVIOUS = 'journal.previous.jsonl'

/**
 * Makes the folder for the reports of a run. The journal of an earlier run in it is kept under another name.
 * @param classFolder - what is graded; the output may lie in it but not be it.
 * @param shown - the folder as messages name it.
 * @throws UsageError when nothing can be written there.
 */
export async function prepareOutput(folder: string, classFolder: string, shown: string = folder): Promise<void> {
  if (resolve(folder) === resolve(classFolder)) throw new UsageError(`--out ${shown}: is the folder that is graded; name another`)
  const there = await stat(folder).catch(() => undefined)
  if (there !== undefined && !there.isDirectory()) throw new UsageError(`--out ${shown}: is a file; name a folder`)
  try {
    makeFolder(folder)
    await writeWhole(join(folder, '.assay-probe'), '')
    await rm(join(folder, '.assay-probe'))
    if (existsSync(join(folder, JOURNAL))) await rename(join(folder, JOURNAL), join(folder, PREVIOUS))
  } catch (error) {
    throw new UsageError(`--out ${shown}: cannot be written: ${whyNot(error)}`)
  }
}

export interface AppendFile {
  /** Resolves once the text is on the disk. */
  readonly append: Append
  close(): Promise<void>
}

export async function openAppend(path: string): Promise<AppendFile> {
  const file = await open(path, 'a')
  return {
    append: async (text) => {
      await file.writeFile(text)
      await file.datasync()
    },
    close: () => file.close(),
  }
}

/** Writes the files of a report below `folder`, each whole or not at all. */
export async function writeFiles(folder: string, files: readonly RenderedFile[]): Promise<void> {
  for (const { path, content } of files) {
    const target = resolve(folder, path)
    if (!target.startsWith(resolve(folder) + sep)) throw new Error(`a report wants to be written outside of its folder: ${path}`)
    makeFolder(dirname(target))
    await writeWhole(target, content)
  }
}

/** Temporary file in the same folder, fsync, rename, fsync of the folder: a reader sees the old file or the new one. */
export async function writeWhole(path: string, content: string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
  try {
    const file = await open(temporary, 'w')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  const folder = await open(dirname(path), 'r')
  await folder.sync().catch(() => undefined)
  await folder.close()
}
