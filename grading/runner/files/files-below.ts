import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** All files in a folder and its sub-folders, as paths that begin with it; sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/**
 * Whether a file is a test, or stands in a folder of what only tests use.
 * @param path - relative to the repository, so that where that lies does not count.
 */
export function isForTests(path: string): boolean {
  return /\.test\.[jt]s$/.test(path) || path.split(/[/\\]/).includes('testing')
}
