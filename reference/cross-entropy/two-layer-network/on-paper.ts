import type { Plain } from 'assay'

/** The network of the sheet, with its input and target. */
export const ON_PAPER: readonly Plain[] = [
  [0.05, 0.1],
  [0.01, 0.99],
  [
    [0.15, 0.25],
    [0.2, 0.3],
  ],
  [0.35, 0.35],
  [
    [0.4, 0.5],
    [-0.45, 0.55],
  ],
  [0.6, 0.6],
]
