import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isCode, SKIPPED_FOLDERS } from '#submissions/intake/ignored'

/**
 * The code files of a hand-in, relative to it, `/` between parts, sorted. Links are not followed.
 * @throws the system's error if it cannot be read.
 */
export function codeFiles(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return isCode(path) ? [basename(path)] : []
  const below = (folder: string, inside: string): readonly string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : below(join(folder, entry.name), `${inside}${entry.name}/`)
      return entry.isFile() && isCode(entry.name) ? [`${inside}${entry.name}`] : []
    })
  return [...below(path, '')].sort()
}
