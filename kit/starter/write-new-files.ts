import { existsSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { systemErrorText } from '#grading/model/system-error'
import { makeFolder } from '#grading/runner/files/make-folder'
import { UsageError } from '#grading/runner/usage-error'
import type { NewFile } from './hand-in-files.ts'

/**
 * Writes files that are not there yet: all of them or, if one already exists, none.
 * @param shown - the folder as messages name it.
 */
export function writeNewFiles(folder: string, shown: string, files: readonly NewFile[]): void {
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw new UsageError(`${shown}: is a file; expected a folder`)
  const taken = files.filter((file) => existsSync(join(folder, file.path))).map((file) => file.path)
  if (taken.length > 0) {
    const more = taken.length > 1 ? ` and ${taken.length - 1} more` : ''
    throw new UsageError(`${shown}: ${taken[0]}${more} would be overwritten; choose another folder`)
  }
  try {
    for (const file of files) {
      makeFolder(dirname(join(folder, file.path)))
      writeFileSync(join(folder, file.path), file.content, { flag: 'wx' })
    }
  } catch (error) {
    throw new UsageError(`${shown}: cannot be written: ${systemErrorText(error)}`)
  }
}
