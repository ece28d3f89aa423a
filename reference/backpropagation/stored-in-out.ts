import { listOf, type Plain, toPlain } from 'assay'
import type { Mistake } from 'assay/checks'
import { transposeMatrix } from './conventions.ts'

/** Gradients in another form than the weights: right, where that is declared. */
export const STORED_IN_OUT: Mistake = {
  id: 'stored-in-out',
  says: 'the right gradients with rows and columns exchanged; if you store them as (in, out), declare `dW: in-out`',
  credit: 0.5,
  answer: (_args, right) => toPlain(transposeMatrix(listOf(right as Plain[]))),
}
