import { type ExitCode, exitOfSignal } from '#grading/runner/exit-codes'

/** How long a command may tidy up; a person waits for two seconds, and the process takes its time to end. */
const TIDYING_MS = 1500

/** The exit code of a command that keeps nothing: when the signal aborts, it is given up soon, whatever it is at. */
export async function orInterrupted(work: Promise<ExitCode>, signal: AbortSignal): Promise<ExitCode> {
  let timer: NodeJS.Timeout | undefined
  let stop = (): void => undefined
  const givenUp = new Promise<ExitCode>((resolve) => {
    stop = () => {
      timer = setTimeout(() => resolve(exitOfSignal(signal)), TIDYING_MS)
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([work, givenUp])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
