import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readSafetensors } from '../model/safetensors.ts'
import { sameShape } from '../model/tensor.ts'
import type { Weights } from './forward.ts'
import { type Network, parametersOf, stagesOf } from './network.ts'

const read = new Map<string, Weights>()

/**
 * The weights of a trained network from `<name>.safetensors`, read once.
 *
 * @param folder - of such files; ends in `/`.
 * @throws Error if the file is missing or does not hold exactly the parameters of the network.
 * @example
 * ```ts
 * readWeights(cnn, new URL('./data/weights/', import.meta.url))
 * ```
 */
export function readWeights(network: Network, folder: URL): Weights {
  const file = new URL(`${network.name}.safetensors`, folder)
  const known = read.get(file.href)
  if (known !== undefined) return known
  const { tensors } = readSafetensors(readFileSync(file))
  const shown = fileURLToPath(file)
  const parameters = stagesOf(network).flatMap(parametersOf)
  for (const { name, shape } of parameters) {
    const found = tensors.get(name)?.shape
    if (found === undefined || !sameShape(found, shape)) {
      throw new Error(`${shown}: ${name} is ${found ? `[${found}]` : 'missing'}; expected [${shape}]`)
    }
  }
  if (tensors.size !== parameters.length) throw new Error(`${shown} contains more than its ${parameters.length} parameters`)
  read.set(file.href, tensors)
  return tensors
}
