import type { LookedAt, Outcome } from '#grading/model/check'
import type { Finding, FindingData } from '#grading/model/finding'
import { sameShape, squeeze, toNested } from '#grading/model/tensor'
import { type Plain, toPlain, toValue, type Value } from '#grading/model/value'
import { ask, type Batches, batchesOf, type Call, valuesOf } from '../ask.ts'
import { showCall } from '../case.ts'
import { notFinite } from '../compare/not-finite.ts'
import { describeValue, numericView } from '../compare/numeric-view.ts'
import { namedTogether } from '../explain/named-together.ts'
import type { Judging } from '../halves.ts'
import { accepted, error, note, wrong } from '../outcome.ts'

/** An input, and what was answered. */
export interface Answered<I> {
  readonly input: I
  readonly answers: readonly Plain[]
}

/** A known mistake, told by what the answers do. */
export interface LawMistake<I> {
  readonly id: string
  readonly says: string
  readonly hint?: string
  readonly credit?: number
  readonly detect: (input: I, answers: readonly Plain[]) => boolean
  /** What must be so of all inputs together, those for which the law holds among them. */
  readonly throughout?: (examples: readonly Answered<I>[]) => boolean
}

/** What judges the answers of a law: all of it of the input, of what was answered and of what is known of the input. */
export interface LawJudge<I, K = unknown> {
  /** Answers must be numbers of this shape, up to axes of length 1, and are handed to `holds` in it. */
  readonly shape?: (input: I, call: number) => readonly number[] | undefined
  /** `undefined` when the law holds, else what was observed, in words and numbers. */
  readonly holds: (input: I, answers: readonly Plain[], known: K) => string | undefined
  /** The input in messages. @defaultValue its first call */
  readonly show?: (input: I) => string
  readonly mistakes?: readonly LawMistake<I>[]
}

export interface Example<I, K> {
  readonly input: I
  readonly calls: readonly Call[]
  readonly known: K
  /** Of each call, whether the reference answers null, where that matters. */
  readonly nulls?: readonly boolean[]
}

export interface LawPlan<I, K> {
  readonly entries: readonly string[]
  readonly law: string
  readonly finite: boolean
  /** A sentence for the note: an exception where the reference answers null counts as null. */
  readonly throwingIsNull?: string
  readonly examples: readonly Example<I, K>[]
}

export interface Counterexample<I, K> {
  readonly example: Example<I, K>
  readonly observed: string
  readonly shrinks: number
}

/** In a graded run also what looks for a smaller counterexample: `run` counts the examples from 0. */
export interface LawCode<I, K> extends LawJudge<I, K> {
  readonly shrink?: (judging: Law<I, K>, run: number, found: Counterexample<I, K>) => Promise<Counterexample<I, K>>
}

export type Law<I, K> = Judging<LawPlan<I, K>, LawCode<I, K>>

interface Sampled {
  readonly offsets: readonly number[]
  readonly batches: Batches
  readonly nulls: readonly boolean[]
}

/** Whether a law holds for all examples; where it is broken, the first counterexample and the known mistakes that explain all. */
export async function judgeLaw<I, K>(judging: Law<I, K>): Promise<Outcome> {
  const { id, plan, subject, context } = judging
  const { examples } = plan
  const { batches, offsets, nulls } = context.memo(`sampled:${id}`, () => sampledOf(plan))
  const { answers, fault, thrown } = await ask(subject, batches, (position) => nulls[position] === true)
  if (fault !== undefined) return fault
  const values = valuesOf(answers, 'the submission')
  const valuesAt = (i: number): readonly Value[] => values.slice(offsets[i], offsets[i + 1])
  for (const [i, example] of examples.entries()) {
    context.looksAt?.(i, () => lookedAt(example, valuesAt(i)))
    const broken = judgeExample(judging, example, valuesAt(i))
    if (broken === undefined) continue
    if ('form' in broken) return wrong([error(broken.form)])
    const judged = examples.map((one, k) => ({ example: one, values: valuesAt(k), broken: judgeExample(judging, one, valuesAt(k)) }))
    return report(judging, i, { example, observed: broken.observed, shrinks: 0 }, causesOf(judging, judged))
  }
  return accepted(thrown > 0 ? [note({ code: 'convention', says: plan.throwingIsNull as string })] : [])
}

function sampledOf<I, K>({ examples }: LawPlan<I, K>): Sampled {
  const offsets = [0]
  for (const { calls } of examples) offsets.push((offsets.at(-1) as number) + calls.length)
  return {
    offsets,
    batches: batchesOf(examples.flatMap(({ calls }) => calls).map(toValues)),
    nulls: examples.flatMap(({ calls, nulls }) => nulls ?? calls.map(() => false)),
  }
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
function causesOf<I, K>({ code }: Law<I, K>, judged: readonly Judged<I, K>[]): readonly LawMistake<I>[] {
  const broken = judged.flatMap(({ example: { input }, broken: one }) =>
    one === undefined ? [] : [{ input, answers: 'form' in one ? undefined : one.answers }],
  )
  const all = (): Answered<I>[] => judged.map(({ example: { input }, values }) => ({ input, answers: values.map(toPlain) }))
  return (code.mistakes ?? []).filter(
    ({ detect, throughout }) =>
      broken.every(({ input, answers }) => answers !== undefined && detect(input, answers)) && throughout?.(all()) !== false,
  )
}

/** A call as it is made. */
export function toValues(call: Call): { readonly entry: string; readonly args: readonly Value[] } {
  return { entry: call.entry, args: call.args.map(toValue) }
}

/** Either a finding about the form of an answer, or the observation that breaks the law. */
type Broken = { readonly form: FindingData } | { readonly observed: string; readonly answers: readonly Plain[] }

/** What is wrong with the answers to one example; `undefined` where the law holds. */
export function judgeExample<I, K>({ plan, code }: Law<I, K>, example: Example<I, K>, values: readonly Value[]): Broken | undefined {
  const { input, calls, known } = example
  const answers: Plain[] = []
  for (const [i, value] of values.entries()) {
    const call = calls[i] as Call
    const shown = (): string => showCall(call.entry, call.args)
    const view = numericView(value)
    const shape = code.shape?.(input, i)
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
    const broken = plan.finite ? notFinite(call.entry, { ...view, shape: shape ?? view.shape }) : undefined
    if (broken !== undefined) return { form: { ...broken, case: shown() } }
    answers.push(shape === undefined ? toPlain(value) : (toNested({ ...view, shape }) as Plain))
  }
  const observed = code.holds(input, answers, known)
  return observed === undefined ? undefined : { observed, answers }
}

async function report<I, K>(
  judging: Law<I, K>,
  run: number,
  found: Counterexample<I, K>,
  causes: readonly LawMistake<I>[],
): Promise<Outcome> {
  const { plan, code } = judging
  // A kit has recorded inputs and nothing to draw others from.
  const smallest = (await code.shrink?.(judging, run, found)) ?? found
  const { input, calls } = smallest.example
  const call = calls[0] as Call
  const finding = error({
    code: 'property-violated',
    law: plan.law,
    counterexample: code.show?.(input) ?? showCall(call.entry, call.args),
    observed: smallest.observed,
    run: run + 1,
    runs: plan.examples.length,
    shrinks: smallest.shrinks,
  })
  const [best] = causes
  if (best === undefined) return wrong([finding])
  const named: Finding = error({ code: 'known-mistake', label: plan.entries[0] as string, ...namedTogether(causes) }, best.hint)
  return wrong([named, finding], Math.max(...causes.map(({ credit }) => credit ?? 0)))
}
