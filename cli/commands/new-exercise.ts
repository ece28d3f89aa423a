import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import { inYaml } from '#grading/runner/sheet-yaml/in-yaml'
import { UsageError } from '#grading/runner/usage-error'
import { CatalogueError, loadSheet, type Sheet } from '#grading/sheet/catalogue'
import { newExerciseFiles, type SheetHabits } from '#kit/starter/new-exercise-files'
import { withExercise } from '#kit/starter/with-exercise'
import { writeNewFiles } from '#kit/starter/write-new-files'

export interface NewExerciseOptions {
  /** On the sheet; the next one where it is not given. */
  readonly number?: string
}

const ID = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/
const SHEET = 'sheet.ts'

/** `assay new-exercise <unit>/<name>`: one folder that obeys the laws, to be changed, and its number in `sheet.ts`. */
export async function newExercise(id: string, options: NewExerciseOptions, io: Io): Promise<ExitCode> {
  if (!ID.test(id)) throw new UsageError(`${id}: expected <unit>/<name> in lower-case words joined by "-", such as losses/huber`)
  if (options.number !== undefined && !/^[\w., -]{1,20}$/.test(options.number))
    throw new UsageError(`--number ${options.number}: expected a number on the sheet, such as 7a`)
  const root = io.catalogue ?? sheetAt(io.cwd)
  const shown = relative(io.cwd, root) || '.'
  if (!existsSync(join(root, SHEET))) throw new UsageError(`${shown}: there is no ${SHEET}; assay new-sheet writes one`)
  if (existsSync(join(root, id))) throw new UsageError(`${join(shown, id)}: already exists`)
  const sheet = await loadSheet(root, inYaml).catch((error: unknown) => {
    throw error instanceof CatalogueError ? new UsageError(error.message) : error
  })
  const number = options.number ?? nextNumber(sheet)
  const taken = sheet.entries.find(({ exercise }) => exercise.sheet === number)
  if (taken !== undefined) throw new UsageError(`--number ${number}: is that of ${taken.exercise.id}; choose another`)
  const text = readFileSync(join(root, SHEET), 'utf8')
  const listed = withExercise(text, number, id)
  const files = newExerciseFiles(id, number, habitsOf(sheet, id))
  writeNewFiles(root, shown, files)
  if (listed !== undefined) writeFileSync(join(root, SHEET), listed)
  const where = join(shown, SHEET)
  const line = listed === undefined ? `Add it to exercises in ${where}: '${number}': '${id}'` : `It is number ${number} in ${where}.`
  const flag = io.catalogue === undefined ? '' : ` --sheet ${shown}`
  const tests = existsSync(join(root, 'laws.test.ts')) ? `\n  npx vitest run ${shown}` : ''
  io.out(
    `${files.map(({ path }) => `  ${join(shown, path)}`).join('\n')}\n${line} It works as it is. Edit it, then run:\n  npx assay prove --only ${id}${flag}${tests}\n`,
  )
  return EXIT.ok
}

/** The sheet of a folder: itself, or the one that a checkout has. */
function sheetAt(cwd: string): string {
  const root = [cwd, resolve(cwd, 'reference')].find((folder) => existsSync(join(folder, SHEET)))
  if (root !== undefined) return root
  throw new UsageError(`there is no ${SHEET} here; name a sheet with --sheet <folder>, or write one with assay new-sheet`)
}

/** One more than the greatest there is, with the letter of a first part. */
function nextNumber({ entries }: Sheet): string {
  const numbers = entries.map(({ exercise }) => Number.parseInt(exercise.sheet, 10)).filter((one) => !Number.isNaN(one))
  return `${Math.max(0, ...numbers) + 1}a`
}

/** What the exercises that a sheet has come with, a new one needs as well. */
function habitsOf({ root, entries }: Sheet, id: string): SheetHabits {
  const unit = dirname(id)
  const other = entries.map(({ folder }) => dirname(folder)).find((folder) => existsSync(join(folder, 'laws.test.ts')))
  const needsLaws = other !== undefined && !existsSync(join(root, unit, 'laws.test.ts'))
  return {
    fixtures: existsSync(join(root, '../fixtures/submissions')),
    promises: existsSync(join(root, 'promises.yaml')),
    tests: entries.some(({ folder }) => readdirSync(folder).includes('solution.test.ts')),
    ...(needsLaws ? { laws: readFileSync(join(other, 'laws.test.ts'), 'utf8').replaceAll(`'${basename(other)}'`, `'${unit}'`) } : {}),
  }
}
