import { UsageError } from '../usage-error.ts'

/** A debugger port would let a submission reach into the process that grades it. */
export function refuseDebugger(env: Readonly<Record<string, string | undefined>>, execArgv: readonly string[]): void {
  const flag = [...(env.NODE_OPTIONS ?? '').split(/\s+/), ...execArgv].find((word) => /^--?(inspect|debug)/.test(word))
  if (flag === undefined) return
  throw new UsageError(
    `Node was started with ${flag}: a submission could reach the grading process through the debugger port; run without it`,
  )
}
