import { confusionCounts, confusionMatrix, type Draw } from 'assay/checks'
import { test2k } from '../../quality/mnist/mnist.ts'
import { classesOf2k } from './classes-of.ts'
import { DIGITS } from './read-classes.ts'
import { REFERENCE_COUNTS } from './reference-counts.ts'

/** The matrix of the submission's own answers, beside that of the reference. */
export const drawMatrix: Draw = async (ask, context) => {
  const { labels } = await classesOf2k(ask, context)
  return [
    confusionMatrix('Your predictions for 2000 test images', confusionCounts(test2k().labels, labels, DIGITS)),
    confusionMatrix('Those of the reference', REFERENCE_COUNTS),
  ]
}
