import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSafetensors } from '#grading/model/safetensors'
import { sizeOf } from '#grading/model/tensor'
import { loadEngine } from '#grading/networks/backend/engine'
import type { Tfjs } from '#grading/networks/backend/tfjs'
import { createRunner } from '../../graph/run.ts'
import { EXAMPLE, modelFilesPage } from '../../testing/model-files-page.ts'
import { fixture, refusalOf, runOf } from '../../testing/refusal-of.ts'
import { LAYERS } from './layers.ts'
import { readDeclared } from './read-declared.ts'

interface Case {
  readonly name: string
  readonly shape: readonly number[]
  readonly layer: Readonly<Record<string, unknown>> & { readonly layer: string }
  /** A safetensors file in base64. */
  readonly weights: string | null
  readonly answer: { readonly shape: readonly number[]; readonly data: readonly number[] }
}

const { cases } = JSON.parse(fixture('torch/layers.json').toString('utf8')) as { readonly cases: readonly Case[] }
const WITHOUT = Buffer.from(writeSafetensors(new Map(), {}, 'F32'))
/** Both sides sum in float32, in another order; their erf is exact to 1.5e-7. */
const FLOAT32 = { rtol: 2e-6, atol: 1e-6 }
/** Of the sheet's own, which `torch.nn` has not. */
const OWN = ['Skip', 'AddSkip', 'ConcatSkip']

let tf: Tfjs
beforeAll(async () => {
  tf = (await loadEngine(['wasm'])).tf
}, 300_000)

describe('a declared layer', () => {
  it.each(cases.map((one) => [one.name, one] as const))('gives what PyTorch gives: %s', (_, { shape, layer, weights, answer }) => {
    const [count = 0, ...input] = shape
    const declaration = Buffer.from(JSON.stringify({ input, layers: [layer] }))
    const model = readDeclared(weights === null ? WITHOUT : Buffer.from(weights, 'base64'), declaration)
    const images = Float32Array.from({ length: sizeOf(shape) }, (_, i) => (((7 * i + 3) % 23) - 11) / 8)
    const [got] = createRunner(tf, model, [input]).run([images], count)
    expect(got?.shape).toEqual(answer.shape)
    const largest = Math.max(...answer.data.map(Math.abs))
    answer.data.forEach((value, at) => {
      const found = got?.data[at] as number
      if (!(Math.abs(found - value) <= FLOAT32.atol + FLOAT32.rtol * largest)) expect({ at, found }).toEqual({ at, found: value })
    })
  })

  it.each(Object.entries(LAYERS).filter(([type]) => !OWN.includes(type)))(
    '%s is compared with PyTorch, each of its fields too',
    (type, { fields = {} }) => {
      const own = cases.filter(({ layer }) => layer.layer === type)
      expect(own.length).toBeGreaterThan(0)
      const said = new Set(own.flatMap(({ layer }) => Object.keys(layer)))
      const never = Object.entries(fields).filter(([name, rule]) => !said.has(name) && rule.is !== 'anything' && rule.only?.length !== 1)
      expect(never.map(([name]) => name)).toEqual(type === 'Unflatten' ? ['shape'] : [])
    },
  )

  it('is refused or run, never anything else, whatever a value in it becomes', () => {
    const strange: readonly unknown[] = [
      null,
      'x',
      -1,
      0,
      0.5,
      1e308,
      3,
      [],
      {},
      [null, null],
      [1, 2, 3, 4],
      [1e9, 1],
      true,
      { toString: 1, valueOf: 1 },
    ]
    const outcomes = { refused: 0, run: 0 }
    const first = Object.keys(LAYERS).flatMap((type) => cases.find(({ layer }) => layer.layer === type) ?? [])
    for (const { shape, layer, weights } of first) {
      for (const field of ['layer', 'weights', ...Object.keys(LAYERS[layer.layer]?.fields ?? {})]) {
        for (const value of strange) {
          const declaration = Buffer.from(JSON.stringify({ input: shape.slice(1), layers: [{ ...layer, [field]: value }] }))
          const refusal = refusalOf(
            () => {
              const model = readDeclared(weights === null ? WITHOUT : Buffer.from(weights, 'base64'), declaration)
              runOf(model, [shape.slice(1)], [new Float32Array(sizeOf(shape))], shape[0] as number)
            },
            `${layer.layer} ${field} ${JSON.stringify(value)}`,
          )
          outcomes[refusal === undefined ? 'run' : 'refused']++
        }
      }
    }
    expect(outcomes.refused).toBeGreaterThan(500)
    expect(outcomes.run).toBeGreaterThan(200)
  }, 300_000)

  it('is written down where students read about it', async () => {
    await expect(modelFilesPage()).toMatchFileSnapshot(fileURLToPath(new URL('../../../../../docs/model-files.md', import.meta.url)))
  })

  it('is declared there in a whole example that is read', () => {
    const weight = (...shape: readonly number[]) => ({ dtype: 'float32' as const, shape, data: new Float32Array(sizeOf(shape)).fill(0.01) })
    const weights = {
      'conv1.weight': weight(4, 1, 3, 3),
      'conv1.bias': weight(4),
      ...Object.fromEntries(['weight', 'bias', 'running_mean', 'running_var'].map((part) => [`bn1.${part}`, weight(4)])),
      'conv2.weight': weight(2, 4, 3, 3),
      'fc.0.weight': weight(10, 98),
      'fc.0.bias': weight(10),
    }
    const model = readDeclared(writeSafetensors(new Map(Object.entries(weights)), {}, 'F32'), Buffer.from(EXAMPLE))
    expect(createRunner(tf, model, [[1, 28, 28]]).run([new Float32Array(784)], 1)[0]?.shape).toEqual([1, 10])
  })
})
