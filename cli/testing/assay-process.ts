import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { SMALL_SHEET } from './small-sheet.ts'

/** The command line in a process of its own, with the exercises of the tests. */
export function assayProcess(words: readonly string[]): ChildProcess {
  const script = `
    import { processIo } from './cli/io.ts'
    import { run } from './cli/run.ts'
    const [catalogue, ...words] = process.argv.slice(1)
    process.exitCode = await run(words, { ...processIo(new AbortController().signal), catalogue })`
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script, '--', SMALL_SHEET, ...words]
  return spawn(process.execPath, args, { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'ignore', 'pipe'] })
}
