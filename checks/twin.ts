import type { Check } from '#grading/model/check'
import { type CaseSet, twinOf } from './case.ts'
import type { CheckSpec } from './outcome.ts'

/** A visible check with a hidden twin: the same question, asked of other inputs of the same kind, in the graded run alone. */
export function withTwin<S extends CheckSpec & { readonly cases: CaseSet }>(spec: S, define: (spec: S) => Check): Check {
  const check = define(spec)
  if (check.visibility === 'hidden') return check
  return { ...check, twin: define({ ...spec, id: `${spec.id}:twin`, visibility: 'hidden', cases: twinOf(spec.cases) }) }
}
