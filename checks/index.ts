export { autocorrelationSums } from '#grading/math/autocorrelation'
export {
  correlationBand,
  distributionBand,
  largestBand,
  meanBand,
  meanSquareBand,
  meanSquareRatioBand,
} from '#grading/math/bands'
export { centralDifferences } from '#grading/math/finite-difference'
export { normalCdf } from '#grading/math/normal-distribution'
export { orthonormalBasis, subspaceDistance } from '#grading/math/projector'
export { createRandom, type Random } from '#grading/math/random'
export { correlationOf, distributionDistance, meanOf } from '#grading/math/sample-statistics'
export { symmetricEigen, symmetricEigenvalues } from '#grading/math/symmetric-eigen'
export type { Call } from './ask.ts'
export { type Case, caseSet, oneApart, part } from './case.ts'
export { near, printed, T32, T64, type Tolerance } from './compare/tolerance.ts'
export type { Mistake } from './explain/explain.ts'
export { nameNoise } from './explain/noise-causes.ts'
export { closeToReference } from './kinds/close-to-reference.ts'
export { distribution, type Statistic } from './kinds/distribution.ts'
export { type ErrorSlip, errorRatio } from './kinds/error-ratio.ts'
export { essay } from './kinds/essay.ts'
export { exact } from './kinds/exact.ts'
export { gradient } from './kinds/gradient.ts'
export { inputUnchanged } from './kinds/input-unchanged.ts'
export { invariant } from './kinds/invariant.ts'
export { type Asker, byCredit, forPerson, measured, modelQuality, once } from './kinds/model-quality.ts'
export { normality } from './kinds/normality.ts'
export { plots } from './kinds/plots.ts'
export { type SubspaceMistake, subspace } from './kinds/subspace.ts'
