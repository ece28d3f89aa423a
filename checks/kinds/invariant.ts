import * as fc from 'fast-check'
import type { Check, PlanContext } from '#grading/model/check'
import type { Session } from '#grading/model/session'
import { ask, batchesOf, type Call, valuesOf } from '../ask.ts'
import { defineInHalves } from '../halves.ts'
import {
  type Counterexample,
  type Example,
  judgeExample,
  judgeLaw,
  type Law,
  type LawCode,
  type LawJudge,
  type LawPlan,
  toValues,
} from '../judging/invariant.ts'
import type { CheckSpec } from '../outcome.ts'

export interface InvariantSpec<I, K = unknown> extends CheckSpec, LawJudge<I, K> {
  /** The functions it calls. */
  readonly entries: readonly string[]
  /** The law as a sentence or formula: `softmax(z + c) = softmax(z)`. */
  readonly law: string
  readonly arbitrary: fc.Arbitrary<I>
  /** @defaultValue 40 */
  readonly runs?: number
  readonly calls: (input: I) => readonly Call[]
  /** What the law needs to know of the input alone: plain data. */
  readonly known?: (input: I) => K
  /** Whether every number must be finite. @defaultValue true */
  readonly finite?: boolean
  /** A sentence for the note: an exception where the reference answers null counts as null. */
  readonly throwingIsNull?: string
}

/** fast-check tries small and extreme values first; each run costs a submission one call or more. */
export const DEFAULT_RUNS = 40

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
  return defineInHalves<LawPlan<I, K>, LawCode<I, K>>(spec, spec.entries, {
    kind: 'invariant',
    functions: ['shape', 'holds', 'show', 'mistakes'],
    plan: (context) => planned(spec, context),
    judge: judgeLaw,
    graded: (context) => ({ shrink: (judging, run, found) => shrunk(spec, context, judging, run, found) }),
  })
}

async function planned<I, K>(spec: InvariantSpec<I, K>, context: PlanContext): Promise<LawPlan<I, K>> {
  const { entries, law, throwingIsNull } = spec
  const inputs = fc.sample(spec.arbitrary, { seed: context.seed, numRuns: spec.runs ?? DEFAULT_RUNS })
  const examples = await Promise.all(inputs.map((input) => exampleOf(spec, input, context.reference)))
  if (examples.every(({ calls }) => calls.length === 0)) throw new RangeError(`check "${spec.id}" makes no call: it would compare nothing`)
  return {
    ...{ entries, law, finite: spec.finite !== false, examples },
    ...(throwingIsNull === undefined ? {} : { throwingIsNull }),
  }
}

async function exampleOf<I, K>(spec: InvariantSpec<I, K>, input: I, reference: Session): Promise<Example<I, K>> {
  const calls = spec.calls(input)
  const example = { input, calls, known: spec.known?.(input) as K }
  if (spec.throwingIsNull === undefined) return example
  const right = valuesOf((await ask(reference, batchesOf(calls.map(toValues)))).answers, 'the reference')
  return { ...example, nulls: right.map((value) => value === null) }
}

async function shrunk<I, K>(
  spec: InvariantSpec<I, K>,
  { seed, reference }: PlanContext,
  judging: Law<I, K>,
  run: number,
  found: Counterexample<I, K>,
): Promise<Counterexample<I, K>> {
  let smallest = found
  let calls = 0
  const property = fc.asyncProperty(spec.arbitrary, async (input) => {
    if (calls++ >= MOST_SHRINK_CALLS) return true
    const example = await exampleOf(spec, input, reference)
    const isNull = (position: number): boolean => example.nulls?.[position] === true
    const { answers, fault } = await ask(judging.subject, batchesOf(example.calls.map(toValues)), isNull)
    if (fault !== undefined) return true
    const broken = judgeExample(judging, example, valuesOf(answers, 'the submission'))
    if (broken === undefined || 'form' in broken) return true
    smallest = { ...found, example, observed: broken.observed }
    return false
  })
  const details = await fc.check(property, { seed, path: `${run}`, numRuns: 1, verbose: 0 })
  return { ...smallest, shrinks: details.numShrinks }
}
