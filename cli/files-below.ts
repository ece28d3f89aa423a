import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** All files in a folder and its sub-folders, as paths that begin with it; sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
