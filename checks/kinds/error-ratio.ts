import type { Check, PlanContext } from '#grading/model/check'
import type { Plain } from '#grading/model/value'
import { batchesOf } from '../ask.ts'
import { type CaseSet, makeCases } from '../case.ts'
import { defineInHalves } from '../halves.ts'
import { type ErrorRatioJudge, type ErrorRatioPlan, judgeErrors, type Known } from '../judging/error-ratio.ts'
import type { CheckSpec } from '../outcome.ts'

export interface ErrorRatioSpec<K extends Known = Known> extends CheckSpec, ErrorRatioJudge<K> {
  readonly entry: string
  readonly cases: CaseSet
  /** What is measured, for messages: `error of the autoencoder`. */
  readonly label: string
  /** Of the arguments alone; plain data. */
  readonly known: (args: readonly Plain[]) => K
  /**
   * Credit by ratio, at least two points, ascending; linear between them, 1 up to the first. The first ratio is the bar in messages.
   */
  readonly credit: readonly (readonly [ratio: number, credit: number])[]
  /** A ratio below 1 cannot be: something else was measured or handed in. */
  readonly impossible: { readonly id: string; readonly says: string }
}

/**
 * Judges an approximate result by how far its error lies above the exact optimum. The credit is the mean over the cases.
 *
 * @example
 * ```ts
 * errorRatio({ ...spec, id: 'training-error', title: 'The fit reaches the error of k principal components', points: 1.5, cases: training })
 * ```
 */
export function errorRatio<K extends Known>(spec: ErrorRatioSpec<K>): Check {
  return defineInHalves<ErrorRatioPlan<K>, ErrorRatioJudge<K>>(spec, [spec.entry], {
    kind: 'errorRatio',
    functions: ['measure', 'causes'],
    plan: (context) => planned(spec, context),
    judge: judgeErrors,
  })
}

function planned<K extends Known>(spec: ErrorRatioSpec<K>, context: PlanContext): ErrorRatioPlan<K> {
  const { entry, label, credit, impossible, cases } = spec
  const made = makeCases(cases, context)
  return {
    ...{ entry, label, credit, impossible },
    batches: context.memo(`batches-once:${cases.id}:${entry}`, () => batchesOf(made.argsList.map((args) => ({ entry, args })))),
    labels: made.labels,
    known: made.plainArgs.map(spec.known),
  }
}
