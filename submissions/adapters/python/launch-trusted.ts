import type { Launch } from '../adapter.ts'
import { findPython, PYTHON_MISSING } from './interpreter.ts'
import { environmentOf, flagsOf } from './python-environment.ts'

/**
 * How to start a program of ours with the interpreter that submissions get, and with nothing of any submission.
 *
 * @throws Error if there is no Python.
 */
export async function launchTrusted(source: string, args: readonly string[]): Promise<Launch> {
  const interpreter = await findPython()
  if (interpreter === undefined) throw new Error(PYTHON_MISSING)
  return {
    runtime: 'python',
    command: interpreter.executable,
    args: [...flagsOf(interpreter), '-c', source, ...args],
    cwd: '/',
    env: environmentOf(interpreter),
    readOnly: interpreter.files,
    memory: 'address-space',
  }
}
