import type { Check } from '#grading/model/check'
import { ask, batchesOf } from '../ask.ts'
import { type CaseSet, makeCases } from '../case.ts'
import { defineInHalves } from '../halves.ts'
import { judgeUnchanged, type UnchangedPlan } from '../judging/input-unchanged.ts'
import type { CheckSpec } from '../outcome.ts'
import { withTwin } from '../twin.ts'

export interface InputUnchangedSpec extends CheckSpec {
  readonly entry: string
  readonly cases: CaseSet
}

/**
 * A function must not change the arrays it is given: the caller still needs them. What it answers is judged elsewhere, but it must
 * be an answer: a function that does nothing changes nothing.
 * @example
 * ```ts
 * inputUnchanged({
 *   id: 'unchanged',
 *   title: 'The vector is left as it was',
 *   points: 0.25,
 *   entry: 'mean',
 *   cases: caseSet('known', () => [{ args: [[1, 2, 6]] }]),
 * })
 * ```
 */
export function inputUnchanged(spec: InputUnchangedSpec): Check {
  return withTwin(spec, (one) =>
    defineInHalves(one, [one.entry], {
      kind: 'inputUnchanged',
      plan: async (context): Promise<UnchangedPlan> => {
        const { entry, cases } = one
        const batches = batchesOf(makeCases(cases, context).argsList.map((args) => ({ entry, args })))
        return { entry, batches, right: (await ask(context.reference, batches)).answers }
      },
      judge: judgeUnchanged,
    }),
  )
}
