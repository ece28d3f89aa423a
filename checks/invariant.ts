import * as fc from 'fast-check'
import type { Check, CheckContext, Outcome } from '../grading/model/check.ts'
import type { Finding, FindingData } from '../grading/model/finding.ts'
import type { Session } from '../grading/model/session.ts'
import { sameShape, squeeze, toNested } from '../grading/model/tensor.ts'
import { type Plain, toPlain, toValue, type Value } from '../grading/model/value.ts'
import { ask, type Batches, batchesOf, type Call, valuesOf } from './ask.ts'
import { showCall } from './case.ts'
import { describeValue, numericView } from './numeric/numeric-view.ts'
import { accepted, type CheckSpec, defineCheck, error, wrong } from './outcome.ts'

export interface InvariantSpec<I> extends CheckSpec {
  /** The functions it calls. */
  readonly entries: readonly string[]
  /** The law as a sentence or formula: `softmax(z + c) = softmax(z)`. */
  readonly law: string
  readonly arbitrary: fc.Arbitrary<I>
  /** @defaultValue 40 */
  readonly runs?: number
  readonly calls: (input: I) => readonly Call[]
  /** Answers must be numbers of this shape, up to axes of length 1, and are handed to `holds` in it. */
  readonly shape?: (input: I, call: number) => readonly number[] | undefined
  /** `undefined` when the law holds, else what was observed, in words and numbers. */
  readonly holds: (input: I, answers: readonly Plain[]) => string | undefined
  /** Whether every number must be finite. @defaultValue true */
  readonly finite?: boolean
  /** The input in messages. @defaultValue its first call */
  readonly show?: (input: I) => string
  readonly mistakes?: readonly {
    readonly id: string
    readonly says: string
    readonly hint?: string
    readonly credit?: number
    readonly detect: (input: I, answers: readonly Plain[]) => boolean
  }[]
}

interface Sampled<I> {
  readonly inputs: readonly I[]
  readonly calls: readonly (readonly Call[])[]
  readonly offsets: readonly number[]
  readonly batches: Batches
}

/** fast-check tries small and extreme values first; each run costs a submission one call or more. */
const DEFAULT_RUNS = 40

/** More single calls than this while shrinking bring no clearer example. */
const MOST_SHRINK_CALLS = 120

/**
 * A law that must hold for every input, tried on inputs drawn first and asked in one batch. Only when it is broken are single calls
 * made, to shrink the example; their number is bounded by count, not by time, so that equal seeds give equal examples.
 */
export function invariant<I>(spec: InvariantSpec<I>): Check {
  return defineCheck(spec, spec.entries, (subject, context) => run(spec, subject, context))
}

async function run<I>(spec: InvariantSpec<I>, subject: Session, context: CheckContext): Promise<Outcome> {
  const runs = spec.runs ?? DEFAULT_RUNS
  const sampled = context.memo(`sampled:${spec.id}`, () => sample(spec, runs, context.seed))
  const { answers, fault } = await ask(subject, sampled.batches)
  if (fault !== undefined) return fault
  const values = valuesOf(answers, 'the submission')
  for (const [i, input] of sampled.inputs.entries()) {
    const judged = judge(spec, input, sampled.calls[i] as readonly Call[], values.slice(sampled.offsets[i], sampled.offsets[i + 1]))
    if (judged === undefined) continue
    return report(spec, subject, context.seed, { run: i, runs, input, broken: judged })
  }
  return accepted()
}

function sample<I>(spec: InvariantSpec<I>, runs: number, seed: number): Sampled<I> {
  const inputs = fc.sample(spec.arbitrary, { seed, numRuns: runs })
  const calls = inputs.map((input) => spec.calls(input))
  const offsets = [0]
  for (const own of calls) offsets.push((offsets.at(-1) as number) + own.length)
  if (offsets.at(-1) === 0) throw new RangeError(`check "${spec.id}" makes no call: it would look at nothing`)
  return { inputs, calls, offsets, batches: batchesOf(calls.flat().map(toValues)) }
}

