// Before anything else is loaded: without a handler, SIGUSR1 makes Node open a debugger port.
process.on('SIGUSR1', () => undefined)

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second one does not wait for the tidying up.
    if (interrupted.signal.aborted) process.exit(130)
    interrupted.abort()
  })
}

/** Aborted by Ctrl-C. A program imports this file alone, and everything else when it is loaded. */
export const interrupt: AbortSignal = interrupted.signal
