import { type Language, type Sandbox, tryLanguages } from '#submissions'
import { findPython } from '#submissions/adapters/python/interpreter'
import type { Io } from '../io.ts'
import { engineName } from './compute-engine.ts'

/**
 * Runs a submission of ours in each of these languages, in the sandbox that is about to be used, before anything counts. A language that
 * this machine does not have at all is not tried: its submissions wait for a person, and the others can be judged.
 *
 * @returns whether each gave its known answer; if not, a sentence for each has been printed.
 */
export async function proveLanguages(
  languages: readonly Language[],
  sandbox: Sandbox,
  io: Pick<Io, 'err'>,
  attempt: typeof tryLanguages = tryLanguages,
): Promise<boolean> {
  const failed = await attempt(await present(languages), sandbox)
  for (const { reason } of failed) io.err(`assay: ${reason}; nothing is graded\n`)
  return failed.length === 0
}

/** Those of the languages that this machine has. */
export async function present(languages: readonly Language[]): Promise<readonly Language[]> {
  const python = languages.some((one) => one === 'python' || one === 'notebook') ? await findPython() : undefined
  const engine = languages.some((one) => one === 'model' || one === 'tensors') ? await engineName() : undefined
  const has: Readonly<Record<Language, boolean>> = {
    typescript: true,
    python: python !== undefined,
    notebook: python !== undefined,
    tensors: engine !== undefined,
    model: engine !== undefined,
  }
  return languages.filter((language) => has[language])
}
