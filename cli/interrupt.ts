// Before anything else is loaded: without a handler, SIGUSR1 makes Node open a debugger port.
process.on('SIGUSR1', () => undefined)

const interrupted = new AbortController()
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => {
    // The second one does not wait for the tidying up.
    if (interrupted.signal.aborted) process.exit(code)
    interrupted.abort(signal)
  })
}

/** Aborted by Ctrl-C and SIGTERM, with the name of the signal. A program imports this file alone, and everything else when it is loaded. */
export const interrupt: AbortSignal = interrupted.signal
