import type { Check, PlanContext } from '#grading/model/check'
import { type Args, type Plain, toPlain, toValue } from '#grading/model/value'
import { ask, batchesOf, valuesOf } from '../ask.ts'
import { type CaseSet, type MadeCases, makeCases } from '../case.ts'
import { T32, type Tolerance } from '../compare/tolerance.ts'
import { type Mistake, type Predicted, predictionsOf } from '../explain/explain.ts'
import { mistakesUnder, type Variant } from '../explain/under-variants.ts'
import { defineInHalves, halvesOf, later } from '../halves.ts'
import { type ClosePlan, judgeClose } from '../judging/close-to-reference.ts'
import type { Follows } from '../judging/follow-through.ts'
import { type PartCode, partOf } from '../judging/part-of.ts'
import type { CheckSpec } from '../outcome.ts'
import { withTwin } from '../twin.ts'

export interface FollowThrough {
  readonly from: string
  /** What is right when computed from the submission's own earlier results. A kit has a table in its place. */
  readonly expected: Follows
}

export interface CloseToReferenceSpec extends CheckSpec {
  readonly entry: string
  readonly cases: CaseSet
  /** How the quantity is called in messages. @defaultValue the field, else the function */
  readonly label?: string
  /** A field of the returned record, in either case style. */
  readonly field?: string
  /** Any other part of the answer, of the reference's and the submission's alike; `undefined` means it is missing. */
  readonly pick?: (answer: Plain, args: readonly Plain[]) => Plain | undefined
  /** Instead of the reference's own answer. */
  readonly expected?: (args: readonly Plain[]) => Plain
  /** @defaultValue T32 */
  readonly tolerance?: Tolerance
  /** A sentence for the note: an exception where the reference answers null counts as null. */
  readonly throwingIsNull?: string
  /** The part may be missing from a record that has others: accepted with this note. */
  readonly absent?: string
  /** Whether an answer of single precision is noted; off where the expected values are no better. @defaultValue true */
  readonly notesPrecision?: boolean
  /** Applied to the submission's answer before it is compared. */
  readonly normalise?: (answer: Plain, args: readonly Plain[]) => Plain
  readonly mistakes?: readonly Mistake[]
  /** Further known mistakes, which something else works out for all cases at once, such as a program in another language. */
  readonly predict?: (cases: readonly Args[]) => Promise<readonly Predicted[]>
  readonly variants?: readonly Variant[]
  /** Right when computed from the submission's own earlier result, which has lost its points elsewhere. */
  readonly followThrough?: FollowThrough
}

/**
 * Compares answers with the reference's: |a - r| <= atol + rtol·|r|, layer by layer (see compare.ts). The first case is asked once
 * more at the end, since a function that keeps state between calls answers differently then.
 * @example
 * ```ts
 * closeToReference({
 *   id: 'values',
 *   title: 'Known vectors',
 *   points: 1,
 *   entry: 'mean',
 *   cases: caseSet('known', () => [{ args: [[1, 2, 6]] }]),
 *   mistakes: [{ id: 'sum', says: 'the sum, not divided by n', answer: ([x]) => (x as number[]).reduce((a, b) => a + b) }],
 *   hint: 'By what do you divide?',
 * })
 * ```
 */
export function closeToReference(spec: CloseToReferenceSpec): Check {
  return withTwin(spec, (one) =>
    defineInHalves(one, [one.entry], {
      kind: KIND,
      functions: ['pick', 'normalise'],
      plan: (context) => planned(one, context),
      judge: judgeClose,
    }),
  )
}

const KIND = 'closeToReference'

/** How a check of this kind was defined. `undefined` for the other kinds, and for one that is wrapped. */
export function specOf(check: Check): CloseToReferenceSpec | undefined {
  const halves = halvesOf(check)
  return halves?.kind === KIND ? (halves.spec as CloseToReferenceSpec) : undefined
}

async function planned(spec: CloseToReferenceSpec, context: PlanContext): Promise<ClosePlan> {
  const { entry, field, absent, throwingIsNull, followThrough } = spec
  const cases = makeCases(spec.cases, context)
  const made = context.memo(`repeated:${spec.cases.id}`, () => repeatFirst(cases))
  const batches = context.memo(`batches:${spec.cases.id}:${entry}`, () => batchesOf(made.argsList.map((args) => ({ entry, args }))))
  const whole = await context.memo(`reference:${spec.cases.id}:${entry}`, async () =>
    valuesOf((await ask(context.reference, batches)).answers, `the reference's ${entry}`),
  )
  const parts = whole.map((value, i) => {
    const args = made.plainArgs[i] as readonly Plain[]
    const part = spec.expected === undefined ? partOf(field, picking(spec), value, args) : toValue(spec.expected(args))
    if (part === undefined) throw new Error(`check "${spec.id}": the reference's answer lacks what the check compares`)
    return part
  })
  const plain = parts.map(toPlain)
  return {
    ...{ entry, batches, labels: made.labels, whole, parts },
    label: spec.label ?? field ?? entry,
    tolerance: spec.tolerance ?? T32,
    notesPrecision: spec.notesPrecision !== false,
    ...(field === undefined ? {} : { field }),
    ...(absent === undefined ? {} : { absent }),
    ...(throwingIsNull === undefined ? {} : { throwingIsNull }),
    ...(followThrough === undefined ? {} : { from: followThrough.from }),
    variants: later(() => predictionsOf(spec.variants ?? [], made.plainArgs, plain)),
    mistakes: later(() => mistakesUnder(spec.mistakes ?? [], spec.variants ?? [], made.plainArgs, plain)),
    predicted: later(async () => (await spec.predict?.(made.argsList)) ?? []),
  }
}

/** Of the reference's answer, which comes in the form of the sheet. */
function picking({ pick }: CloseToReferenceSpec): PartCode {
  return pick === undefined ? {} : { pick }
}

function repeatFirst(made: MadeCases): MadeCases {
  const again = <T>(items: readonly T[]): readonly T[] => [...items, items[0] as T]
  return { argsList: again(made.argsList), plainArgs: again(made.plainArgs), labels: again(made.labels) }
}
