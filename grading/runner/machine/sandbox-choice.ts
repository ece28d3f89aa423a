import { flyCanaries, type Runtime, type Sandbox, sandboxes } from '#submissions'
import { systemErrorText } from '../../model/system-error.ts'
import type { Io } from '../io.ts'
import { UsageError } from '../usage-error.ts'
import { type SandboxChoice, sandboxNameOf } from './sandbox-kinds.ts'

/**
 * The sandbox that was asked for.
 *
 * @throws UsageError with what helps, if it does not work here. A weaker one is never taken instead.
 */
export async function chooseSandbox(choice: SandboxChoice, among: readonly Sandbox[] = sandboxes): Promise<Sandbox> {
  const sandbox = sandboxNamed(sandboxNameOf(choice), among)
  const { available, says } = await sandbox.probe()
  if (available) return sandbox
  throw new UsageError(`the sandbox ${sandbox.name} does not work here: ${says}; for trusted code there is --sandbox process`)
}

/** @throws Error for a name that is nobody's. */
export function sandboxNamed(name: string, among: readonly Sandbox[] = sandboxes): Sandbox {
  const found = among.find((sandbox) => sandbox.name === name)
  if (found === undefined) throw new Error(`there is no sandbox ${name}`)
  return found
}

/** The folders of an interpreter are mounted, with all that lies in them. */
const CLASS_IS_MOUNTED =
  ' (the folder of an interpreter, such as a virtual environment, also holds the class or the reports: move them out of it)'

/**
 * Lets the canaries fly, unless the sandbox isolates nothing and says so.
 *
 * @param runtimes - what submissions will run in.
 * @returns whether untrusted code may run in it; if not, a sentence has been printed.
 */
export async function proveSandbox(
  sandbox: Sandbox,
  runtimes: readonly Runtime[],
  io: Pick<Io, 'err'>,
  fly: typeof flyCanaries = flyCanaries,
): Promise<boolean> {
  const { isolatesFiles, isolatesNetwork } = await sandbox.probe()
  if (!isolatesFiles && !isolatesNetwork) return true
  try {
    const through = (await fly(sandbox, { runtimes })).filter(({ fate }) => fate === 'through').map(({ name }) => name)
    if (through.length === 0) return true
    const hint = through.some((name) => name.includes(': class and reports')) ? CLASS_IS_MOUNTED : ''
    io.err(`assay: the self-test of sandbox ${sandbox.name} failed: ${through.join(', ')}; nothing is graded${hint}\n`)
  } catch (error) {
    io.err(`assay: the self-test of sandbox ${sandbox.name} could not run: ${systemErrorText(error)}; nothing is graded\n`)
  }
  return false
}
