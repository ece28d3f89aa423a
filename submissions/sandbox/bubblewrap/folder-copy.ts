import { closeSync, constants, openSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A folder as it is copied into a sandbox. Names are relative. */
export interface FolderCopy {
  readonly folders: readonly string[]
  readonly files: readonly string[]
  /** Of the files, in their order. */
  readonly descriptors: readonly number[]
  /** Closes the descriptors. */
  close(): void
}

/**
 * Opens all files of a staged folder.
 *
 * @throws Error if one of them cannot be opened, or there are more than this process may open.
 */
export function openFolder(path: string): FolderCopy {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true })
  const named = (wanted: (entry: (typeof entries)[number]) => boolean): string[] =>
    entries.filter(wanted).map((entry) => relative(path, join(entry.parentPath, entry.name)))
  const files = named((entry) => entry.isFile())
  const descriptors: number[] = []
  const close = (): void => {
    for (const descriptor of descriptors) closeSync(descriptor)
  }
  try {
    for (const name of files) descriptors.push(openSync(join(path, name), constants.O_RDONLY | constants.O_NOFOLLOW))
  } catch (error) {
    close()
    throw error
  }
  return { folders: named((entry) => entry.isDirectory()), files, descriptors, close }
}
