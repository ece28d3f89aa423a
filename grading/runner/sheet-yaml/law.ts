import { ask, type Batches, batchesOf, valuesOf } from '#checks/ask'
import { type CaseSet, makeCases, showCall } from '#checks/case'
import { describeValue, numericView } from '#checks/compare/numeric-view'
import { defineInHalves, type Judging } from '#checks/halves'
import { accepted, type CheckSpec, error, wrong } from '#checks/outcome'
import type { Check, Outcome, PlanContext } from '../../model/check.ts'
import type { Answer } from '../../model/session.ts'
import { sameShape, squeeze } from '../../model/tensor.ts'
import { type Args, isTensor, type Value } from '../../model/value.ts'
import { faultWords, type PythonFile } from './python-file.ts'

export interface LawSpec extends CheckSpec {
  /** The function that is asked. */
  readonly entry: string
  readonly cases: CaseSet
  /** As a sentence or formula. */
  readonly law: string
  /** The predicate: it takes the arguments and then the answer. */
  readonly predicate: string
  readonly python: PythonFile
}

/**
 * A law in Python that must hold for every input: a predicate of the arguments and the answer, which gives True, or else False or a text that
 * says what was observed. Of the inputs for which it is broken the one that takes the fewest characters is shown.
 */
export function lawInPython(spec: LawSpec): Check {
  return defineInHalves<LawPlan, LawCode>(spec, [spec.entry], {
    kind: 'pythonLaw',
    functions: ['python'],
    plan: (context) => planned(spec, context),
    judge: judgePythonLaw,
  })
}

interface LawPlan {
  readonly entry: string
  readonly law: string
  readonly predicate: string
  readonly batches: Batches
  readonly labels: readonly (string | undefined)[]
  /** What the reference answers. */
  readonly right: readonly Value[]
}

interface LawCode {
  readonly python: PythonFile
}

async function planned({ entry, law, predicate, cases }: LawSpec, context: PlanContext): Promise<LawPlan> {
  const { argsList, labels } = makeCases(cases, context)
  const batches = context.memo(`batches:${cases.id}:${entry}:once`, () => batchesOf(argsList.map((args) => ({ entry, args }))))
  const right = await context.memo(`reference:${cases.id}:${entry}:once`, async () =>
    valuesOf((await ask(context.reference, batches)).answers, `the reference's ${entry}`),
  )
  return { entry, law, predicate, batches, labels, right }
}

async function judgePythonLaw({ plan, code: { python }, subject }: Judging<LawPlan, LawCode>): Promise<Outcome> {
  const { entry, predicate, labels, right } = plan
  const argsList = plan.batches.groups[0]?.argsList ?? []
  const { answers, fault } = await ask(subject, plan.batches)
  if (fault !== undefined) return fault
  const values = valuesOf(answers, 'the submission').map((value, i) => inShapeOf(value, right[i] as Value))
  const judge = (at: readonly number[], given: readonly Value[]): Promise<readonly Answer[]> => {
    const calls = at.map((i, k): Args => [...(argsList[i] as Args), given[k] as Value])
    return python.ask(predicate, calls)
  }
  const held = await judge([...argsList.keys()], values)
  const raised = held.flatMap((answer, i) => (answer.ok ? [] : [i]))
  if (raised.length > 0) await tryOnReference(raised)
  const broken = held.flatMap((answer, i) => {
    const observed = answer.ok
      ? observedIn(python, predicate, answer.value)
      : `the answer is ${describeValue(values[i])}, which the law cannot be applied to`
    return observed === undefined ? [] : [{ i, observed, shown: labels[i] ?? showCall(entry, argsList[i] as Args) }]
  })
  const [first, ...others] = broken
  if (first === undefined) return accepted()
  const shortest = others.reduce((best, one) => (one.shown.length < best.shown.length ? one : best), first)
  return wrong([
    error({
      code: 'property-violated',
      law: plan.law,
      counterexample: shortest.shown,
      observed: shortest.observed === '' ? `it gives ${showCall('', [values[shortest.i] as Value]).slice(1, -1)}` : shortest.observed,
      run: shortest.i + 1,
      runs: argsList.length,
      shrinks: 0,
    }),
  ])

  /** An answer of another form than the law expects is at fault, but only where the law can be applied to the right one. */
  async function tryOnReference(at: readonly number[]): Promise<void> {
    for (const answer of await judge(
      at,
      at.map((i) => right[i] as Value),
    )) {
      if (!answer.ok) throw new Error(`${python.shown}: ${predicate}: ${faultWords(answer.fault)}`)
    }
  }
}

/** `undefined` where the law holds; what was observed otherwise, as far as it says. */
function observedIn(python: PythonFile, predicate: string, value: Value): string | undefined {
  const verdict = isTensor(value) && value.shape.length === 0 ? value.data[0] : value
  if (verdict === true || verdict === 1) return undefined
  if (verdict === false || verdict === 0) return ''
  if (typeof verdict === 'string' && verdict !== '') return verdict
  throw new Error(`${python.shown}: ${predicate} must return True, False or a text that says what was observed`)
}

/** An answer that differs from the right one in axes of length 1 alone, such as a column for a vector, in the shape of that. */
function inShapeOf(value: Value, right: Value): Value {
  const [view, wanted] = [numericView(value), numericView(right)]
  if (view === undefined || wanted === undefined || !sameShape(squeeze(view.shape), squeeze(wanted.shape))) return value
  return wanted.shape.length === 0 ? (view.data[0] as number) : { ...view, shape: wanted.shape }
}
