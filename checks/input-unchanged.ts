import type { Check } from '../grading/model/check.ts'
import { ask, batchesOf } from './ask.ts'
import { type CaseSet, makeCases } from './case.ts'
import { accepted, type CheckSpec, defineCheck, error, wrong } from './outcome.ts'

export interface InputUnchangedSpec extends CheckSpec {
  readonly entry: string
  readonly cases: CaseSet
}

/** A function must not change the arrays it is given: the caller still needs them. */
export function inputUnchanged(spec: InputUnchangedSpec): Check {
  return defineCheck(spec, [spec.entry], async (subject, context) => {
    const made = makeCases(spec.cases, context)
    const batches = context.memo(`unchanged:${spec.id}`, () => batchesOf(made.argsList.map((args) => ({ entry: spec.entry, args }))))
    const { answers, fault } = await ask(subject, batches)
    if (fault !== undefined) return fault
    for (const answer of answers) {
      const argument = answer.ok ? answer.mutated?.[0] : undefined
      if (argument !== undefined) return wrong([error({ code: 'input-modified', entry: spec.entry, argument })])
    }
    return accepted()
  })
}
