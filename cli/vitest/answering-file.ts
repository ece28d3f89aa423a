import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { choose } from '../../submissions/intake/choose.ts'
import { MANIFEST_BYTES, MANIFEST_FILES, readManifest } from '../../submissions/intake/manifest.ts'
import { codeFiles } from '../code-files.ts'

/** Which file of one's own submission answers for an exercise, relative to it: where vitest points. */
export function answeringFile(path: string, exerciseId: string, sheet: readonly string[]): string | undefined {
  const choice = choose(codeFiles(path), exerciseId, { exercises: sheet, entry: declaredEntry(path) })
  return choice.kind === 'file' ? choice.file : undefined
}

function declaredEntry(path: string): string | undefined {
  for (const name of MANIFEST_FILES) {
    try {
      const file = join(path, name)
      if (statSync(file).size <= MANIFEST_BYTES) return readManifest(readFileSync(file, 'utf8'), name).entry
    } catch {
      // Not there, or not readable: the hand-in's own remarks tell of it.
    }
  }
  return undefined
}
