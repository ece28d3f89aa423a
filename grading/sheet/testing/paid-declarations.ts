import { gradeSubmission } from '../../engine/grade.ts'
import { createMemo, type Memo } from '../../engine/memo.ts'
import type { Exercise } from '../../model/exercise.ts'
import type { ExerciseResult } from '../../model/result.ts'
import type { Session } from '../../model/session.ts'
import type { Submission } from '../../model/submission.ts'

/** A declaration beside those of a submission, and what its exercise earns with and without it, in hundredths. */
export interface Paid {
  readonly declaration: string
  readonly without: number
  readonly with: number
}

interface Setting {
  readonly reference: Session
  readonly seed: number
  readonly memo?: Memo
}

/** Every convention of the exercise that a submission does not declare, declared by itself. @returns `tried`, and those that raise the score. */
export async function paidDeclarations(
  exercise: Exercise,
  submission: Submission,
  { reference, seed, memo = createMemo() }: Setting,
): Promise<{ readonly tried: number; readonly paid: readonly Paid[] }> {
  const graded = async (declared: ReadonlyMap<string, string>): Promise<ExerciseResult> => {
    const options = { reference: () => reference, seed, visibility: 'all' as const, memo }
    return (await gradeSubmission({ ...submission, declared }, [exercise], options)).exercises[0] as ExerciseResult
  }
  const bare = await graded(submission.declared)
  const others = (exercise.conventions ?? []).filter(({ key }) => !submission.declared.has(key))
  const paid: Paid[] = []
  for (const { key, value } of others) {
    const { score } = await graded(new Map([...submission.declared, [key, value]]))
    if (score > bare.score) paid.push({ declaration: `${key}: ${value}`, without: bare.score, with: score })
  }
  return { tried: others.length, paid }
}
