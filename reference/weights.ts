import { type Network, readWeights, type Weights } from 'assay/networks'

const FOLDER = new URL('./data/weights/', import.meta.url)

/** The weights of a network that `npm run train` trained. */
export function weightsOf(network: Network): Weights {
  return readWeights(network, FOLDER)
}
