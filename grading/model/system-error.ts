/**
 * What the system said about a file or folder, in words that go on after a colon: `results: permission denied`.
 *
 * @param error - what was caught; anything that has no known code is told by its own message.
 */
export function systemErrorText(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null | undefined)?.code
  const known = typeof code === 'string' ? SENTENCES.get(code) : undefined
  return known ?? (error instanceof Error ? error.message : String(error))
}

const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file or folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space left'],
  ['EDQUOT', 'no space left'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'it is a symbolic link'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['EMFILE', 'too many open files'],
  ['ENFILE', 'too many open files'],
])
