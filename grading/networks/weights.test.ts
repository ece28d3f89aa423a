import { describe, expect, it } from 'vitest'
import type { Autoencoder, Layer } from './network.ts'
import { weightsOf } from './weights.ts'

const dense = (units: number): Layer => ({ kind: 'dense', units, activation: 'linear' })
const autoencoder = (encoder: readonly Layer[], decoder: readonly Layer[], name = 'ae-32'): Autoencoder => ({
  kind: 'autoencoder',
  name,
  encoder: { name: 'encoder', input: [784], layers: encoder },
  decoder: { name: 'decoder', input: [32], layers: decoder },
  code: 32,
  noise: 0,
})
const FILE = 'fixtures/weights/ae-32.safetensors'

describe('the shipped weights of a network', () => {
  it.each<[string, Autoencoder, string]>([
    [
      'one has another shape',
      autoencoder([dense(100), dense(32)], [dense(128), dense(784)]),
      `${FILE}: encoder.0.weight is [784,128]; expected [784,100]`,
    ],
    [
      'one is missing',
      autoencoder([dense(128), dense(32), dense(4)], [dense(128), dense(784)]),
      `${FILE}: encoder.2.weight is missing; expected [32,4]`,
    ],
    ['one is not needed', autoencoder([dense(128), dense(32)], [dense(128)]), `${FILE} holds more than its 6 parameters`],
    ['there is no file of them', autoencoder([], [], 'ae-none'), 'no such file'],
  ])('are refused where %s', (_, network, says) => {
    expect(() => weightsOf(network)).toThrow(says)
  })

  it('are those of all its parameters, read once', () => {
    const network = autoencoder([dense(128), dense(32)], [dense(128), dense(784)])
    const weights = weightsOf(network)
    expect([...weights.keys()].sort()).toEqual(
      ['decoder.0', 'decoder.1', 'encoder.0', 'encoder.1'].flatMap((layer) => [`${layer}.bias`, `${layer}.weight`]),
    )
    expect(weights.get('encoder.1.weight')?.shape).toEqual([128, 32])
    expect(weightsOf(network)).toBe(weights)
  })
})
