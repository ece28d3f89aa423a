import { readFileSync } from 'node:fs'
import { readSafetensors } from '../model/safetensors.ts'
import { sameShape } from '../model/tensor.ts'
import type { Weights } from './forward.ts'
import { type Network, parametersOf, stagesOf } from './network.ts'

const FIXTURES = new URL('../../fixtures/weights/', import.meta.url)
const read = new Map<string, Weights>()

/**
 * The shipped weights of a reference network, read once.
 * @throws Error if the file is missing or does not hold exactly the parameters of the network; `npm run train -- <name>` makes it.
 */
export function weightsOf(network: Network): Weights {
  const known = read.get(network.name)
  if (known !== undefined) return known
  const { tensors } = readSafetensors(readFileSync(new URL(`${network.name}.safetensors`, FIXTURES)))
  const parameters = stagesOf(network).flatMap(parametersOf)
  for (const { name, shape } of parameters) {
    const found = tensors.get(name)?.shape
    if (found === undefined || !sameShape(found, shape)) {
      throw new Error(`fixtures/weights/${network.name}.safetensors: ${name} is ${found ? `[${found}]` : 'missing'}; expected [${shape}]`)
    }
  }
  if (tensors.size !== parameters.length)
    throw new Error(`fixtures/weights/${network.name}.safetensors holds more than its ${parameters.length} parameters`)
  read.set(network.name, tensors)
  return tensors
}
