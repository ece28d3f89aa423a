import { resolve } from 'node:path'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { handInFiles } from './hand-in-files.ts'
import type { HandInLanguage } from './hand-in-languages.ts'
import type { Io } from './io.ts'
import { selectExercises } from './select-exercises.ts'
import { writeNewFiles } from './write-new-files.ts'

export interface InitOptions {
  readonly lang: HandInLanguage
}

/** `assay init <dir>`: a folder to start from. */
export async function init(dir: string, options: InitOptions, io: Io): Promise<ExitCode> {
  const { selected } = await selectExercises([], io.catalogue)
  const files = handInFiles(selected, options.lang)
  writeNewFiles(resolve(io.cwd, dir), dir, files)
  const code = files.filter((file) => !file.path.includes('/') && file.path !== 'submission.yaml').map((file) => `  ${file.path}`)
  io.out(
    `${dir}: starter files for ${selected.length} exercises\n${code.join('\n')}\nSee statements/ for the exercise texts. Then run:\n  assay check ${dir}\n`,
  )
  return EXIT.ok
}
