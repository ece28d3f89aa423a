import { describe, expect, it } from 'vitest'
import { toldOtherwise } from './told-signatures.ts'

const parameters = [
  { name: 'per_sample', shape: 'float[n,d]' },
  { name: 'model', shape: '{mean: float[d]}' },
]
const ENTRIES = [{ name: 'meanOf', parameters, returns: 'float[d]' }]
const TOLD = {
  'starter.py': 'def mean_of(per_sample, model=None):\n    raise NotImplementedError\n',
  'starter.ts': 'export function meanOf(\n  perSample: number[][],\n  model: { mean: number[]; at: [number, number] },\n): number[] {}\n',
  'arrow/starter.ts': 'export const meanOf = (perSample: number[][], model: Model) => {}\n',
  'statement.md': '| `mean_of(per_sample, model)` | the mean |\n',
}

describe('what tells students how a function is called', () => {
  it.each(Object.entries(TOLD))('agrees with the exercise: %s', (file, text) => {
    expect(toldOtherwise(ENTRIES, [{ file, text }])).toEqual([])
  })

  it.each([
    ['starter.py', 'per_sample, model', 'model, per_sample', 'mean_of(model, per_sample)'],
    ['starter.ts', 'perSample', 'samples', 'meanOf(samples, model)'],
    ['starter.ts', 'export function meanOf', 'export function mean', 'no such function'],
    ['statement.md', ', model', '', 'mean_of(per_sample)'],
    ['statement.md', '`mean_of(per_sample, model)`', 'the mean', 'no such function'],
  ] as const)('is found where it differs: %s, %s as %s', (file, from, to, got) => {
    const text = TOLD[file].replace(from === 'per_sample, model' ? 'per_sample, model=None' : from, to)
    expect(toldOtherwise(ENTRIES, [{ file, text }])).toEqual([
      `${file}: expected meanOf(per_sample, model), as functions in the exercise says; got ${got}`,
    ])
  })
})
