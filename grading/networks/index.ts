/**
 * What `assay/networks` exports: a network as data, its weights and its forward pass.
 *
 * @module assay/networks
 */
export { classify, decode, type Encoded, encode, type Skips, type Weights } from './forward.ts'
export {
  type Activation,
  type Autoencoder,
  type Classifier,
  type Layer,
  type Network,
  type Parameter,
  parametersOf,
  type Stage,
  shapesOf,
  stagesOf,
} from './network.ts'
export { readWeights } from './weights.ts'
