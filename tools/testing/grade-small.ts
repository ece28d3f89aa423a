import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '#cli/run'
import type { Io } from '#grading/runner/io'
import { fakeIo } from './fake-io.ts'
import { HALF_WRONG_TS, RIGHT_TS, SMALL_SHEET } from './small-sheet.ts'
import { temporaryFolder } from './temporary-folder.ts'

export type Files = Readonly<Record<string, string>>

export const CLASS: Files = {
  'class/ada/submission.ts': RIGHT_TS,
  'class/bob/submission.ts': HALF_WRONG_TS,
  'class/cyd/submission.ts': 'export function double(x {',
  'class/dee/notes.txt': 'nothing yet',
}

/** Grades the folder `class` of these files with the small sheet, one after another. */
export async function grade(files: Files, flags: readonly string[] = [], part: Partial<Io> = {}) {
  const cwd = temporaryFolder(files)
  const out = join(cwd, 'assay-out')
  const once = async (words: readonly string[], how: Partial<Io>) => {
    const io = fakeIo({ cwd, catalogue: SMALL_SHEET, ...how })
    const code = await run(['grade', 'class', '--sandbox', 'process', '--jobs', '1', ...words], io)
    return { code, stdout: io.stdout(), stderr: io.stderr() }
  }
  /** The same class, as it is in its folder then. */
  const again = (words: readonly string[]) => once(words, {})
  return { cwd, out, again, ...(await once(flags, part)) }
}

interface Results {
  readonly students: {
    readonly id: string
    readonly score: number
    readonly pending: number
    readonly exercises: { readonly status: string }[]
  }[]
}

export const resultsIn = (out: string) => JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results
export const scoresIn = (out: string) => resultsIn(out).students.map(({ id, score }) => [id, score])
