import { openSubmission, refusedSubmission, type Sandbox } from '#submissions'
import type { Exercise } from '../../model/exercise.ts'
import { DEFAULT_LIMITS } from '../../model/session.ts'
import type { Submission } from '../../model/submission.ts'
import type { HandIn } from './hand-ins.ts'

/**
 * Opens one hand-in.
 *
 * @param sheet - all exercises there are, also those that are not looked at now: a file named after one answers for that one only.
 */
export function openHandIn(
  { id, path, packed, refused, fault, remarks }: HandIn,
  sheet: readonly Exercise[],
  sandbox: Sandbox,
): Promise<Submission> {
  if (refused !== undefined) return Promise.reject(new Error(refused))
  if (fault !== undefined) return Promise.resolve(refusedSubmission(id, fault))
  const limits = new Map(sheet.map((exercise) => [exercise.id, { ...DEFAULT_LIMITS, ...exercise.limits }]))
  return openSubmission(path, {
    id,
    exercises: sheet,
    sandbox,
    limits: DEFAULT_LIMITS,
    limitsFor: (exerciseId) => limits.get(exerciseId) ?? DEFAULT_LIMITS,
    ...(packed === undefined ? {} : { packed }),
    ...(remarks === undefined ? {} : { remarks }),
  })
}
