import { CourseError } from '../course-error.ts'

/**
 * The text of a file that a spreadsheet or a learning platform wrote: UTF-8 or UTF-16, with or without a byte order mark, which is left out.
 *
 * @param name - the file as messages name it.
 * @throws CourseError for any other encoding.
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  const encoding = encodingOf(bytes)
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return text
  } catch {
    // Told below.
  }
  throw new CourseError(`${name}: is neither UTF-8 nor UTF-16; open it in a spreadsheet program and save it as "CSV UTF-8"`)
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  // Without a mark: a table begins with letters, which have one empty byte each.
  if (bytes[1] === 0 && bytes[0] !== 0) return 'utf-16le'
  return bytes[0] === 0 && bytes[1] !== 0 ? 'utf-16be' : 'utf-8'
}
