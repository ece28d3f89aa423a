import type { Command } from 'commander'
import type { Io } from '#grading/runner/io'

type Build = (io: Io, done: (code: number) => void) => Command

/** The life of a command line as a process. Loads what it needs itself, after the signals are looked after. */
export async function startProgram(load: () => Promise<Build>, signal: AbortSignal): Promise<void> {
  const [{ processIo }, { runProgram }, build] = await Promise.all([import('#grading/runner/io'), import('./run-program.ts'), load()])
  process.exitCode = await runProgram(build, process.argv.slice(2), processIo(signal))
  // What was given up may still hold the process open.
  if (signal.aborted) process.exit()
}
