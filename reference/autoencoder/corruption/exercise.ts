import { defineExercise } from 'assay'
import { plots } from 'assay/checks'
import { independent, mean, normal, size } from './noise.ts'
import { curve, uniform } from './parabola.ts'
import { linear, seeds, UNSEEDED, unchanged, VARIANCE } from './seeds.ts'
import { table } from './table.ts'
import { VARIABLES } from './variables.ts'

const PLOTS = ['parabola', 'parabola-corrupted']

export default defineExercise({
  title: 'Points on a parabola, corrupted by noise',
  plots: PLOTS,
  functions: {
    sample_parabola: { takes: { n: 'int', seed: 'int' }, gives: '{x: float[n], y: float[n]}' },
    corrupt: { takes: { v: 'float[…]', std: 'float', seed: 'int' }, gives: 'float[…]' },
  },
  conventions: [VARIANCE, UNSEEDED],
  variables: VARIABLES,
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
