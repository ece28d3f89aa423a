import type { RunResult } from '#grading/model/result'

/** What every report of a run without isolation says first. */
const NO_SANDBOX = 'graded without a sandbox: trusted code only'

/** `undefined` for a run in a sandbox. */
export function sandboxBanner({ sandbox }: Pick<RunResult, 'sandbox'>): string | undefined {
  return sandbox === 'process' ? NO_SANDBOX : undefined
}
