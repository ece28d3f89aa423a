import type { Io } from '#grading/runner/io'
import { buildProgram } from './program.ts'
import { runProgram } from './run-program.ts'

/** One command line of Assay, from its words to its exit code. */
export function run(words: readonly string[], io: Io): Promise<number> {
  return runProgram(buildProgram, words, io)
}
