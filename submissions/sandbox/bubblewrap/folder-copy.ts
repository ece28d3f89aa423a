import { closeSync, constants, openSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A folder as it is copied into a sandbox. Names are relative. */
export interface FolderCopy {
  /** Only those with nothing in them: bwrap makes the folders of a file itself, and takes no more than 9000 arguments. */
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
  const filled = new Set(entries.map((entry) => entry.parentPath))
  const folders = named((entry) => entry.isDirectory() && !filled.has(join(entry.parentPath, entry.name)))
  return { folders, files, descriptors, close }
}
