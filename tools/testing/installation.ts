import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { builtPath } from './built/built.ts'

const OURS = resolve(import.meta.dirname, '../../node_modules')
/** Copied, for engines look for each other from where they lie. */
const ENGINES = '@tensorflow'

/**
 * The build for tests in a folder of its own, as if it were installed with other packages.
 *
 * @param folder - is made, unless it has `node_modules` with packages that come before ours.
 * @param without - engines that are not installed there, without their scope.
 * @returns the file of the command line.
 */
export function installation(folder: string, without: readonly string[] = []): string {
  cpSync(builtPath('.'), join(folder, 'dist'), { recursive: true })
  const packages = join(folder, 'node_modules')
  mkdirSync(packages, { recursive: true })
  // The sheet of this repository is a package there, and no part of an installation.
  for (const name of readdirSync(OURS).filter((one) => !one.startsWith('assay-sheet-'))) {
    const scoped = name.startsWith('@') ? readdirSync(join(OURS, name)).map((part) => `${name}/${part}`) : [name]
    if (name.startsWith('@')) mkdirSync(join(packages, name), { recursive: true })
    for (const one of scoped) {
      const [from, to] = [join(OURS, one), join(packages, one)]
      if (existsSync(to) || without.some((part) => one === `${ENGINES}/${part}`)) continue
      if (name === ENGINES) cpSync(from, to, { recursive: true })
      else symlinkSync(from, to)
    }
  }
  return join(folder, 'dist/cli/main.js')
}
