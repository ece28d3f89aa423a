import { existsSync, statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { CHOICE, findPython } from '#submissions/adapters/python/interpreter'
import type { Io } from '../io.ts'
import { UsageError } from '../usage-error.ts'

/** Which Python submissions are run with. */
export interface PythonChoice {
  /** A program, the folder of an environment, or a name on the search path. @defaultValue the first `python3` of the search path */
  readonly python?: string
  /** Whether packages from `pip install --user` are found. */
  readonly userPackages?: boolean
}

/**
 * Makes the choice for this process and all that it starts.
 *
 * @throws UsageError if it is no Python that submissions can be run with.
 */
export async function choosePython({ python, userPackages }: PythonChoice, { cwd }: Pick<Io, 'cwd'>): Promise<void> {
  if (userPackages === true) process.env[CHOICE.userPackages] = '1'
  if (python === undefined) return
  const program = programOf(python, cwd)
  if (program === undefined) throw new UsageError(`--python ${python}: there is no such program; name one such as /usr/bin/python3`)
  process.env[CHOICE.program] = program
  if ((await findPython()) === undefined) throw new UsageError(`--python ${python}: is not Python 3.9 or newer`)
}

function programOf(named: string, cwd: string): string | undefined {
  const path = resolve(cwd, named)
  if (existsSync(path) && statSync(path).isFile()) return path
  const inside = ['bin/python3', 'bin/python', 'Scripts/python.exe'].map((name) => join(path, name)).find(existsSync)
  if (inside !== undefined || /[\\/]/.test(named)) return inside
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, named))
    .find((one) => existsSync(one) && statSync(one).isFile())
}
