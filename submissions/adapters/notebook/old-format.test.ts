import { describe, expect, it } from 'vitest'
import { lacks } from '#tools/testing/require-tool'
import { ask, told } from '../testing/ask.ts'
import { notebook } from './notebook.ts'

describe.skipIf(lacks('python3', 'notebooks'))('a notebook of version 3 of the format', () => {
  it('is read as one of version 4', async () => {
    const cells = [
      { cell_type: 'heading', level: 1, source: 'Title' },
      { cell_type: 'code', language: 'python', input: ['def f():\n', '    return 7'], prompt_number: 1, outputs: [] },
    ]
    const old = JSON.stringify({ nbformat: 3, nbformat_minor: 0, metadata: { name: '' }, worksheets: [{ cells, metadata: {} }] })
    expect(await ask(notebook, { 'a.ipynb': old }, async ({ call }) => told(await call('f')))).toBe(7)
  })
})
