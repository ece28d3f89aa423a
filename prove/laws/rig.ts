import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { gradeSubmission } from '#grading/engine/grade'
import { createMemo } from '#grading/engine/memo'
import { remembering } from '#grading/engine/wrap-session'
import type { Exercise } from '#grading/model/exercise'
import type { ExerciseResult } from '#grading/model/result'
import { DEFAULT_LIMITS, type Session } from '#grading/model/session'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { inProcess, openSubmission, processSandbox } from '#submissions'
import { isSlow, type Rig } from './laws.ts'

const SEED = 7041
/** Long enough for a busy machine; the samples that never end wait this long. */
const LIMITS = { ...DEFAULT_LIMITS, callMs: 2000 }

/** A rig that grades against another reference as well. */
export interface GradingRig extends Rig {
  grade(exercise: Exercise, path: string, reference?: Session): Promise<ExerciseResult>
}

/** @param staged - puts a reference as a hand-in into a new folder below the one that is given, and says which. */
export async function createRig(
  entries: readonly CatalogueEntry[],
  staged: (entry: CatalogueEntry, folder: string) => string | Promise<string>,
): Promise<GradingRig> {
  const references = new Map<string, Session>()
  // It is asked the same by several laws, and a network takes seconds.
  for (const entry of entries) references.set(entry.exercise.id, remembering(inProcess(await entry.loadSolution())))
  const memo = createMemo()
  let folder = ''
  const referenceOf = ({ id }: Exercise): Session => references.get(id) as Session
  return {
    seed: SEED,
    memo,
    folder: () => folder,
    useFolder: () => {
      beforeAll(() => {
        folder = mkdtempSync(join(tmpdir(), 'assay-laws-'))
      })
      afterAll(() => rmSync(folder, { recursive: true, force: true }))
    },
    referenceOf,
    async grade(exercise, path, reference = referenceOf(exercise)) {
      const options = {
        id: basename(path),
        exercises: [exercise],
        sandbox: processSandbox,
        limits: { ...LIMITS, ...exercise.limits, callMs: isSlow(exercise) ? (exercise.limits?.callMs as number) : LIMITS.callMs },
      }
      const submission = await openSubmission(path, options)
      try {
        const ownMemo = reference === referenceOf(exercise) ? memo : createMemo()
        const result = await gradeSubmission(submission, [exercise], {
          reference: () => reference,
          seed: SEED,
          visibility: 'all',
          memo: ownMemo,
        })
        return result.exercises[0] as ExerciseResult
      } finally {
        await submission.close()
      }
    },
    stagedReference: (entry) => staged(entry, folder),
  }
}
