import { type Entry, getFileNameLowLevel } from 'yauzl'
import { isSkippedFile, SKIPPED_FOLDERS } from '../ignored.ts'

const MAX_NAME_BYTES = 255
const MAX_PATH_BYTES = 1024
const MAX_DEPTH = 16
const LONGEST_SHOWN = 80

const UTF8_FLAG = 0x800
/** Info-ZIP's extra field with the name in UTF-8, beside one in the code page of the machine it was packed on. */
const UNICODE_PATH = 0x7075

/** Nothing that is seen, or that changes how the rest is seen. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/u

/** What Windows gives a meaning. */
const RESERVED = /[<>:"|?*]/

/** Names that Windows gives to devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)/i

/** `undefined` for bytes that claim to be UTF-8 and are not. */
export function decodeName(entry: Entry): string | undefined {
  const raw = entry.fileNameRaw
  if ((entry.generalPurposeBitFlag & UTF8_FLAG) !== 0) return utf8(raw)
  const low = (): string => getFileNameLowLevel(0, raw, entry.extraFields, true)
  if (entry.extraFields.some(({ id }) => id === UNICODE_PATH)) return low()
  // Some systems pack UTF-8 without saying so; what is none is in the old code page of DOS.
  return utf8(raw) ?? low()
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * A name as it is unpacked: programs of Windows write backslashes, and others a folder that is the one they pack. A file of an old system that
 * has a backslash in its name lies in a folder then, which harms nobody.
 */
export function plainName(name: string): string {
  const path = name.replaceAll('\\', '/')
  if (path.startsWith('/')) return path
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return parts.length > 0 && /(^|\/)\.?$/.test(path) ? `${parts.join('/')}/` : parts.join('/')
}

/**
 * Why an archive with such a name is refused; completes `"name" …`.
 *
 * @param name - with `/` between parts; a folder ends with one.
 */
export function escapeFault(name: string): string | undefined {
  if (name.startsWith('/') || /^[a-z]:\//i.test(name)) return 'has an absolute path'
  return partsOf(name).includes('..') ? 'climbs out of its folder with ".."' : undefined
}

/** Why a file of such a name is left out; completes `"name" …`. Nothing is repaired: two names could become one. */
export function nameFault(name: string, platform: NodeJS.Platform = process.platform): string | undefined {
  if (name === '') return 'has no name'
  const parts = partsOf(name)
  if (Buffer.byteLength(name) > MAX_PATH_BYTES) return `has a path of more than ${MAX_PATH_BYTES} bytes`
  if (parts.length > MAX_DEPTH + 1) return `lies more than ${MAX_DEPTH} folders deep`
  for (const part of parts) {
    const fault = partFault(part, platform)
    if (fault !== undefined) return fault
  }
  return undefined
}

function partFault(part: string, platform: NodeJS.Platform): string | undefined {
  if (Buffer.byteLength(part) > MAX_NAME_BYTES) return `has a name of more than ${MAX_NAME_BYTES} bytes`
  const odd = [...part].find((char) => INVISIBLE.test(char) || (platform === 'win32' && RESERVED.test(char)))
  if (odd !== undefined) return `has the character ${characterName(odd)} in its name; rename it`
  if (platform !== 'win32') return undefined
  if (/[. ]$/.test(part)) return `has a name that ends with a ${part.endsWith('.') ? 'dot' : 'space'}`
  if (DEVICE.test(part.replace(/ +(?=\.|$)/g, ''))) return 'has the name of a device on Windows'
  return undefined
}

export function partsOf(name: string): readonly string[] {
  return (name.endsWith('/') ? name.slice(0, -1) : name).split('/')
}

/** Made by tools and never unpacked, as in a folder. Whatever climbs is looked at. */
export function isSkipped(name: string): boolean {
  const parts = partsOf(name)
  if (parts.includes('..')) return false
  const last = parts.at(-1) as string
  const folders = name.endsWith('/') ? parts : parts.slice(0, -1)
  return folders.some((part) => SKIPPED_FOLDERS.has(part)) || isSkippedFile(last)
}

/** One key for the names that some file system takes for one: composed, without case. */
export function twinKey(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

/** The name in quotation marks, on one line, with everything visible. */
export function showName(name: string): string {
  const letters = [...name]
  const shown = letters.length <= LONGEST_SHOWN ? letters : [...letters.slice(0, LONGEST_SHOWN - 1), '…']
  return `"${shown.map((char) => (INVISIBLE.test(char) ? characterName(char) : char)).join('')}"`
}

function characterName(char: string): string {
  if (/[^\p{C}\p{Z}]/u.test(char)) return char
  return `U+${(char.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`
}
