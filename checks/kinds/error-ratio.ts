import type { Check, CheckContext, Outcome } from '#grading/model/check'
import type { Finding, FindingData } from '#grading/model/finding'
import type { Session } from '#grading/model/session'
import { type Args, type Plain, toPlain, toValue } from '#grading/model/value'
import { ask, batchesOf, defineAsking, valuesOf } from '../ask.ts'
import { type CaseSet, makeCases } from '../case.ts'
import { namedTogether } from '../explain/named-together.ts'
import { accepted, type CheckSpec, error, outside, wrong } from '../outcome.ts'
import { creditBetween } from '../quality/credit.ts'
import { recorded } from '../recorded.ts'

/** What is known of the input before anything is answered. */
export interface Known {
  /** The least error that is possible at all. */
  readonly least: number
}

/** A cause of an error that is too large. */
export interface ErrorSlip<K extends Known = Known> {
  readonly id: string
  /** Completes "this equals …". */
  readonly says: string
  readonly hint?: string
  /**
   * What the cause leaves unexplained, as a share: 0 where the error is exactly the one that the cause brings about; `undefined` where it
   * cannot be the cause. Named is the one that leaves least, if that is little.
   */
  readonly residual: (args: readonly Plain[], answer: Plain, ratio: number, known: K) => number | undefined
}

export interface ErrorRatioSpec<K extends Known = Known> extends CheckSpec {
  readonly entry: string
  readonly cases: CaseSet
  /** What is measured, for messages: `error of the autoencoder`. */
  readonly label: string
  /** Of the arguments alone; plain data. */
  readonly known: (args: readonly Plain[]) => K
  /** The error, from the arguments and the answer, or what in the answer keeps it from being measured. */
  readonly measure: (args: readonly Plain[], answer: Plain) => number | FindingData
  /**
   * Credit by ratio, at least two points, ascending; linear between them, 1 up to the first. The first ratio is the bar in messages.
   */
  readonly credit: readonly (readonly [ratio: number, credit: number])[]
  /** A ratio below 1 cannot be: something else was measured or handed in. */
  readonly impossible: { readonly id: string; readonly says: string }
  readonly causes?: readonly ErrorSlip<K>[]
}

/** What rounding may take off an error that is the least possible one: answers may come in single precision. */
const ROUNDING = 1e-5

/**
 * Judges an approximate result by how far its error lies above the exact optimum. The credit is the mean over the cases.
 *
 * @example
 * ```ts
 * errorRatio({ ...spec, id: 'training-error', title: 'The fit reaches the error of k principal components', points: 1.5, cases: training })
 * ```
 */
export function errorRatio<K extends Known>(spec: ErrorRatioSpec<K>): Check {
  return defineAsking(spec, [spec.entry], (subject, context) => run(spec, subject, context))
}

async function run<K extends Known>(spec: ErrorRatioSpec<K>, subject: Session, context: CheckContext): Promise<Outcome> {
  const made = makeCases(spec.cases, context)
  const batches = context.memo(`batches-once:${spec.cases.id}:${spec.entry}`, () =>
    batchesOf(made.argsList.map((args) => ({ entry: spec.entry, args }))),
  )
  const known = recorded(context, `known:${spec.id}`, () => made.plainArgs.map(spec.known))
  const { answers, fault } = await ask(subject, batches)
  if (fault !== undefined) return fault
  const plain = valuesOf(answers, 'the submission').map(toPlain)
  const ratios: number[] = []
  const lookAt = (i: number): void =>
    context.looksAt?.(i, () => [{ entry: spec.entry, args: made.argsList[i] as Args, given: toValue(plain[i] as Plain) }])
  for (const [i, answer] of plain.entries()) {
    lookAt(i)
    const measured = spec.measure(made.plainArgs[i] as readonly Plain[], answer)
    if (typeof measured !== 'number') return wrong([error(measured)])
    ratios.push(measured / (known[i] as K).least)
  }
  const bar = (spec.credit[0] as readonly [number, number])[0]
  const worse = ratios.findIndex((ratio) => !(ratio >= 1 - ROUNDING && ratio <= bar))
  if (worse < 0) return accepted()
  lookAt(worse)
  const shown = statistic(spec, made.labels[worse], ratios[worse] as number, bar)
  const { impossible, label } = spec
  if (ratios.some((ratio) => ratio < 1 - ROUNDING))
    return wrong([error({ code: 'known-mistake', label, mistake: impossible.id, says: impossible.says }), shown])
  const credit = ratios.reduce((sum, ratio) => sum + creditBetween(spec.credit, ratio), 0) / ratios.length
  const causes = bestOf(
    (spec.causes ?? []).map((slip) => {
      const residuals = ratios.flatMap((ratio, i) => {
        if (ratio <= bar) return []
        const left = slip.residual(made.plainArgs[i] as readonly Plain[], plain[i] as Plain, ratio, known[i] as K)
        return [left !== undefined && left <= SHARE * (ratio - 1) ? left : Number.POSITIVE_INFINITY]
      })
      return { slip, left: Math.max(...residuals) }
    }),
  )
  const [first] = causes
  if (first === undefined) return wrong([shown], credit)
  return wrong([error({ code: 'known-mistake', label, ...namedTogether(causes) }, first.hint), shown], credit)
}

/** A cause is named that leaves little; an error that lies near the optimum anyway has to be explained better than by short training. */
const EXPLAINED = 0.5
const SHARE = 0.5
/** Causes that leave as little as the best one: all are named. */
const TIED = 0.01

function bestOf<K extends Known>(tried: readonly { readonly slip: ErrorSlip<K>; readonly left: number }[]): readonly ErrorSlip<K>[] {
  const least = Math.min(...tried.map(({ left }) => left))
  return tried.filter(({ left }) => left <= EXPLAINED && left <= least + TIED).map(({ slip }) => slip)
}

function statistic(spec: Pick<ErrorRatioSpec, 'label'>, label: string | undefined, value: number, high: number): Finding {
  const name = `${spec.label}${label === undefined ? '' : `, ${label}`}, divided by the minimum possible error,`
  return outside(name, value, 1, high)
}
