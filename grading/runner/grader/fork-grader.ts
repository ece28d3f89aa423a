import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Debugger } from '../machine/debugger-wanted.ts'
import { LATE_OPTIMISING } from './late-optimising.ts'
import { loader } from './program.ts'
import type { Patience } from './watchdog.ts'

/** Share of the memory that JavaScript objects may take; the rest is for arrays of numbers and for Node itself. */
const HEAP_SHARE = 0.5
/** As many grading processes as cores are at work already: collecting garbage in several threads takes a tenth more CPU time. */
export const GRADER_FLAGS = ['--single-threaded-gc', ...LATE_OPTIMISING]

/**
 * A process group of its own: Ctrl-C in a terminal reaches us alone, and we end the others in order.
 *
 * @param inspect - opens a debugger port, any that is free, to this machine alone.
 */
export function forkGrader(program: URL, folder: string, { memoryMiB }: Patience, inspect?: Debugger): ChildProcess {
  // What is the shell's business (a loader, certificates, a heap size) costs every process of ours time or changes how it runs.
  const { NODE_OPTIONS, NODE_EXTRA_CA_CERTS, ...env } = process.env
  return fork(fileURLToPath(program), [folder], {
    detached: true,
    env,
    execArgv: [
      ...loader(),
      ...GRADER_FLAGS,
      `--max-old-space-size=${Math.round(HEAP_SHARE * memoryMiB)}`,
      ...(inspect === undefined ? [] : [`${inspect}=127.0.0.1:0`]),
    ],
    // Its standard input closes with us: see lifeline.ts.
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  })
}
