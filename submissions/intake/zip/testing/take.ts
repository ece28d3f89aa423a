import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { FoundSubmission } from '../../found.ts'
import type { Staged } from '../../stage.ts'
import { takeIn } from '../../take-in.ts'

/** A folder of its own, gone when the test is over. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function put(folder: string, name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  return path
}

/** The private copy of a hand-in. */
export function take(path: string, packed?: FoundSubmission['packed']): Promise<Staged> {
  return takeIn(path, packed, ownFolder())
}

/** Files and contents of a hand-in, or why it is refused. */
export function told(staged: Staged): unknown {
  if (!staged.ok) return 'message' in staged.fault ? staged.fault.message : staged.fault
  return Object.fromEntries(staged.folder.files.map((file) => [file, readFileSync(join(staged.folder.path, file), 'utf8')]))
}
