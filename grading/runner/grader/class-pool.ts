import { tmpdir } from 'node:os'
import type { Language } from '#submissions/control/control-sources'
import type { LimitsByExercise } from '../../model/session.ts'
import { runtimesOf } from '../class/languages-in.ts'
import type { Io } from '../io.ts'
import { type SandboxChoice, sandboxNameOf } from '../machine/sandbox-kinds.ts'
import type { RunNotes } from '../run/run-notes.ts'
import { createPool, type Pool } from './pool.ts'

export interface ClassPoolOptions {
  /** Of the class. */
  readonly folder: string
  /** Of the reports. */
  readonly out: string
  /** The exercises to look at; empty for all. */
  readonly only: readonly string[]
  readonly sandbox: SandboxChoice
  readonly seed: number
  readonly languages: readonly Language[]
  /** Where a course changes those of the sheet. */
  readonly limits?: LimitsByExercise | undefined
  /** Others grade: exercises are loaded when one is asked for. */
  readonly apart?: boolean
  readonly notes: Pick<RunNotes, 'setup' | 'grader'>
}

/** The processes that grade a class. No submission sees the class or its reports. */
export function classPool(
  { folder, out, only, sandbox, seed, languages, limits, notes, apart = false }: ClassPoolOptions,
  io: Pick<Io, 'catalogue'>,
): Pool {
  const keptOut = [
    { path: folder, what: 'the class' },
    { path: out, what: 'the reports' },
    // A grading process has a folder of its own in there.
    { path: tmpdir(), what: 'the temporary files' },
  ]
  const catalogue = io.catalogue === undefined ? {} : { catalogue: io.catalogue }
  const runtimes = runtimesOf(languages)
  const setup = {
    ...catalogue,
    exercises: only,
    seed,
    sandbox: sandboxNameOf(sandbox),
    keptOut,
    runtimes,
    apart,
    ...(limits === undefined ? {} : { limits }),
    ...notes.setup,
  }
  return createPool({ setup, ...notes.grader })
}