function toValues(call: Call): { entry: string; args: readonly Value[] } {
  return { entry: call.entry, args: call.args.map(toValue) }
}

/** Either a finding about the form of an answer, or the observation that breaks the law. */
type Broken = { readonly form: FindingData } | { readonly observed: string; readonly answers: readonly Plain[] }

function judge<I>(spec: InvariantSpec<I>, input: I, calls: readonly Call[], values: readonly Value[]): Broken | undefined {
  const answers: Plain[] = []
  for (const [i, value] of values.entries()) {
    const call = calls[i] as Call
    const shown = (): string => showCall(call.entry, call.args)
    const view = numericView(value)
    const shape = spec.shape?.(input, i)
    if (shape !== undefined && view === undefined) {
      const wanted = shape.length === 0 ? 'a number' : `an array of shape [${shape.join(', ')}]`
      return { form: { code: 'type-mismatch', label: call.entry, actual: describeValue(value), expected: wanted, case: shown() } }
    }
    if (shape !== undefined && view !== undefined && !sameShape(squeeze(view.shape), squeeze(shape))) {
      return { form: { code: 'shape-mismatch', label: call.entry, actual: view.shape, expected: shape, case: shown() } }
    }
    if (view !== undefined && spec.finite !== false) {
      const numbers = Array.from(view.data)
      const bad = numbers.findIndex((element) => !Number.isFinite(element))
      if (bad >= 0) {
        const count = numbers.filter((element) => !Number.isFinite(element)).length
        const actual = numbers[bad] as number
        return { form: { code: 'not-finite', label: call.entry, index: [bad], actual, count, total: numbers.length, case: shown() } }
      }
    }
    answers.push(shape !== undefined && view !== undefined ? (toNested({ ...view, shape }) as Plain) : toPlain(value))
  }
  const observed = spec.holds(input, answers)
  return observed === undefined ? undefined : { observed, answers }
}

interface Failure<I> {
  readonly run: number
  readonly runs: number
  readonly input: I
  readonly broken: Broken
}

async function report<I>(spec: InvariantSpec<I>, subject: Session, seed: number, failure: Failure<I>): Promise<Outcome> {
  const { broken, input } = failure
  if ('form' in broken) return wrong([error(broken.form)])
  const smallest = await shrink(spec, subject, seed, failure)
  const finding = error({
    code: 'property-violated',
    law: spec.law,
    counterexample: show(spec, smallest.input),
    observed: smallest.observed,
    seed,
    run: failure.run + 1,
    runs: failure.runs,
    shrinks: smallest.shrinks,
  })
  const mistake = spec.mistakes?.find((one) => one.detect(input, broken.answers))
  if (mistake === undefined) return wrong([finding])
  const named: Finding = error(
    { code: 'known-mistake', label: spec.entries[0] as string, mistake: mistake.id, says: mistake.says },
    mistake.hint,
  )
  return wrong([named, finding], mistake.credit ?? 0)
}

async function shrink<I>(
  spec: InvariantSpec<I>,
  subject: Session,
  seed: number,
  failure: Failure<I>,
): Promise<{ input: I; observed: string; shrinks: number }> {
  let smallest = { input: failure.input, observed: 'observed' in failure.broken ? failure.broken.observed : '' }
  let calls = 0
  const property = fc.asyncProperty(spec.arbitrary, async (input) => {
    if (calls++ >= MOST_SHRINK_CALLS) return true
    const own = spec.calls(input)
    const { answers, fault } = await ask(subject, batchesOf(own.map(toValues)))
    if (fault !== undefined) return true
    const broken = judge(spec, input, own, valuesOf(answers, 'the submission'))
    if (broken === undefined || 'form' in broken) return true
    smallest = { input, observed: broken.observed }
    return false
  })
  const details = await fc.check(property, { seed, path: `${failure.run}`, numRuns: 1, verbose: 0 })
  return { ...smallest, shrinks: details.numShrinks }
}

function show<I>(spec: InvariantSpec<I>, input: I): string {
  if (spec.show !== undefined) return spec.show(input)
  const call = spec.calls(input)[0] as Call
  return showCall(call.entry, call.args)
}
