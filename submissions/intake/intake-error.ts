/** Something about the path that was given, not about what a student did. The message is one whole sentence. */
export class IntakeError extends Error {
  override name = 'IntakeError'
}

/** What the system said, in words. */
export function systemReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  switch (code) {
    case 'ENOENT':
      return 'no such file or folder'
    case 'EACCES':
    case 'EPERM':
      return 'permission denied'
    case 'ELOOP':
      return 'it is a link'
    case 'ENOTDIR':
      return 'it is not a folder'
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
