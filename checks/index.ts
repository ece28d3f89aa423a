export type { Call } from './ask.ts'
export { type Case, caseSet, oneApart, part } from './case.ts'
export { closeToReference } from './close-to-reference.ts'
export { distribution, type Statistic } from './distribution.ts'
export { type ErrorSlip, errorRatio } from './error-ratio.ts'
export { essay } from './essay.ts'
export { exact } from './exact.ts'
export type { Mistake } from './explain.ts'
export { gradient } from './gradient.ts'
export { inputUnchanged } from './input-unchanged.ts'
export { invariant } from './invariant.ts'
export { type Asker, byCredit, forPerson, measured, modelQuality, once } from './model-quality.ts'
export { nameNoise } from './noise-causes.ts'
export { normality } from './normality.ts'
export { autocorrelationSums } from './numeric/autocorrelation.ts'
export {
  correlationBand,
  distributionBand,
  largestBand,
  meanBand,
  meanSquareBand,
  meanSquareRatioBand,
} from './numeric/bands.ts'
export { centralDifferences } from './numeric/finite-difference.ts'
export { normalCdf } from './numeric/normal-distribution.ts'
export { orthonormalBasis, subspaceDistance } from './numeric/projector.ts'
export { correlationOf, distributionDistance, meanOf } from './numeric/sample-statistics.ts'
export { symmetricEigen, symmetricEigenvalues } from './numeric/symmetric-eigen.ts'
export { near, printed, T32, T64, type Tolerance } from './numeric/tolerance.ts'
export { plots } from './plots.ts'
export { createRandom, type Random } from './random.ts'
export { type SubspaceMistake, subspace } from './subspace.ts'
