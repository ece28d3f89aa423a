import type { Language } from '#submissions/control/control-sources'
import { runtimesOf } from '../class/languages-in.ts'
import { proveLanguages } from '../machine/prove-languages.ts'
import { chooseSandbox, proveSandbox } from '../machine/sandbox-choice.ts'
import type { SandboxChoice } from '../machine/sandbox-kinds.ts'
import type { Proof } from './messages.ts'

/**
 * What has to hold before anything counts, tried by the process that grades: the sandbox and the program that reads submissions are the
 * ones that submissions meet afterwards.
 *
 * @throws UsageError if the sandbox does not work here.
 */
export async function proveRun(choice: SandboxChoice, languages: readonly Language[]): Promise<Proof> {
  const sandbox = await chooseSandbox(choice)
  const said: string[] = []
  const io = { err: (text: string): void => void said.push(text) }
  const proofs = await Promise.all([proveSandbox(sandbox, runtimesOf(languages), io), proveLanguages(languages, sandbox, io)])
  return { holds: proofs.every(Boolean), says: said.join('') }
}
