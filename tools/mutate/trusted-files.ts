import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { transformSync } from 'esbuild'
import { filesBelow, isForTests } from '#grading/runner/files/files-below'
import { UsageError } from '#grading/runner/usage-error'

/** Code that verdicts rest on. */
const TRUSTED = ['grading', 'checks', 'submissions/session', 'reference/quality'] as const
/** Runs and loads what these decide. */
const AROUND = /^grading\/(?:runner|sheet|networks\/backend)\//

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
    const found = files.map((file) => relative(root, file).replaceAll('\\', '/')).filter((file) => isMutated(file, root))
    if (found.length === 0) throw new UsageError(`${name}: holds no code to mutate`)
    return found
  })
  return [...new Set(files)].sort()
}

/** Not tests, not what only tests use, and not what is nothing but types. */
function isMutated(file: string, root: string): boolean {
  if (!file.endsWith('.ts') || isForTests(file) || AROUND.test(file)) return false
  return transformSync(readFileSync(join(root, file), 'utf8'), { loader: 'ts' }).code !== ''
}
