/** What judges answers in checks, one export for each: without a generator, so that a kit can contain it. */
import { UNSEEDED, VARIANCE } from './conventions.ts'
import { VARIABLES } from './variables.ts'

export { independent as noiseIndependent, mean as noiseMean, normal as noiseNormal, size as noiseSize } from './noise.ts'
export { curve as parabolaCurve, uniform as parabolaUniform } from './parabola.ts'
export { linear as noiseLinear, seeds as noiseSeeds } from './seeds.ts'

export const conventions = [VARIANCE, UNSEEDED]
export const variables = VARIABLES
