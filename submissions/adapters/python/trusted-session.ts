import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { DEFAULT_LIMITS, type Limits, type Session } from '#grading/model/session'
import { createCapture } from '../../sandbox/capture.ts'
import { processSandbox } from '../../sandbox/process.ts'
import { connect } from '../../session/connect.ts'
import { findPython, PYTHON_MISSING } from './interpreter.ts'
import { launchPython } from './python.ts'

const HOUR_MS = 3_600_000
/** Work of the course: what bounds a student's is no bound of it. */
const LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  startUpMs: 120_000,
  callMs: 300_000,
  submissionMs: 1000 * HOUR_MS,
  memoryMiB: 4096,
  maxCalls: Number.MAX_SAFE_INTEGER,
}

/**
 * The functions of a Python file of the course, as an ordinary process: never for anything that a student wrote. The process starts at the first
 * call, imports from the folder of the file, and ends with the one that asks it.
 *
 * @param file - absolute.
 * @throws Error if there is no Python, or no such file; one sentence.
 */
export async function trustedSession(file: string): Promise<Session> {
  if (!existsSync(file)) throw new Error('no such file')
  const interpreter = await findPython()
  if (interpreter === undefined) throw new Error(PYTHON_MISSING)
  // A copy of its own is for what a stranger leaves behind.
  const { ownCopy: _, ...launch } = launchPython(interpreter, file, { path: dirname(file), files: [] })
  const spent = { ms: 0, answers: { bytes: 0 } }
  const session = connect({
    start: async () => {
      const child = await processSandbox.start(launch, LIMITS)
      child.unref?.()
      return child
    },
    limits: LIMITS,
    capture: createCapture(),
    spent,
    files: new Set([basename(file)]),
  }).session()
  return {
    ...session,
    callMany: (entry, argsList) => {
      // What it has answered before is bounded by nothing: a run of a whole class asks it again and again.
      spent.answers.bytes = 0
      return session.callMany(entry, argsList)
    },
  }
}
