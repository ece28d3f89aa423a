import { rm } from 'node:fs/promises'
import { type GradeOptions, gradeSubmission } from '#grading/engine/grade'
import { createMemo } from '#grading/engine/memo'
import { isComputed } from '#grading/model/check'
import type { Exercise } from '#grading/model/exercise'
import type { ExerciseResult } from '#grading/model/result'
import { DEFAULT_LIMITS, type Limits, type Session } from '#grading/model/session'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { inProcess, openSubmission, processSandbox } from '#submissions'

/** Milliseconds that one call of a mutant may take, since many loop without end. */
const PATIENCE = 1500
/** However busy the machine is. */
const MOST_PATIENCE = 240_000
/** Seeds that one child answers for: what it answers is kept until it is closed, and limited as for one grading. */
const SEEDS_AT_ONCE = 5

/** One exercise, ready to look at any number of hand-ins. */
export interface Bench {
  readonly exercise: Exercise
  /** The checks of a result without those that a person decides. */
  computed(result: ExerciseResult): ExerciseResult['checks']
  /**
   * Grades a staged hand-in as a real one, once per seed and by one child for a few seeds, then removes it.
   *
   * @param times - how many times the usual patience.
   */
  grade(path: string, seeds: readonly number[], times?: number): Promise<readonly ExerciseResult[]>
}

export async function createBench({ exercise, loadSolution }: CatalogueEntry, signal: AbortSignal): Promise<Bench> {
  const reference: Session = inProcess(await loadSolution())
  const memos = new Map<number, GradeOptions['memo']>()
  const memoOf = (seed: number): GradeOptions['memo'] => {
    const memo = memos.get(seed) ?? createMemo()
    memos.set(seed, memo)
    return memo
  }
  const manual = new Set(exercise.checks.filter((check) => !isComputed(check)).map(({ id }) => id))
  const gradeByOneChild = async (path: string, seeds: readonly number[], times: number): Promise<readonly ExerciseResult[]> => {
    const limits = limitsOf(exercise, seeds.length, times)
    const submission = await openSubmission(path, { id: exercise.id, exercises: [exercise], sandbox: processSandbox, limits })
    try {
      const results: ExerciseResult[] = []
      for (const seed of seeds) {
        const options: GradeOptions = { reference: () => reference, seed, visibility: 'all', memo: memoOf(seed), signal }
        results.push((await gradeSubmission(submission, [exercise], options)).exercises[0] as ExerciseResult)
      }
      return results
    } finally {
      await submission.close()
    }
  }
  return {
    exercise,
    computed: ({ checks }) => checks.filter(({ id }) => !manual.has(id)),
    async grade(path, seeds, times = 1) {
      const results: ExerciseResult[] = []
      try {
        for (let from = 0; from < seeds.length; from += SEEDS_AT_ONCE) {
          results.push(...(await gradeByOneChild(path, seeds.slice(from, from + SEEDS_AT_ONCE), times)))
        }
        return results
      } finally {
        await rm(path, { recursive: true, force: true })
      }
    },
  }
}

function limitsOf({ limits }: Exercise, seeds: number, times: number): Limits {
  const own = { ...DEFAULT_LIMITS, ...limits }
  // Trained models take longer than a loop without end is worth waiting for.
  const patience = own.callMs > DEFAULT_LIMITS.callMs ? own.callMs : PATIENCE
  const callMs = Math.min(times * patience, Math.max(patience, MOST_PATIENCE))
  return { ...own, callMs, submissionMs: seeds * 4 * callMs, maxCalls: seeds * own.maxCalls }
}
