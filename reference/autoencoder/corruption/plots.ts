import { plots } from '../../../checks/index.ts'
import { readCorrupted, readParabola } from '../../../checks/picture/parabola-plot.ts'
import type { Check } from '../../../grading/model/check.ts'

/** Whatever points were drawn at random, the curve through them and their distance from it are known. */
export const plotsThere: Check = plots({
  points: 0.2,
  entries: [],
  arrays: async () => undefined,
  plots: { parabola: readParabola, 'parabola-corrupted': readCorrupted },
})
