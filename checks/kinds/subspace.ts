import { orthonormalBasis } from '#grading/math/projector'
import type { Check, PlanContext } from '#grading/model/check'
import { withoutSubmission } from '#grading/model/check-defect'
import type { Matrix } from '#grading/model/tensor'
import type { Plain } from '#grading/model/value'
import { batchesOf } from '../ask.ts'
import { type CaseSet, makeCases } from '../case.ts'
import { defineInHalves, later } from '../halves.ts'
import { judgeSubspace, type SubspacePlan } from '../judging/subspace.ts'
import type { CheckSpec } from '../outcome.ts'
import { withTwin } from '../twin.ts'

/** A well-known wrong space. */
export interface SubspaceMistake {
  readonly id: string
  /** Completes "this equals …". */
  readonly says: string
  readonly hint?: string
  /** Vectors that span it, a row each; they may be of another length than the right ones. `undefined` where it does not apply. */
  readonly span: (args: readonly Plain[]) => Matrix | undefined
}

export interface SubspaceSpec extends CheckSpec {
  readonly entry: string
  readonly cases: CaseSet
  readonly label: string
  /** The field of the answer that holds the vectors. */
  readonly field: string
  /** Whether a vector is a row or a column of it. @defaultValue 'rows' */
  readonly vectors?: 'rows' | 'columns'
  /** Vectors that span the right space, a row each: as many as are expected. */
  readonly span: (args: readonly Plain[]) => Matrix
  /** Largest ‖P − Q‖ (Frobenius) of the projectors that is accepted. */
  readonly distance: number
  readonly mistakes?: readonly SubspaceMistake[]
}

/**
 * Compares what vectors span: exists, type, shape, finite, then the distance of the orthogonal projectors. Signs, order, lengths and
 * mixtures of the vectors do not matter. A space of fewer dimensions than expected is wrong, however near it lies.
 * @example
 * ```ts
 * subspace({
 *   id: 'components',
 *   title: 'The components span the right space',
 *   points: 1,
 *   entry: 'pca_fit',
 *   label: 'the components',
 *   field: 'components',
 *   cases: data,
 *   span: ([x, k]) => principalComponents(x as Matrix, k as number),
 *   distance: 1e-3,
 * })
 * ```
 */
export function subspace(spec: SubspaceSpec): Check {
  return withTwin(spec, (one) =>
    defineInHalves(one, [one.entry], { kind: 'subspace', plan: (context) => planned(one, context), judge: judgeSubspace }),
  )
}

function planned(spec: SubspaceSpec, context: PlanContext): SubspacePlan {
  const { entry, label, field, distance, cases, vectors = 'rows' } = spec
  const made = makeCases(cases, context)
  return {
    ...{ entry, label, field, distance, vectors },
    batches: context.memo(`batches-once:${cases.id}:${entry}`, () => batchesOf(made.argsList.map((args) => ({ entry, args })))),
    labels: made.labels,
    spans: made.plainArgs.map((args) => orthonormalBasis(spec.span(args))),
    mistakes: later(() =>
      (spec.mistakes ?? []).map(({ span, ...words }) => ({
        ...words,
        spans: withoutSubmission(`the formula of "${words.says}"`, () => made.plainArgs.map(span)),
      })),
    ),
  }
}
