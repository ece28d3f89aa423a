import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Runtime } from '#submissions'
import type { LimitsByExercise } from '../../model/session.ts'
import type { HandIn } from '../class/hand-ins.ts'
import { engineOfRun } from '../machine/compute-engine.ts'
import { runtimePrints } from '../machine/runtime-prints.ts'
import type { Outline } from '../outline.ts'
import { checkKeys } from './check-keys.ts'
import type { FinishedRun } from './finished-run.ts'
import { type Basis, NO_REUSE, type Reuse, reuseOf } from './reuse.ts'
import { runIdentity } from './run-identity.ts'

/** What a run depends on, and what it keeps. */
export interface RunPlan {
  readonly basis: Basis
  readonly reuse: Reuse
  /** As reports name them. */
  readonly made: { readonly sandbox: string; readonly engine?: string }
}

export interface PlanOptions {
  readonly exercises: readonly Outline[]
  readonly handIns: readonly HandIn[]
  readonly seed: number
  readonly sandbox: string
  /** Where a course changes those of the sheet. */
  readonly limits?: LimitsByExercise | undefined
  /** Digest of the course, if one is in force. */
  readonly course?: string
  /** What the submissions of the class run in. */
  readonly runtimes: readonly Runtime[]
  /** The run whose results may be kept. */
  readonly earlier?: FinishedRun
}

/** Looks, before anything is run or written, what has to be graded. */
export async function planRun({ exercises, handIns, seed, sandbox, limits, course, runtimes, earlier }: PlanOptions): Promise<RunPlan> {
  const prints = await runtimePrints(needsPython(exercises) ? [...runtimes, 'python'] : runtimes)
  const engine = await engineOfRun(exercises)
  const made = { sandbox, ...(engine === undefined ? {} : { engine }) }
  const identity = {
    ...runIdentity(exercises, seed),
    ...made,
    ...(limits === undefined ? {} : { limits }),
    ...(course === undefined ? {} : { course }),
  }
  const basis = { ...identity, checks: await checkKeys(exercises, prints.python ?? ''), runtimes: prints }
  return { basis, made, reuse: earlier === undefined ? NO_REUSE : await reuseOf(earlier, basis, handIns) }
}

/** Whether reference solutions of these exercises may be in Python. */
export function needsPython(exercises: readonly Pick<Outline, 'folder'>[]): boolean {
  return exercises.some(({ folder }) => existsSync(join(folder, 'exercise.yaml')))
}
