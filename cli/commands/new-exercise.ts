import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import { UsageError } from '#grading/runner/usage-error'
import { newExerciseFiles } from '#kit/starter/new-exercise-files'
import { writeNewFiles } from '#kit/starter/write-new-files'

export interface NewExerciseOptions {
  /** On the sheet. */
  readonly number: string
}

const ID = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/

/** `assay new-exercise <unit>/<name>`: one folder that obeys the laws, to be changed. */
export async function newExercise(id: string, options: NewExerciseOptions, io: Io): Promise<ExitCode> {
  if (!ID.test(id)) throw new UsageError(`${id}: expected <unit>/<name> in lower-case words joined by "-", such as losses/huber`)
  if (!/^[\w., -]{1,20}$/.test(options.number))
    throw new UsageError(`--number ${options.number}: expected a number on the sheet, such as 7a`)
  if (!existsSync(join(io.cwd, 'grading/sheet/catalogue.ts'))) {
    throw new UsageError('new-exercise needs a checkout of Assay: there is no grading/sheet/catalogue.ts here')
  }
  if (existsSync(join(io.cwd, 'reference', id))) throw new UsageError(`reference/${id}: already exists`)
  const files = newExerciseFiles(id, options.number)
  writeNewFiles(io.cwd, io.cwd, files)
  io.out(`${files.map((file) => `  ${file.path}`).join('\n')}\nIt works as it is. Edit it, then run:\n  npx vitest run reference\n`)
  return EXIT.ok
}
