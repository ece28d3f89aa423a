import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { setApart } from './set-apart.ts'
import { readSources } from './sources.ts'
import { loadTypeScript } from './typescript.ts'

const ts = await loadTypeScript()
const ROOT = join(import.meta.dirname, '../..')

function of(id: string, entries: readonly string[]) {
  const main = `reference/${id}/solution.ts`
  const { mutated, apart } = setApart(readSources(ts, ROOT, main, entries), main)
  return { mutated: mutated.map(({ path }) => path), apart: new Map(apart.map(({ file, why }) => [file, why])) }
}

describe('slips are put', () => {
  it('into an exercise and what its unit shares', () => {
    expect(of('backpropagation/odd-neuron', ['backprop'])).toEqual({
      mutated: [
        'reference/backpropagation/odd-neuron/solution.ts',
        'reference/backpropagation/activation.ts',
        'reference/backpropagation/layer.ts',
      ],
      apart: new Map(),
    })
  })

  it('of trained networks into the own folder only, and every other file that is reached is named with the reason', () => {
    const { mutated, apart } = of('convolutional-autoencoder/denoising', ['corrupt', 'cae_denoise', 'cae_skip_denoise', 'loss_history'])
    expect(mutated).toEqual([
      'reference/convolutional-autoencoder/denoising/solution.ts',
      'reference/convolutional-autoencoder/denoising/history.ts',
    ])
    expect(apart.get('reference/convolutional-autoencoder/network.ts')).toBe('says which data are read: there are no others')
    expect(apart.get('grading/networks/forward.ts')).toBe('shared by all exercises and held by tests of its own')
    expect([...apart.keys()].filter((file) => mutated.includes(file))).toEqual([])
  })
})
