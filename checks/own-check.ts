import type { Check, PlanContext } from '#grading/model/check'
import { defineInHalves, type JudgeHalf, type Judging } from './halves.ts'
import { type CheckSpec, defineCheck as defineWhole } from './outcome.ts'

/** A check of another kind in two halves: what is known before anything is answered, and what judges answers by it. */
export interface OwnHalves<P extends object> {
  /** Data: from the seed and the reference. A kit has it recorded. */
  readonly plan: (context: PlanContext) => P | Promise<P>
  readonly judge: JudgeHalf<P>
}

/** What judges a check of another kind. */
export interface OwnJudge<P extends object> {
  readonly judge: JudgeHalf<P>
}

/**
 * A check of another kind. In two halves it can be in a kit; what it asks and decides in one function is asked in the graded run alone.
 *
 * @param run - the halves, of which `judge` stands in `judges.ts`; or one function.
 * @example
 * ```ts
 * defineCheck({ id: 'positive', title: 'The cost is positive', points: 1 }, ['cost'], {
 *   plan: () => ({ x: [1, 2] }),
 *   judge: async ({ plan, subject }) => {
 *     const answer = await subject.call('cost', [toValue(plan.x)])
 *     return answer.ok && Number(answer.value) > 0 ? accepted() : wrong([])
 *   },
 * })
 * ```
 */
export function defineCheck<P extends object>(spec: CheckSpec, entries: readonly string[], run: Check['run'] | OwnHalves<P>): Check {
  if (typeof run === 'function') return defineWhole(spec, entries, run)
  const { plan, judge } = run
  return defineInHalves<P, OwnJudge<P>>({ ...spec, judge }, entries, { kind: 'own', functions: ['judge'], plan, judge: judgeOwn })
}

/** As the exercise judges. */
export function judgeOwn<P extends object>(judging: Judging<P, OwnJudge<P>>) {
  return judging.code.judge(judging)
}
