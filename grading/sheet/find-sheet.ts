import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'

/** A sheet that cannot be found. The message says why, without what was given. */
export class SheetError extends Error {
  override name = 'SheetError'
}

const PACKAGE = /^(?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/

/**
 * Where a sheet lies that is given by its folder or, where there is no such folder, by the name of a package. A package is looked for in
 * `node_modules` of `cwd` and of the folders above it; its sheet is the folder that its main file lies in.
 *
 * @param given - such as `my-sheet` or `@course/sheet`.
 * @returns absolute, without symbolic links.
 * @throws SheetError if there is neither.
 */
export function findSheet(given: string, cwd: string): string {
  const path = resolve(cwd, given)
  return realpathSync(existsSync(path) ? folderAt(path) : installed(given, cwd))
}

function folderAt(path: string): string {
  if (!statSync(path).isDirectory()) throw new SheetError('is a file; expected the folder of a sheet')
  return path
}

function installed(given: string, cwd: string): string {
  if (isAbsolute(given) || given.startsWith('.') || !PACKAGE.test(given)) throw new SheetError('no such folder')
  for (let above = resolve(cwd); ; above = dirname(above)) {
    const folder = join(above, 'node_modules', given)
    if (existsSync(join(folder, 'package.json'))) return dirname(join(folder, mainOf(folder)))
    if (above === dirname(above))
      throw new SheetError(`no such folder, and no package of this name is installed; get it with: npm install ${given}`)
  }
}

/** Relative to the package; of one that names none, a file that lies in its folder. */
function mainOf(folder: string): string {
  const { exports, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { exports?: unknown; main?: unknown }
  const start = typeof exports === 'object' && exports !== null && '.' in exports ? exports['.'] : exports
  const file = typeof start === 'object' && start !== null && 'default' in start ? start.default : start
  return [file, main].find((one) => typeof one === 'string') ?? 'package.json'
}
