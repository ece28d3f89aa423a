import { plots } from '../../../checks/index.ts'
import { test2k } from '../../../checks/mnist/mnist.ts'
import { confusionCounts } from '../../../checks/model/accuracy.ts'
import { readConfusion } from '../../../checks/picture/confusion-plot.ts'
import { readCurve } from '../../../checks/picture/curve-plot.ts'
import type { Check } from '../../../grading/model/check.ts'
import { classesOf2k } from './classes-of.ts'
import { DIGITS } from './read-classes.ts'

export const plotsThere: Check = plots({
  points: 0.4,
  entries: ['classify'],
  arrays: async (ask, context) => confusionCounts(test2k().labels, (await classesOf2k(ask, context)).labels, DIGITS),
  plots: { 'training-curve': readCurve, 'confusion-matrix': readConfusion },
})
