import type { Outcome } from '#grading/model/check'
import type { Finding, FindingData } from '#grading/model/finding'
import { type Args, type Plain, toPlain, toValue } from '#grading/model/value'
import { ask, type Batches, valuesOf } from '../ask.ts'
import { namedTogether } from '../explain/named-together.ts'
import type { Judging } from '../halves.ts'
import { accepted, error, outside, wrong } from '../outcome.ts'
import { creditBetween } from '../quality/credit.ts'

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

/** What judges an approximate result. */
export interface ErrorRatioJudge<K extends Known = Known> {
  /** The error, from the arguments and the answer, or what in the answer keeps it from being measured. */
  readonly measure: (args: readonly Plain[], answer: Plain) => number | FindingData
  readonly causes?: readonly ErrorSlip<K>[]
}

export interface ErrorRatioPlan<K extends Known> {
  readonly entry: string
  readonly label: string
  readonly credit: readonly (readonly [ratio: number, credit: number])[]
  readonly impossible: { readonly id: string; readonly says: string }
  readonly batches: Batches
  readonly labels: readonly (string | undefined)[]
  /** By case. */
  readonly known: readonly K[]
}

/** What rounding may take off an error that is the least possible one: answers may come in single precision. */
const ROUNDING = 1e-5

/** How far errors lie above the least possible ones, and the cause that explains them best. */
export async function judgeErrors<K extends Known>(judging: Judging<ErrorRatioPlan<K>, ErrorRatioJudge<K>>): Promise<Outcome> {
  const { id, plan, code, subject, context } = judging
  const { known, entry } = plan
  const { answers, fault } = await ask(subject, plan.batches)
  if (fault !== undefined) return fault
  const argsList = plan.batches.groups[0]?.argsList ?? []
  const plainArgs = context.memo(`plain:${id}`, () => argsList.map((args) => args.map(toPlain)))
  const plain = valuesOf(answers, 'the submission').map(toPlain)
  const ratios: number[] = []
  const lookAt = (i: number): void => context.looksAt?.(i, () => [{ entry, args: argsList[i] as Args, given: toValue(plain[i] as Plain) }])
  for (const [i, answer] of plain.entries()) {
    lookAt(i)
    const measured = code.measure(plainArgs[i] as readonly Plain[], answer)
    if (typeof measured !== 'number') return wrong([error(measured)])
    ratios.push(measured / (known[i] as K).least)
  }
  const bar = (plan.credit[0] as readonly [number, number])[0]
  const worse = ratios.findIndex((ratio) => !(ratio >= 1 - ROUNDING && ratio <= bar))
  if (worse < 0) return accepted()
  lookAt(worse)
  const shown = statistic(plan, plan.labels[worse], ratios[worse] as number, bar)
  const { impossible, label } = plan
  if (ratios.some((ratio) => ratio < 1 - ROUNDING))
    return wrong([error({ code: 'known-mistake', label, mistake: impossible.id, says: impossible.says }), shown])
  const credit = ratios.reduce((sum, ratio) => sum + creditBetween(plan.credit, ratio), 0) / ratios.length
  const causes = bestOf(
    (code.causes ?? []).map((slip) => {
      const residuals = ratios.flatMap((ratio, i) => {
        if (ratio <= bar) return []
        const left = slip.residual(plainArgs[i] as readonly Plain[], plain[i] as Plain, ratio, known[i] as K)
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

function statistic(plan: Pick<ErrorRatioPlan<Known>, 'label'>, label: string | undefined, value: number, high: number): Finding {
  const name = `${plan.label}${label === undefined ? '' : `, ${label}`}, divided by the minimum possible error,`
  return outside(name, value, 1, high)
}
