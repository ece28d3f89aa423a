import type { Outcome } from '#grading/model/check'
import type { Judging } from '../halves.ts'
import { faulted, NOT_ATTEMPTED, note } from '../outcome.ts'

export interface EssayPlan {
  /** How many lines the rubric has. */
  readonly criteria: number
}

/** An answer waits for a person. */
export async function judgeEssay({ plan: { criteria }, context: { answer, refused } }: Judging<EssayPlan>): Promise<Outcome> {
  if (refused !== undefined) return faulted('answers.md', refused)
  if (answer === undefined) return NOT_ATTEMPTED
  return { verdict: 'pending-manual', fraction: 0, findings: [note({ code: 'awaits-person', criteria })] }
}
