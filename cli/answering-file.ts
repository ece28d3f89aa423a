import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { choose } from '../submissions/intake/choose.ts'
import { MANIFEST_FILES, readManifest } from '../submissions/intake/manifest.ts'
import { codeFiles } from './code-files.ts'

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
