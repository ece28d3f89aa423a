import { basename, resolve } from 'node:path'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import { UsageError } from '#grading/runner/usage-error'
import { newSheetFiles } from '#kit/starter/sheet/sheet-files'
import { writeNewFiles } from '#kit/starter/write-new-files'

const ID = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/

/** `assay new-sheet <folder>`: a sheet of two exercises that works, to be changed. */
export async function newSheet(dir: string, io: Io): Promise<ExitCode> {
  const folder = resolve(io.cwd, dir)
  const id = basename(folder)
  if (!ID.test(id))
    throw new UsageError(`${dir}: the folder gives the sheet its name; expected letters and digits joined by "-", such as my-sheet`)
  const files = newSheetFiles(id, dir)
  writeNewFiles(folder, dir, files)
  io.out(
    `${dir}: a sheet of two exercises\n${files.map((file) => `  ${file.path}`).join('\n')}\nIt works as it is. Edit it, then run:\n  npx assay prove --sheet ${dir}\n`,
  )
  return EXIT.ok
}
