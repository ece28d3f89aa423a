import { plots } from '../../../checks/index.ts'
import { planeOf } from '../../../checks/picture/artifacts.ts'
import { readEmbedding } from '../../../checks/picture/embedding-plot.ts'
import type { Check } from '../../../grading/model/check.ts'
import { codesOf2k } from './round-trip.ts'

export const plotThere: Check = plots({
  points: 0.2,
  entries: ['aeEncode'],
  arrays: async (ask, context) => {
    const { tensor, width } = await codesOf2k(ask, context)
    return { ...planeOf(tensor.data, width), all: true }
  },
  plots: { 'embedding-ae': readEmbedding },
})
