import { test2k } from '../../../checks/mnist/mnist.ts'
import { confusionCounts } from '../../../checks/model/accuracy.ts'
import type { Draw } from '../../../checks/model-quality.ts'
import { confusionMatrix } from '../../../checks/picture/artifacts.ts'
import { classesOf2k } from './classification.ts'
import { DIGITS } from './read-classes.ts'

/** The matrix of the submission's own answers. That of the reference is left out: its 2000 answers take too long for a picture. */
export const drawMatrix: Draw = async (ask, context) => {
  const { labels } = await classesOf2k(ask, context)
  return [confusionMatrix('Your answers to 2000 test images', confusionCounts(test2k().labels, labels, DIGITS))]
}
