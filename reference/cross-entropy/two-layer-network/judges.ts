/** What judges answers in checks, one export for each: without formulas of the two passes, so that a kit can contain it. */
import type { ScriptVariables } from 'assay'
import { type PartCode, part } from 'assay/checks'
import { CONVENTIONS } from './conventions.ts'
import { ON_PAPER } from './on-paper.ts'

export const conventions = CONVENTIONS

export const variables: readonly ScriptVariables[] = [
  {
    entry: 'forwardBackward',
    args: ON_PAPER,
    names: ['z2', 'a2', 'z3', 'a3', 'cost', 'delta3', 'delta2', 'delta1', 'dW3', 'dW2', 'db3', 'db2'],
  },
]

/** An explicit null says the same as a missing field: there is no δ of the input layer. */
export const sheetDelta1: PartCode = { pick: (answer) => part(answer, 'delta1') ?? undefined }
