/** What judges answers in checks, one export for each: without formulas of gradients, so that a kit can contain it. */
import { type PartCode, part } from 'assay/checks'
import { COST_MEAN, GRADIENTS_IN_OUT, WEIGHTS_IN_OUT } from '../conventions.ts'
import { firstOf, perLayer } from '../network.ts'

export const conventions = [WEIGHTS_IN_OUT, GRADIENTS_IN_OUT, COST_MEAN]

const byLayer: PartCode = { normalise: perLayer }
export const sheetForward = byLayer
export const sheetDelta = byLayer
export const sheetOutputDelta = byLayer

export const differences: PartCode = { pick: (answer) => firstOf(part(answer, 'dW')) }
