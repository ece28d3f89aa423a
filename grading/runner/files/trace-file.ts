/** How the names of files with frames end. */
export const FRAMES = '.frames.txt'

/** Name of the file for a submission: its id, with everything escaped that a file's name may not hold. */
export function traceFileOf(id: string): string {
  return `${encodeURIComponent(id).replaceAll('.', '%2E').slice(0, 200)}${FRAMES}`
}
