import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { choose } from '../submissions/intake/choose.ts'
import { isCode, SKIPPED_FOLDERS } from '../submissions/intake/ignored.ts'
import { MANIFEST_FILES, readManifest } from '../submissions/intake/manifest.ts'

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

/** Which file of a hand-in answers for an exercise, relative to it; for annotations. */
export function answeringFile(path: string, exerciseId: string, sheet: readonly string[]): string | undefined {
  const choice = choose(codeFiles(path), exerciseId, sheet, declaredEntry(path))
  return choice.kind === 'file' ? choice.file : undefined
}

function declaredEntry(path: string): string | undefined {
  for (const name of MANIFEST_FILES) {
    try {
      return readManifest(readFileSync(join(path, name), 'utf8'), name).entry
    } catch {
      // Not there, or not readable: the hand-in's own remarks tell of it.
    }
  }
  return undefined
}
