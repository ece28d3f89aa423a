import { existsSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { filesBelow } from '../files-below.ts'
import { UsageError } from '../usage-error.ts'

/** Code that verdicts rest on. */
const TRUSTED = ['grading', 'checks', 'submissions/session'] as const

/**
 * The files to mutate: those that are named, and those below folders that are named. Relative to the root, `/` between parts, sorted.
 *
 * @param names - folders or files of trusted code, relative to the root; empty for all of it.
 * @throws UsageError for what is not trusted code, is not there, or holds nothing to mutate.
 */
export function trustedFiles(names: readonly string[], root: string): readonly string[] {
  const wanted = names.length === 0 ? TRUSTED.filter((name) => existsSync(join(root, name))) : names.map((name) => name.replace(/\/+$/, ''))
  const files = wanted.flatMap((name) => {
    if (!TRUSTED.some((folder) => name === folder || name.startsWith(`${folder}/`)) || name.includes('..'))
      throw new UsageError(`${name}: expected a folder or a file of ${TRUSTED.join(', ')}`)
    if (!existsSync(join(root, name))) throw new UsageError(`${name}: no such file or folder`)
    const files = statSync(join(root, name)).isDirectory() ? filesBelow(join(root, name)) : [join(root, name)]
    const found = files.map((file) => relative(root, file).replaceAll('\\', '/')).filter(isMutated)
    if (found.length === 0) throw new UsageError(`${name}: holds no code to mutate`)
    return found
  })
  return [...new Set(files)].sort()
}

/** Not tests, and not what only tests use. */
function isMutated(file: string): boolean {
  return file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.split('/').includes('testing')
}
