/** What judges answers in checks, one export for each: without formulas of the functions, so that a kit can contain it. */
import type { LawJudge } from 'assay/checks'
import type { Matrix, Vector } from 'assay/math'
import { BATCH_FIRST, LABELS_INDEX } from './conventions.ts'
import { differenceOf, oddDelta, oddRow } from './observations.ts'

export const conventions = [LABELS_INDEX, BATCH_FIRST]

export const shiftInvariance: LawJudge<{ readonly z: Vector; readonly c: number }> = {
  shape: ({ z }) => [z.length],
  holds: ({ c }, [plain, moved]) => differenceOf(moved as Vector, plain as Vector, `after adding ${c}`),
  show: ({ z, c }) => `z = [${z.join(', ')}] and c = ${c}`,
}

export const sumsToOne: LawJudge<Matrix> = {
  shape: (z) => [z.length, (z[0] as Vector).length],
  holds: (_z, [outputs]) => oddRow(outputs as Matrix),
}

export const classOrder: LawJudge<{ readonly z: Vector; readonly order: readonly number[] }> = {
  shape: ({ z }) => [z.length],
  holds: ({ order }, [plain, reordered]) =>
    differenceOf(
      reordered as Vector,
      order.map((j) => (plain as Vector)[j] as number),
      'after reordering',
    ),
  show: ({ z, order }) => `z = [${z.join(', ')}] in the order [${order.join(', ')}]`,
}

export const deltaSum: LawJudge<{ readonly z: Vector; readonly k: number }> = {
  shape: ({ z }) => [z.length],
  holds: ({ k }, [delta]) => oddDelta(delta as Vector, k),
}
