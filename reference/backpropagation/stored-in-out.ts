import type { Plain } from 'assay'
import type { Mistake } from 'assay/checks'
import type { Matrix } from 'assay/math'

/** Gradients in another form than the weights: right, where that is declared. */
export const STORED_IN_OUT: Mistake = {
  id: 'stored-in-out',
  says: 'the right gradients with rows and columns exchanged; if you store them as (in, out), declare `dW: in-out`',
  credit: 0.5,
  answer: (_args, right) =>
    (right as unknown as readonly Matrix[]).map((matrix) =>
      (matrix[0] ?? []).map((_, j) => matrix.map((row) => row[j] as number)),
    ) as Plain,
}
