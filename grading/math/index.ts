/**
 * What `assay/math` exports: tensors, drawing of inputs, statistics and linear algebra.
 *
 * @module assay/math
 */
export {
  type DType,
  type Matrix,
  type Nested,
  sameShape,
  shapeOf,
  sizeOf,
  squeeze,
  type Tensor,
  type TensorData,
  toNested,
  toTensor,
  type Vector,
} from '../model/tensor.ts'
export { autocorrelationSums } from './autocorrelation.ts'
export {
  type Band,
  correlationBand,
  distributionBand,
  largestBand,
  meanBand,
  meanSquareBand,
  meanSquareRatioBand,
} from './bands.ts'
export { centralDifferences } from './finite-difference.ts'
export { normalCdf } from './normal-distribution.ts'
export { orthonormalBasis, type SubspaceDistance, subspaceDistance } from './projector.ts'
export { createRandom, type Random } from './random.ts'
export { correlationOf, distributionDistance, meanOf } from './sample-statistics.ts'
export { type Eigen, symmetricEigen, symmetricEigenvalues } from './symmetric-eigen.ts'
