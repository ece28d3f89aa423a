import { UsageError } from '../usage-error.ts'
import type { SandboxChoice } from './sandbox-kinds.ts'

/**
 * With which flag a debugger was asked for, `--inspect` or `--inspect-brk`: grading processes are started with it, too.
 *
 * @param execArgv - flags that Node was started with, besides those of `NODE_OPTIONS`.
 * @throws UsageError unless submissions run without isolation anyway: through the debugger port, one could reach into the process that grades it.
 */
export function debuggerWanted(
  sandbox: SandboxChoice,
  env: Readonly<Record<string, string | undefined>>,
  execArgv: readonly string[],
): Debugger | undefined {
  const flag = [...(env.NODE_OPTIONS ?? '').split(/\s+/), ...execArgv].find((word) => /^--?(inspect|debug)(-|=|$)/.test(word))
  if (flag === undefined) return undefined
  if (sandbox === 'process') return /-(brk|wait)/.test(flag) ? '--inspect-brk' : '--inspect'
  throw new UsageError(
    `Node was started with ${flag}: a submission could reach the grading process through the debugger port; ` +
      'run without it, or with --sandbox process if you trust the submission',
  )
}

export type Debugger = '--inspect' | '--inspect-brk'
