import { flyCanaries, type Runtime, type Sandbox, sandboxes } from '../submissions/index.ts'
import type { Io } from './io.ts'
import { type SandboxChoice, sandboxNameOf } from './sandbox-kinds.ts'
import { UsageError } from './usage-error.ts'
import { whyNot } from './why-not.ts'

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
    io.err(`assay: the self-test of sandbox ${sandbox.name} failed: ${through.join(', ')}; nothing is graded\n`)
  } catch (error) {
    io.err(`assay: the self-test of sandbox ${sandbox.name} could not run: ${whyNot(error)}; nothing is graded\n`)
  }
  return false
}
