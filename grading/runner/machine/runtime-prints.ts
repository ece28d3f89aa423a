import { readdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Runtime } from '#submissions'
import type { RunHeader } from '../../engine/journal.ts'
import type { SubmissionKind } from '../../model/submission.ts'
import { jsonDigest } from '../json-digest.ts'

/** Digests of what submissions run in, with its packages; Python only of a run that needs it. */
export type RuntimePrints = NonNullable<RunHeader['runtimes']>

/** @param needed - by the submissions of the run, or by its reference solutions. */
export async function runtimePrints(needed: readonly Runtime[]): Promise<RuntimePrints> {
  const node = jsonDigest([process.version, process.arch])
  if (!needed.includes('python')) return { node }
  const { findPython } = await import('#submissions/adapters/python/interpreter')
  const found = await findPython()
  if (found === undefined) return { node, python: 'none' }
  const { executable, version, files, userBase } = found
  const places =
    userBase === undefined ? files : [...files, ...below(join(userBase, 'lib')).map((name) => join(userBase, 'lib', name, 'site-packages'))]
  return { node, python: jsonDigest([realpathSync(executable), version, ...places.map(packagesIn)]) }
}

/** Whether the runtimes of a submission of this kind are the same in both. */
export function sameRuntimes(kind: SubmissionKind, earlier: RuntimePrints, now: RuntimePrints): boolean {
  if (earlier.node !== now.node) return false
  return kind === 'typescript' || kind === 'javascript' || earlier.python === now.python
}

/** Names with their versions. */
function packagesIn(folder: string): readonly string[] {
  return below(folder).filter((name) => /\.(?:dist|egg)-info$/.test(name))
}

function below(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}
