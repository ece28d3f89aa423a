import * as fc from 'fast-check'
import type { Check, CheckContext, LookedAt, Outcome } from '#grading/model/check'
import type { Finding, FindingData } from '#grading/model/finding'
import type { Session } from '#grading/model/session'
import { sameShape, squeeze, toNested } from '#grading/model/tensor'
import { type Plain, toPlain, toValue, type Value } from '#grading/model/value'
import { ask, type Batches, batchesOf, type Call, defineAsking, valuesOf } from '../ask.ts'
import { showCall } from '../case.ts'
import { notFinite } from '../compare/not-finite.ts'
import { describeValue, numericView } from '../compare/numeric-view.ts'
import { namedTogether } from '../explain/named-together.ts'
import { accepted, type CheckSpec, error, wrong } from '../outcome.ts'
import { recorded } from '../recorded.ts'

export interface InvariantSpec<I, K = unknown> extends CheckSpec {
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
  /** What the law needs to know of the input alone: plain data. */
  readonly known?: (input: I) => K
  /** `undefined` when the law holds, else what was observed, in words and numbers. */
  readonly holds: (input: I, answers: readonly Plain[], known: K) => string | undefined
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
    /** What must be so of all inputs together, those for which the law holds among them. */
    readonly throughout?: (examples: readonly Answered<I>[]) => boolean
  }[]
}

/** An input, and what was answered. */
export interface Answered<I> {
  readonly input: I
  readonly answers: readonly Plain[]
}

interface Example<I, K> {
  readonly input: I
  readonly calls: readonly Call[]
  readonly known: K
}

