import type { Outcome } from '#grading/model/check'
import type { Answer, Session } from '#grading/model/session'
import { type Plain, toPlain } from '#grading/model/value'
import { ask, type Batches, valuesOf } from '../ask.ts'
import type { Judging } from '../halves.ts'
import { accepted, error, wrong } from '../outcome.ts'

/** A number computed from many draws, and the band in which an honest sampler's falls. */
export interface Statistic {
  readonly name: string
  readonly value: number
  readonly low: number
  readonly high: number
  readonly draws: number
  /** Chance that an honest sampler falls outside; 0 for requirements that are exact. @defaultValue 1e-6 */
  readonly alpha?: number
  /** What it means to fall outside, completing "this equals …" where a known mistake is recognised. */
  readonly mistake?: { readonly id: string; readonly says: string; readonly hint?: string; readonly credit?: number }
}

/** What judges draws: statistics of what was answered. */
export interface DistributionJudge {
  /** The same of variables of a script that define no function: what they hold as a record, judged by itself. */
  readonly ofVariables?: (variables: Plain) => readonly Statistic[]
  /** At least one; a NaN value counts as outside. The first that is outside makes the finding. */
  readonly statistics: (answers: readonly Plain[], declared: ReadonlyMap<string, string>) => readonly Statistic[]
}

export interface DistributionPlan {
  readonly entries: readonly string[]
  readonly batches: Batches
}

/** Whether all statistics lie within their bands; the first that does not makes the finding. */
export async function judgeDraws({ id, plan, code, subject, context }: Judging<DistributionPlan, DistributionJudge>): Promise<Outcome> {
  const { answers, fault } = await ask(subject, plan.batches)
  const statistics =
    fault === undefined
      ? code.statistics(valuesOf(answers, 'the submission').map(toPlain), context.declared)
      : await ofVariables(plan, code, subject, answers)
  if (statistics === undefined) return fault as Outcome
  if (statistics.length === 0) throw new RangeError(`check "${id}" computes no statistic: it would compare nothing`)
  for (const one of statistics) {
    if (one.value >= one.low && one.value <= one.high) continue
    const { name: statistic, value, low, high, draws, alpha = 1e-6, mistake } = one
    const finding = error({ code: 'statistic-out-of-band', statistic, value, low, high, alpha, draws })
    if (mistake === undefined) return wrong([finding])
    const named = error({ code: 'known-mistake', label: plan.entries[0] as string, mistake: mistake.id, says: mistake.says }, mistake.hint)
    return wrong([named, finding], mistake.credit ?? 0)
  }
  return accepted()
}

/** Variables of a script are what a call without arguments answers with. */
async function ofVariables(
  { entries }: DistributionPlan,
  { ofVariables: judge }: DistributionJudge,
  subject: Session,
  answers: readonly Answer[],
): Promise<readonly Statistic[] | undefined> {
  if (judge === undefined || !answers.every((answer) => !answer.ok && answer.fault.kind === 'variables-only')) return undefined
  const [variables] = await subject.callMany(entries[0] as string, [[]])
  return variables?.ok === true ? judge(toPlain(variables.value)) : undefined
}
