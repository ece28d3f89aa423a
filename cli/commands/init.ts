import { resolve } from 'node:path'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import { selectExercises } from '#grading/runner/select-exercises'
import { handInFiles } from '#kit/starter/hand-in-files'
import type { HandInLanguage } from '#kit/starter/hand-in-languages'
import { writeNewFiles } from '#kit/starter/write-new-files'

export interface InitOptions {
  readonly lang: HandInLanguage
  /** As it was named. */
  readonly sheet?: string
}

/** `assay init <dir>`: a folder to start from. */
export async function init(dir: string, options: InitOptions, io: Io): Promise<ExitCode> {
  const { selected } = await selectExercises([], io.catalogue)
  const files = handInFiles(selected, options.lang)
  writeNewFiles(resolve(io.cwd, dir), dir, files)
  const code = files.filter((file) => !file.path.includes('/') && file.path !== 'submission.yaml').map((file) => `  ${file.path}`)
  io.out(
    `${dir}: starter files for ${selected.length} exercises\n${code.join('\n')}\nSee statements/ for the exercise texts. Then run:\n  assay check ${dir}${options.sheet === undefined ? '' : ` --sheet ${options.sheet}`}\n`,
  )
  return EXIT.ok
}
