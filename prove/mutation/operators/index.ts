import type { Operator } from '../operator.ts'
import { axis } from './axis.ts'
import { biases } from './biases.ts'
import { bounds } from './bounds.ts'
import { constants } from './constants.ts'
import { flow } from './flow.ts'
import { indices } from './indices.ts'
import { logarithms } from './logarithms.ts'
import { operands } from './operands.ts'
import { reductions } from './reductions.ts'
import { signs } from './signs.ts'
import { stability } from './stability.ts'
import { stale } from './stale.ts'
import { terms } from './terms.ts'

/** Every family. Where two change a place alike, the earlier one names the mutant. */
export const operators: readonly Operator[] = [
  signs,
  logarithms,
  reductions,
  stability,
  biases,
  axis,
  indices,
  bounds,
  constants,
  operands,
  terms,
  flow,
  stale,
]
