import { plots } from '../../../checks/index.ts'
import type { Exercise } from '../../../grading/model/exercise.ts'
import { independent, mean, normal, size } from './noise.ts'
import { curve, uniform } from './parabola.ts'
import { linear, seeds, UNSEEDED, unchanged, VARIANCE } from './seeds.ts'
import { table } from './table.ts'
import { VARIABLES } from './variables.ts'

const PLOTS = ['parabola', 'parabola-corrupted']

const exercise: Exercise = {
  id: 'autoencoder/corruption',
  sheet: '5.2',
  title: 'Points on a parabola, corrupted by noise',
  points: 4,
  plots: PLOTS,
  entries: [
    {
      name: 'sample_parabola',
      parameters: [
        { name: 'n', shape: 'int' },
        { name: 'seed', shape: 'int' },
      ],
      returns: '{x: float[n], y: float[n]}',
    },
    {
      name: 'corrupt',
      parameters: [
        { name: 'v', shape: 'float[…]' },
        { name: 'std', shape: 'float' },
        { name: 'seed', shape: 'int' },
      ],
      returns: 'float[…]',
    },
  ],
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
}

export default exercise
