import { describe, expect, it } from 'vitest'
import type { Finding } from '../model/finding.ts'
import { ownNames } from './own-names.ts'

const entries = [
  { name: 'outputDelta', parameters: [], returns: 'float[c]' },
  { name: 'collapse', parameters: [], returns: 'float' },
]
const findings: readonly Finding[] = [
  {
    code: 'property-violated',
    severity: 'error',
    law: 'outputDelta(z, y) sums to 0',
    counterexample: 'outputDelta([1], [1])',
    observed: 'collapse: 1',
    run: 1,
    runs: 1,
    shrinks: 0,
  },
  {
    code: 'fault',
    severity: 'error',
    entry: 'outputDelta',
    fault: { kind: 'exception', name: 'E', message: 'outputDelta', place: { file: 'outputDelta.py', line: 1 } },
  },
  { code: 'scaled', severity: 'error', label: 'outputDeltas', factor: -0 },
]

describe('functions in findings', () => {
  it.each([
    ['a Python file', 'mixed', 'softmax.py'],
    ['a notebook', 'notebook', 'hw7.ipynb'],
    ['no file of code, in Python', 'python', undefined],
    ['model files', 'model', undefined],
    ['nothing', 'none', undefined],
  ] as const)('are called as statements write them for %s, but for the words of the student', (_, kind, file) => {
    expect(ownNames({ kind }, file, entries)(findings)).toEqual([
      { ...findings[0], law: 'output_delta(z, y) sums to 0', counterexample: 'output_delta([1], [1])' },
      { ...findings[1], entry: 'output_delta' },
      findings[2],
    ])
  })

  it.each([
    ['typescript', 'softmax.ts'],
    ['javascript', undefined],
  ] as const)('are in camelCase in %s, %s, where a sheet writes them otherwise', (kind, file) => {
    const snake = [{ name: 'gradient_step', parameters: [], returns: 'float' }]
    const fault = { kind: 'exception', name: 'E', message: 'gradient_step' } as const
    expect(ownNames({ kind }, file, snake)([{ code: 'fault', severity: 'error', entry: 'gradient_step', fault }])).toEqual([
      { code: 'fault', severity: 'error', entry: 'gradientStep', fault },
    ])
  })

  it.each([
    ['typescript', 'softmax.ts'],
    ['mixed', 'softmax.mjs'],
    ['javascript', undefined],
  ] as const)('stay as they are in %s, %s', (kind, file) => {
    expect(ownNames({ kind }, file, entries)(findings)).toBe(findings)
  })
})
