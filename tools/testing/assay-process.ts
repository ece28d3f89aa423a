import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { builtPath, LOADER } from './built/built.ts'
import { SMALL_SHEET } from './small-sheet.ts'

/**
 * The command line in a process of its own, with the exercises of the tests.
 *
 * @param through - a command that starts it, with its options.
 */
export function assayProcess(words: readonly string[], through: readonly string[] = []): ChildProcess {
  const script = `
    import { processIo } from '${builtPath('grading/runner/io.ts')}'
    import { run } from '${builtPath('cli/run.ts')}'
    const [catalogue, ...words] = process.argv.slice(1)
    process.exitCode = await run(words, { ...processIo(new AbortController().signal), catalogue })`
  const args = [...LOADER, '--input-type=module', '--eval', script, '--', SMALL_SHEET, ...words]
  const [command, ...before] = [...through, process.execPath]
  return spawn(command, [...before, ...args], { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'ignore', 'pipe'] })
}

/** Its exit code, or `null` if a signal ended it. */
export async function exitOf(child: ChildProcess): Promise<number | null> {
  child.stderr?.resume()
  const [code] = await once(child, 'exit')
  return code
}
