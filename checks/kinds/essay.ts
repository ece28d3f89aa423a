import type { Check, Criterion } from '#grading/model/check'
import { defineInHalves } from '../halves.ts'
import { type EssayPlan, judgeEssay } from '../judging/essay.ts'
import type { CheckSpec } from '../outcome.ts'

export interface EssaySpec extends CheckSpec {
  /** What a person looks for; the points sum to those of the check. */
  readonly rubric: readonly Criterion[]
}

/**
 * A written answer from answers.md. Nothing is judged here: where there is an answer it waits for a person, where there is none it was
 * not attempted.
 * @throws RangeError if the points of the rubric do not sum to those of the check.
 * @example
 * ```ts
 * essay({
 *   id: 'why',
 *   title: 'Why the variance is divided by n − 1',
 *   points: 2,
 *   rubric: [
 *     { says: 'The mean is estimated from the same samples.', points: 1 },
 *     { says: 'Divided by n, the estimate is too small on average.', points: 1 },
 *   ],
 * })
 * ```
 */
export function essay(spec: EssaySpec): Check {
  const hundredths = (points: number): number => Math.round(points * 100)
  const sum = spec.rubric.reduce((total, { points }) => total + hundredths(points), 0)
  if (sum !== hundredths(spec.points))
    throw new RangeError(`check "${spec.id}": its rubric has ${sum / 100} points, expected ${spec.points}`)
  const check = defineInHalves<EssayPlan, object>(spec, [], {
    kind: 'essay',
    plan: () => ({ criteria: spec.rubric.length }),
    judge: judgeEssay,
  })
  return { ...check, rubric: spec.rubric }
}
