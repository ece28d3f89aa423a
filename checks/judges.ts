import type { Check, CheckContext, Outcome } from '#grading/model/check'
import type { Session } from '#grading/model/session'
import { type JudgeHalf, runInHalves } from './halves.ts'
import { judgeClose } from './judging/close-to-reference.ts'
import { judgeDraws } from './judging/distribution.ts'
import { judgeErrors } from './judging/error-ratio.ts'
import { judgeEssay } from './judging/essay.ts'
import { judgeUnchanged } from './judging/input-unchanged.ts'
import { judgeLaw } from './judging/invariant.ts'
import { judgePlots } from './judging/plots.ts'
import { judgeSubspace } from './judging/subspace.ts'
import { judgeOwn } from './own-check.ts'

/** What judges answers, by kind. */
const JUDGES: Readonly<Record<string, JudgeHalf<never, never>>> = {
  closeToReference: judgeClose,
  distribution: judgeDraws,
  errorRatio: judgeErrors,
  essay: judgeEssay,
  inputUnchanged: judgeUnchanged,
  invariant: judgeLaw,
  own: judgeOwn,
  plots: judgePlots,
  subspace: judgeSubspace,
}

/** Whether answers can be judged by a plan alone, with functions of the exercise where it needs some. */
export function isJudgedByPlan(kind: string): boolean {
  return Object.hasOwn(JUDGES, kind)
}

/** A check as a kit has it: without what plans. */
export interface PlannedCheck extends Omit<Check, 'run' | 'halves' | 'twin'> {
  readonly kind: string
  readonly reads: readonly string[]
  readonly hint?: string
}

/**
 * A check that judges by plans that are made already: `memo` of its context knows them by {@link planKey}.
 *
 * @param code - functions of the exercise that judge.
 */
export function plannedCheck({ kind, reads, hint, ...check }: PlannedCheck, code: object): Check {
  const judge = JUDGES[kind] as JudgeHalf<object> | undefined
  const plan = async (): Promise<never> => {
    throw new Error(`check "${check.id}" has no plan for what is declared`)
  }
  const run = async (subject: Session, context: CheckContext): Promise<Outcome> => {
    if (judge === undefined) throw new Error(`check "${check.id}" is of the unknown kind ${kind}`)
    return runInHalves(
      { id: check.id, ...(hint === undefined ? {} : { hint }) },
      check.entries,
      { reads, plan, judge },
      () => code,
      subject,
      context,
    )
  }
  return { ...check, run }
}
