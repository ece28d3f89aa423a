import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { writeSafetensors } from '../model/safetensors.ts'
import type { Autoencoder, Layer } from './network.ts'
import { readWeights } from './weights.ts'

const dense = (units: number): Layer => ({ kind: 'dense', units, activation: 'linear' })
const autoencoder = (encoder: readonly Layer[], decoder: readonly Layer[], name = 'ae-3'): Autoencoder => ({
  kind: 'autoencoder',
  name,
  encoder: { name: 'encoder', input: [6], layers: encoder },
  decoder: { name: 'decoder', input: [3], layers: decoder },
  code: 3,
  noise: 0,
})
const zeros = (...shape: readonly number[]) => {
  const size = shape.reduce((product, length) => product * length, 1)
  return { dtype: 'float32', shape, data: new Float32Array(size) } as const
}

const folder = mkdtempSync(join(tmpdir(), 'assay-weights-'))
const place = pathToFileURL(folder + sep)
const file = join(folder, 'ae-3.safetensors')
const parameters = {
  'encoder.0.weight': zeros(6, 4),
  'encoder.0.bias': zeros(4),
  'encoder.1.weight': zeros(4, 3),
  'encoder.1.bias': zeros(3),
  'decoder.0.weight': zeros(3, 4),
  'decoder.0.bias': zeros(4),
  'decoder.1.weight': zeros(4, 6),
  'decoder.1.bias': zeros(6),
}
writeFileSync(file, writeSafetensors(new Map(Object.entries(parameters)), {}, 'F32'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the weights of a network', () => {
  it.each<[string, Autoencoder, string]>([
    [
      'one has another shape',
      autoencoder([dense(5), dense(3)], [dense(4), dense(6)]),
      `${file}: encoder.0.weight is [6,4]; expected [6,5]`,
    ],
    [
      'one is missing',
      autoencoder([dense(4), dense(3), dense(2)], [dense(4), dense(6)]),
      `${file}: encoder.2.weight is missing; expected [3,2]`,
    ],
    ['one is not needed', autoencoder([dense(4), dense(3)], [dense(4)]), `${file} contains more than its 6 parameters`],
    ['there is no file of them', autoencoder([], [], 'ae-none'), 'no such file'],
  ])('are refused where %s', (_, network, says) => {
    expect(() => readWeights(network, place)).toThrow(says)
  })

  it('are those of all its parameters, read once', () => {
    const network = autoencoder([dense(4), dense(3)], [dense(4), dense(6)])
    const weights = readWeights(network, place)
    expect([...weights.keys()].sort()).toEqual(Object.keys(parameters).sort())
    expect(weights.get('encoder.1.weight')?.shape).toEqual([4, 3])
    expect(readWeights(network, place)).toBe(weights)
  })
})
