import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createReader, type Reader } from '../reader/reader.ts'
import { processSandbox } from '../sandbox/process.ts'
import { functionsTask, writtenFunctions } from './written-functions.ts'

const SOUGHT = { functions: ['outputdelta', 'hiddendelta'], files: ['helpers', 'hw'] }
let path: string
let reader: Reader

beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'assay-written-'))
  reader = createReader(processSandbox)
})
afterAll(async () => {
  reader.end()
  await rm(path, { recursive: true })
})

async function written(file: string, text: string): Promise<unknown> {
  await writeFile(join(path, file), text)
  const found = await writtenFunctions({ path, files: [file] }, file, SOUGHT, reader.reading())
  return found === undefined ? undefined : [[...found.bound], [...found.words], [...found.takesFrom]]
}

describe('what a code file says of names', () => {
  it('is found by the reader in programs, and in the lines of a notebook that somebody wrote', async () => {
    expect(await written('hw.py', 'from lib.helpers import hidden_delta\ndef output_delta(a, y):\n    return a - y\n')).toEqual([
      ['outputdelta'],
      ['hiddendelta', 'outputdelta'],
      ['helpers'],
    ])
    const source = `{"source": "import x\\nhidden_delta = 1\\n"}\n{"image/png": "output_delta ${'A'.repeat(6000)}"}`
    expect(await written('hw.ipynb', source)).toEqual([['hiddendelta'], ['hiddendelta'], []])
  })

  it('is found in a notebook that is one line, pictures and all, and not in its text', async () => {
    const outputs = [{ output_type: 'display_data', data: { 'image/png': 'A'.repeat(20_000) }, metadata: {} }]
    const source = ['from helpers import hidden_delta\n', 'def output_delta(a, y):\n', '    return a - y']
    const cells = [
      { cell_type: 'code', metadata: {}, execution_count: 1, outputs, source },
      { cell_type: 'markdown', metadata: {}, source: 'import hw' },
    ]
    const notebook = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells })
    expect(await written('a.ipynb', notebook)).toEqual([['outputdelta'], ['hiddendelta', 'outputdelta'], ['helpers']])
  })

  it('names the files whose functions it calls', async () => {
    const taken = async (file: string, text: string): Promise<unknown> => ((await written(file, text)) as readonly unknown[])[2]
    expect(await taken('a.py', 'import os, lib.helpers as h, math\n    import hw\n')).toEqual(['helpers', 'hw'])
    expect(await taken('a.ipynb', '{"source": ["import numpy as np\\n", "import helpers"]}')).toEqual(['helpers'])
    expect(await taken('a.py', 'x = "no import"\nimportant hw\n# reimport helpers\n')).toEqual([])
  })

  it('is nothing of a quarter of a million other names', async () => {
    const names = Array.from({ length: 250_000 }, (_, i) => `a${i.toString(36)} = 1`).join('\n')
    expect(await written('hw.py', names)).toEqual([[], [], []])
  })

  it('is not known of a file that cannot be read', async () => {
    const gone = { path, files: ['hw.py'] }
    expect(await writtenFunctions(gone, 'other.py', SOUGHT, reader.reading())).toBeUndefined()
  })

  it.each([
    ['no JSON', 'outputdelta'],
    ['no lists', '{"bound": "outputdelta", "words": [], "takesFrom": []}'],
    ['no names', '{"bound": [1], "words": [], "takesFrom": []}'],
    ['too little', '{"bound": []}'],
  ])('is refused where the answer holds %s', (_, answer) => {
    expect(() => functionsTask({ path, files: [] }, 'hw.py', SOUGHT).accept({}, Buffer.from(answer))).toThrow()
  })

  it('holds no name that was not sought, whatever the answer holds', () => {
    const answer = { bound: ['outputdelta', 'other'], words: ['__proto__'], takesFrom: ['etc'] }
    const found = functionsTask({ path, files: [] }, 'hw.py', SOUGHT).accept({}, Buffer.from(JSON.stringify(answer)))
    expect([[...found.bound], [...found.words], [...found.takesFrom]]).toEqual([['outputdelta'], [], []])
  })
})
