import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lacks } from '#tools/testing/require-tool'
import { notebook } from '../notebook/notebook.ts'
import { ask, told } from '../testing/ask.ts'
import { python } from './python.ts'

/** Answers of one source to one call each. */
function answers(source: string, entries: readonly string[]): Promise<unknown[]> {
  return ask(python, { 'submission.py': source }, ({ call }) => Promise.all(entries.map(async (entry) => told(await call(entry)))))
}

function book(...sources: readonly string[]): string {
  const cells = sources.map((source) => ({ cell_type: 'code', metadata: {}, execution_count: 1, outputs: [], source }))
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: 'python3', language: 'python' } }, cells })
}

describe.skipIf(lacks('python3', 'files in Python that stop'))('a file in Python', () => {
  it('shares values with processes of its own below the temporary folder of a grader', async () => {
    const source =
      'from multiprocessing import Manager\ndef f():\n    with Manager() as shared:\n        return list(shared.list([1, 2]))\n'
    const before = process.env.TMPDIR
    const folder = join(tmpdir(), 'assay-grader-4026531836-1234567-AbCdE_')
    mkdirSync(folder)
    try {
      process.env.TMPDIR = folder
      expect(await answers(source, ['f'])).toEqual([[1, 2]])
    } finally {
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('that stops tells of a name that is not there why it is not', async () => {
    const source = 'def f():\n    return data\nrows = open("no-data.csv")\ndata = list(rows)\n'
    expect(await answers(source, ['f'])).toMatchObject([{ name: 'FileNotFoundError', place: { file: 'submission.py', line: 3 } }])
  })

  it('answers with functions of its own modules, which it calls by the name of the module', async () => {
    const helper = 'from math import floor\ndef f():\n    return 1\ndef g():\n    return 2\ndef _h():\n    return 3\n'
    const files = { 'submission.py': 'import helpers\nimport json\ndef g():\n    return 10 * helpers.g()\n', 'helpers.py': helper }
    const found = await ask(python, files, ({ call }) =>
      Promise.all(['f', 'g', '_h', 'dumps', 'floor'].map(async (name) => told(await call(name)))),
    )
    const missing = { kind: 'missing-entry', available: ['g', 'f'] }
    expect(found).toMatchObject([1, 20, missing, missing, missing])
  })

  it('is not written yet where it says so itself, and only there', async () => {
    const library = 'class Tensor:\n    def __radd__(self, other):\n        raise NotImplementedError("softmax not implemented for Long")\n'
    const source = `exec(compile(${JSON.stringify(library)}, "/usr/lib/tensors.py", "exec"))
def f():
    raise NotImplementedError
def g():
    raise Exception("TODO: not implemented")
def h():
    return 1 + Tensor()
`
    const kinds = (await answers(source, ['f', 'g', 'h'])).map((fault) => (fault as { kind: string }).kind)
    expect(kinds).toEqual(['not-implemented', 'not-implemented', 'exception'])
  })
})

describe.skipIf(lacks('python3', 'notebooks that stop'))('a notebook', () => {
  it('runs a cell statement by statement: one that stops keeps none that follows it from running', async () => {
    const first =
      '@wraps\ndef g():\n    pass\ntext = open("no-data.txt").read()\nfrom math import (\n    floor,\n)\n1 / 0; n = 2\ndef f():\n    return floor(n + 0.5)'
    const { found, stderr } = await ask(notebook, { 'a.ipynb': book(first) }, async ({ call, output }) => ({
      found: [told(await call('f')), told(await call('g'))],
      stderr: output().stderr,
    }))
    expect(found).toMatchObject([2, { kind: 'exception', name: 'ZeroDivisionError' }])
    expect(stderr.split('\n').map((line) => line.slice(0, 31))).toEqual([
      'cell 1 stopped with NameError: ',
      'cell 1 stopped with FileNotFoun',
      'cell 1 stopped with ZeroDivisio',
      '',
    ])
  })

  it('tells of a name that is not there why it is not', async () => {
    const cells = ['text = open("no-data.txt").read()\nwords = text.split()', 'import sys\nsys.exit(1)\nz = 1']
    const last = 'def f():\n    return words\ndef g():\n    return z\ndef h():\n    return never'
    const found = await ask(notebook, { 'a.ipynb': book(...cells, last) }, ({ call }) =>
      Promise.all(['f', 'g', 'h'].map(async (entry) => told(await call(entry)))),
    )
    expect(found).toMatchObject([
      { kind: 'exception', name: 'FileNotFoundError', place: { file: 'cell 1', line: 1 } },
      { kind: 'exception', name: 'SystemExit', place: { file: 'cell 2', line: 2 } },
      { kind: 'exception', name: 'NameError', place: { file: 'cell 3', line: 6 } },
    ])
  })
})