interface Sampled<I, K> {
  readonly examples: readonly Example<I, K>[]
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
 * @example
 * ```ts
 * invariant({
 *   id: 'shift',
 *   title: 'A shift of all values shifts the mean',
 *   points: 1,
 *   entries: ['mean'],
 *   law: 'mean(x + 1) = mean(x) + 1',
 *   arbitrary: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 5 }),
 *   calls: (x) => [
 *     { entry: 'mean', args: [x] },
 *     { entry: 'mean', args: [x.map((value) => value + 1)] },
 *   ],
 *   shape: () => [],
 *   holds: (_, [before, after]) =>
 *     near((after as number) - 1, before as number, T32) ? undefined : `the mean went from ${before} to ${after}`,
 * })
 * ```
 */
export function invariant<I, K = unknown>(spec: InvariantSpec<I, K>): Check {
  return defineAsking(spec, spec.entries, (subject, context) => run(spec, subject, context))
}

async function run<I, K>(spec: InvariantSpec<I, K>, subject: Session, context: CheckContext): Promise<Outcome> {
  const runs = spec.runs ?? DEFAULT_RUNS
  const sampled = context.memo(`sampled:${spec.id}`, () => sample(spec, runs, context))
  const { answers, fault } = await ask(subject, sampled.batches)
  if (fault !== undefined) return fault
  const values = valuesOf(answers, 'the submission')
  const valuesAt = (i: number): readonly Value[] => values.slice(sampled.offsets[i], sampled.offsets[i + 1])
  for (const [i, example] of sampled.examples.entries()) {
    context.looksAt?.(i, () => lookedAt(example, valuesAt(i)))
    const broken = judge(spec, example, valuesAt(i))
    if (broken === undefined) continue
    if ('form' in broken) return wrong([error(broken.form)])
    const judged = sampled.examples.map((one, k) => ({ example: one, values: valuesAt(k), broken: judge(spec, one, valuesAt(k)) }))
    return report(spec, subject, context.seed, { run: i, runs, example, broken, causes: causesOf(spec, judged) })
  }
  return accepted()
}

function lookedAt<I, K>({ calls }: Example<I, K>, values: readonly Value[]): readonly LookedAt[] {
  return calls.map((call, i) => ({ ...toValues(call), given: values[i] as Value }))
}

interface Judged<I, K> {
  readonly example: Example<I, K>
  readonly values: readonly Value[]
  readonly broken: Broken | undefined
}

/** The mistakes that explain every example for which the law is broken; where several do, all are named. */
function causesOf<I, K>(spec: InvariantSpec<I, K>, judged: readonly Judged<I, K>[]): NonNullable<InvariantSpec<I, K>['mistakes']> {
  const broken = judged.flatMap(({ example: { input }, broken: one }) =>
    one === undefined ? [] : [{ input, answers: 'form' in one ? undefined : one.answers }],
  )
  const all = (): Answered<I>[] => judged.map(({ example: { input }, values }) => ({ input, answers: values.map(toPlain) }))
  return (spec.mistakes ?? []).filter(
    ({ detect, throughout }) =>
      broken.every(({ input, answers }) => answers !== undefined && detect(input, answers)) && throughout?.(all()) !== false,
  )
}

function sample<I, K>(spec: InvariantSpec<I, K>, runs: number, context: CheckContext): Sampled<I, K> {
  const examples = recorded(context, `examples:${spec.id}`, () =>
    fc.sample(spec.arbitrary, { seed: context.seed, numRuns: runs }).map((input) => exampleOf(spec, input)),
  )
  const offsets = [0]
  for (const { calls } of examples) offsets.push((offsets.at(-1) as number) + calls.length)
  if (offsets.at(-1) === 0) throw new RangeError(`check "${spec.id}" makes no call: it would compare nothing`)
  return { examples, offsets, batches: batchesOf(examples.flatMap(({ calls }) => calls).map(toValues)) }
}

function exampleOf<I, K>(spec: InvariantSpec<I, K>, input: I): Example<I, K> {
  return { input, calls: spec.calls(input), known: spec.known?.(input) as K }
}

function toValues(call: Call): { entry: string; args: readonly Value[] } {
  return { entry: call.entry, args: call.args.map(toValue) }
}

/** Either a finding about the form of an answer, or the observation that breaks the law. */
type Broken = { readonly form: FindingData } | { readonly observed: string; readonly answers: readonly Plain[] }

function judge<I, K>(spec: InvariantSpec<I, K>, { input, calls, known }: Example<I, K>, values: readonly Value[]): Broken | undefined {
  const answers: Plain[] = []
  for (const [i, value] of values.entries()) {
    const call = calls[i] as Call
    const shown = (): string => showCall(call.entry, call.args)
    const view = numericView(value)
    const shape = spec.shape?.(input, i)
    if (view === undefined) {
      if (shape !== undefined) {
        const wanted = shape.length === 0 ? 'a number' : `an array of shape [${shape.join(', ')}]`
        return { form: { code: 'type-mismatch', label: call.entry, actual: describeValue(value), expected: wanted, case: shown() } }
      }
      answers.push(toPlain(value))
      continue
    }
    if (shape !== undefined && !sameShape(squeeze(view.shape), squeeze(shape))) {
      return { form: { code: 'shape-mismatch', label: call.entry, actual: view.shape, expected: shape, case: shown() } }
    }
    const broken = spec.finite === false ? undefined : notFinite(call.entry, { ...view, shape: shape ?? view.shape })
    if (broken !== undefined) return { form: { ...broken, case: shown() } }
    answers.push(shape === undefined ? toPlain(value) : (toNested({ ...view, shape }) as Plain))
  }
  const observed = spec.holds(input, answers, known)
  return observed === undefined ? undefined : { observed, answers }
}

interface Failure<I, K> {
  readonly run: number
  readonly runs: number
  readonly example: Example<I, K>
  readonly broken: Extract<Broken, { readonly observed: string }>
  readonly causes: NonNullable<InvariantSpec<I, K>['mistakes']>
}

async function report<I, K>(spec: InvariantSpec<I, K>, subject: Session, seed: number, failure: Failure<I, K>): Promise<Outcome> {
  const { broken, causes, example } = failure
  const found = { example, observed: broken.observed, shrinks: 0 }
  // A kit has recorded inputs and nothing to draw others from.
  const smallest = spec.arbitrary === undefined ? found : await shrink(spec, spec.arbitrary, subject, seed, failure.run, found)
  const finding = error({
    code: 'property-violated',
    law: spec.law,
    counterexample: show(spec, smallest.example),
    observed: smallest.observed,
    run: failure.run + 1,
    runs: failure.runs,
    shrinks: smallest.shrinks,
  })
  const [best] = causes
  if (best === undefined) return wrong([finding])
  const named: Finding = error({ code: 'known-mistake', label: spec.entries[0] as string, ...namedTogether(causes) }, best.hint)
  return wrong([named, finding], Math.max(...causes.map(({ credit }) => credit ?? 0)))
}

interface Counterexample<I, K> {
  readonly example: Example<I, K>
  readonly observed: string
  readonly shrinks: number
}

async function shrink<I, K>(
  spec: InvariantSpec<I, K>,
  arbitrary: fc.Arbitrary<I>,
  subject: Session,
  seed: number,
  run: number,
  found: Counterexample<I, K>,
): Promise<Counterexample<I, K>> {
  let smallest = found
  let calls = 0
  const property = fc.asyncProperty(arbitrary, async (input) => {
    if (calls++ >= MOST_SHRINK_CALLS) return true
    const example = exampleOf(spec, input)
    const { answers, fault } = await ask(subject, batchesOf(example.calls.map(toValues)))
    if (fault !== undefined) return true
    const broken = judge(spec, example, valuesOf(answers, 'the submission'))
    if (broken === undefined || 'form' in broken) return true
    smallest = { ...found, example, observed: broken.observed }
    return false
  })
  const details = await fc.check(property, { seed, path: `${run}`, numRuns: 1, verbose: 0 })
  return { ...smallest, shrinks: details.numShrinks }
}

function show<I, K>(spec: InvariantSpec<I, K>, { input, calls }: Example<I, K>): string {
  if (spec.show !== undefined) return spec.show(input)
  const call = calls[0] as Call
  return showCall(call.entry, call.args)
}
