#!/usr/bin/env node
// Before anything else is loaded: without a handler, SIGUSR1 makes Node open a debugger port.
process.on('SIGUSR1', () => undefined)

const interrupt = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second one does not wait for the tidying up.
    if (interrupt.signal.aborted) process.exit(130)
    interrupt.abort()
  })
}

const { processIo } = await import('../../io.ts')
const { runProgram } = await import('../../run-program.ts')
const { buildStudentProgram } = await import('./program.ts')
process.exitCode = await runProgram(buildStudentProgram, process.argv.slice(2), processIo(interrupt.signal))
