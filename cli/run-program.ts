import { type Command, CommanderError } from 'commander'
import { EXIT, exitOfSignal } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import { UsageError } from '#grading/runner/usage-error'

/**
 * One command line, from its words to its exit code. Never rejects: wrong usage becomes one sentence, a fault of ours one line
 * (and a stack only when `ASSAY_DEBUG=1`).
 */
export async function runProgram(
  build: (io: Io, done: (code: number) => void) => Command,
  words: readonly string[],
  io: Io,
): Promise<number> {
  let code: number = EXIT.ok
  const program = build(io, (result) => {
    code = result
  })
  try {
    await program.parseAsync([...words], { from: 'user' })
    return code === EXIT.interrupted ? exitOfSignal(io.signal) : code
  } catch (error) {
    return report(error, io)
  }
}

function report(error: unknown, io: Io): number {
  // commander has printed its sentence (or the help that was asked for) already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (error instanceof UsageError) {
    io.err(`assay: ${error.message}\n`)
    return EXIT.usage
  }
  if (io.signal.aborted) return exitOfSignal(io.signal)
  const message = error instanceof Error ? error.message : String(error)
  io.err(`assay: ${message.split('\n', 1)[0]} (this is a bug in Assay; set ASSAY_DEBUG=1 for the stack trace)\n`)
  if (io.env.ASSAY_DEBUG === '1' && error instanceof Error) io.err(`${error.stack}\n`)
  return EXIT.couldNotJudge
}
