import { defineExercise } from 'assay'
import { plots } from 'assay/checks'
import { curve, independent, linear, mean, normal, seeds, size, unchanged, uniform } from './checks.ts'
import * as judges from './judges.ts'
import { table } from './table.ts'

const PLOTS = ['parabola', 'parabola-corrupted']

export default defineExercise({
  title: 'Points on a parabola, corrupted by noise',
  plots: PLOTS,
  functions: {
    sample_parabola: { takes: { n: 'int', seed: 'int' }, gives: '{x: float[n], y: float[n]}' },
    corrupt: { takes: { v: 'float[…]', std: 'float', seed: 'int' }, gives: 'float[…]' },
  },
  conventions: judges.conventions,
  variables: judges.variables,
  checks: [
    curve,
    uniform,
    size,
    mean,
    normal,
    independent,
    table,
    linear,
    seeds,
    unchanged,
    plots({ points: 0.2, functions: ['sample_parabola'], plots: PLOTS }),
  ],
})
