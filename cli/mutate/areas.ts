import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from '../usage-error.ts'

/** Code that verdicts rest on. */
const TRUSTED = ['grading', 'checks', 'submissions/session'] as const

/** Files that are mutated in one go, and judged together. */
export interface Area {
  /** A folder, or a single file. */
  readonly name: string
  /** Relative to the root, `/` between parts. */
  readonly files: readonly string[]
}

/**
 * One area for each folder below those that are named, or for each file that is named.
 *
 * @param names - folders or files of trusted code, relative to the root; empty for all of it.
 * @throws UsageError for what is not trusted code, is not there, or holds nothing to mutate.
 */
export function areasOf(names: readonly string[], root: string): readonly Area[] {
  const wanted = names.length === 0 ? TRUSTED.filter((name) => existsSync(join(root, name))) : names.map((name) => name.replace(/\/+$/, ''))
  return wanted.flatMap((name) => {
    if (!TRUSTED.some((folder) => name === folder || name.startsWith(`${folder}/`)) || name.includes('..'))
      throw new UsageError(`${name}: expected a folder or a file of ${TRUSTED.join(', ')}`)
    const path = join(root, name)
    if (!existsSync(path)) throw new UsageError(`${name}: no such file or folder`)
    const areas = statSync(path).isDirectory() ? foldersOf(name, root) : [{ name, files: [name].filter(isMutated) }]
    const filled = areas.filter(({ files }) => files.length > 0)
    if (filled.length === 0) throw new UsageError(`${name}: holds no code to mutate`)
    return filled
  })
}

function foldersOf(folder: string, root: string): readonly Area[] {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, '/').length).replaceAll('\\', '/'))
    .filter(isMutated)
    .sort()
  const names = [...new Set(files.map((file) => dirname(file)))].sort()
  return names.map((name) => ({ name, files: files.filter((file) => dirname(file) === name) }))
}

/** Not tests, and not what only tests use. */
function isMutated(file: string): boolean {
  return file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.split('/').includes('testing')
}
