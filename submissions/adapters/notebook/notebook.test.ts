import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Finding } from '#grading/model/finding'
import { lacks } from '#tools/testing/require-tool'
import { readerOf } from '../../reader/reader.ts'
import { processSandbox } from '../../sandbox/process.ts'
import { findPython, type Interpreter } from '../python/interpreter.ts'
import { ask, prepare, told } from '../testing/ask.ts'
import { notebook, notebookAdapter } from './notebook.ts'

interface CellOptions {
  readonly kind?: string
  readonly count?: number | null
}

function cell(source: string, { kind = 'code', count = 1 }: CellOptions = {}): unknown {
  const lines = source.split('\n').map((line, i, all) => (i < all.length - 1 ? `${line}\n` : line))
  return { cell_type: kind, metadata: {}, source: lines, ...(kind === 'code' ? { execution_count: count, outputs: [] } : {}) }
}

function book(cells: readonly unknown[], metadata: unknown = { kernelspec: { name: 'python3', language: 'python' } }): string {
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells })
}

function says(remarks: readonly Finding[]): string[] {
  return remarks.map((remark) => (remark.code === 'remark' ? remark.says : remark.code))
}

const WITH_EVERYTHING: Interpreter = { executable: '/bin/sh', version: '3.12.1', matplotlib: true, files: [] }
const described = notebookAdapter(async () => WITH_EVERYTHING)

async function remarksOf(cells: readonly unknown[]): Promise<string[]> {
  return says((await prepare(described, { 'a.ipynb': book(cells) })).remarks)
}

async function refusal(content: string): Promise<unknown> {
  const prepared = await prepare(described, { 'a.ipynb': content })
  return prepared.ok ? 'prepared' : prepared.fault
}

/** Answers of a notebook to one call each, without arguments. */
function answers(cells: readonly unknown[], entries: readonly string[]): Promise<unknown[]> {
  return ask(notebook, { 'a.ipynb': book(cells) }, async ({ call }) => {
    const found: unknown[] = []
    for (const entry of entries) found.push(told(await call(entry)))
    return found
  })
}

describe.skipIf(lacks('python3', 'notebooks'))('a notebook', () => {
  it('runs its code cells in saved order in one namespace', async () => {
    const cells = [cell('# Title', { kind: 'markdown' }), cell('a = 2'), cell('', {}), cell('def f():\n    return a * b'), cell('b = 3')]
    expect(await answers(cells, ['f'])).toEqual([6])
  })

  it('goes on after a cell that throws, and shows that in its output', async () => {
    const cells = [cell('def f():\n    return 1'), cell('x = 1\nprint(undefined_name)'), cell('def g():\n    return 2')]
    const [found, output] = await ask(notebook, { 'a.ipynb': book(cells) }, async ({ call, output }) => {
      return [[told(await call('f')), told(await call('g'))], output()]
    })
    expect(found).toEqual([1, 2])
    expect(output.stderr).toContain("cell 2 stopped with NameError: name 'undefined_name' is not defined")
  })

  it('names the cell and line when the cell that defines a function stopped before it', async () => {
    const [fault] = await answers([cell('pass'), cell('y = 1\nx = missing()\ndef f(a=x):\n    return 1')], ['f'])
    expect(fault).toMatchObject({ kind: 'exception', name: 'NameError', place: { file: 'cell 2', line: 2 } })
  })

  it('calls a function that a stopped cell defines as the student does', async () => {
    const [fault] = await answers([cell('x = missing()\ndef output_delta(a=x):\n    return 1')], ['outputDelta'])
    expect(fault).toMatchObject({ message: expect.stringMatching(/in the cell that defines output_delta\)$/) })
  })

  it('names the place of a syntax error in the cell that would define a function', async () => {
    const [f, g] = await answers([cell('def f():\n    return 1'), cell('def g():\n    return 1 +')], ['f', 'g'])
    expect(f).toBe(1)
    expect(g).toMatchObject({ kind: 'exception', name: 'SyntaxError', place: { file: 'cell 2', line: 2 } })
  })

  it('lacks a function that no cell defines, even if a cell that calls it stopped', async () => {
    const found = await answers([cell('def f():\n    return 1'), cell('softmax([1])')], ['softmax'])
    expect(found).toEqual([{ kind: 'missing-entry', entry: 'softmax', available: ['f'] }])
  })

  it('names cell and line of an exception in a call', async () => {
    const [fault] = await answers([cell('pass'), cell('def f():\n\n    return 1 / 0')], ['f'])
    expect(fault).toEqual({ kind: 'exception', name: 'ZeroDivisionError', message: 'division by zero', place: { file: 'cell 2', line: 3 } })
  })

  it('keeps its line numbers where lines of Jupyter are ignored', async () => {
    const source =
      '%matplotlib inline\n!pip install numpy \\\n  scipy\nfiles = !ls\n%time a = 4\nif a:\n    %who\ndef f():\n    raise ValueError(files)'
    const [fault] = await answers([cell(source)], ['f'])
    expect(fault).toMatchObject({ name: 'ValueError', message: 'None', place: { file: 'cell 1', line: 9 } })
  })

  it('runs and writes files of its own with %run and %%writefile', async () => {
    const cells = [
      cell('%%writefile made.py\ndef twice(x):\n    return 2 * x  # "quoted" \\'),
      cell('from made import twice\n%run given.py\n%run -i other\n%run book.ipynb\ndef f():\n    return [twice(2), three, four, five]'),
    ]
    const files = {
      'a.ipynb': book(cells),
      'given.py': 'three = 3\n',
      'other.py': "four = 4 if __name__ == '__main__' else 0\n",
      'book.ipynb': book([cell('%matplotlib inline\nfive = 5')]),
    }
    expect(await ask(notebook, files, async ({ call }) => told(await call('f')))).toEqual([4, 3, 4, 5])
  })

  it('goes on after input() in a cell', async () => {
    const files = { 'a.ipynb': book([cell('n = input("n? ")\ndef f():\n    return 1')]) }
    expect(await ask(notebook, files, async ({ call }) => told(await call('f')))).toBe(1)
  })

  it('may await at the top, show plots and display things', async () => {
    const source = [
      'import asyncio, IPython',
      'import matplotlib.pyplot as plt',
      'await asyncio.sleep(0)',
      'fig, (left, right) = plt.subplots(1, 2, figsize=(8, 4))',
      'line, = left.plot([1, 2])',
      'right.set_title("δ")',
      'for ax in plt.subplots(2, 3)[1].ravel(): ax.axis("off")',
      'fig, axes = plt.subplots(2, 2)',
      'axes[0, 1].imshow([[1]])',
      'counts, bins, patches = plt.hist([1, 2, 3])',
      'with plt.style.context("ggplot"): plt.show()',
      'display(fig)',
      'get_ipython().run_line_magic("matplotlib", "inline")',
      'def f():',
      '    plt.figure()',
      '    plt.show()',
      '    return 5',
    ]
    expect(await answers([cell(source.join('\n'))], ['f'])).toEqual([5])
  })
})

describe('two notebooks of one hand-in', () => {
  it('are run from lists of cells of their own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-test-'))
    try {
      const files = ['a.ipynb', 'b.ipynb']
      for (const file of files) await writeFile(join(folder, file), book([cell(`name = "${file}"`)]))
      const prepared = await Promise.all(
        files.map((file) => described.prepare({ path: folder, files }, file, folder, readerOf(processSandbox).reading())),
      )
      const lists = prepared.map((one) => one.ok && readFileSync(one.launch.args.at(-3) as string, 'utf8'))
      expect(lists).toEqual(['["name = \\"a.ipynb\\""]', '["name = \\"b.ipynb\\""]'])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('remarks on a notebook', () => {
  it('are none for one that was run from top to bottom', async () => {
    const cells = [cell('x = 1 % 2', { count: 1 }), cell('y = """\n%time\n"""\nz = (1\n%x)', { count: 2 }), cell('', { count: null })]
    expect(await remarksOf(cells)).toEqual([])
  })

  it('tell how many lines of Jupyter were ignored, and the first', async () => {
    const cells = [cell('x = 1\n  %matplotlib inline'), cell('%%bash\nrm -rf x\nls', { count: 2 }), cell('!ls\nprint?', { count: 3 })]
    expect(await remarksOf(cells)).toEqual(['4 lines for Jupyter itself were ignored (the first: cell 1, line 2: %matplotlib inline).'])
  })

  it('tell that cells were run in another order', async () => {
    const cells = [cell('a = 1', { count: 4 }), cell('b = 1', { count: 2 }), cell('c = 1', { count: 5 })]
    const order =
      'The cells were last run in another order than they are saved in (cell 2 before cell 1); they were graded in their saved order.'
    expect(await remarksOf(cells)).toEqual([order])
  })

  it('tell which cell carries no execution count', async () => {
    const cells = [cell('a = 1'), cell('b = 1', { count: null })]
    const missing = '1 of 2 code cells carry no execution count (the first: cell 2); all were run in their saved order.'
    expect(await remarksOf(cells)).toEqual([missing])
    expect(await remarksOf([cell('a = 1', { count: null })])).toEqual([])
  })

  it('tell that drawing goes nowhere where matplotlib is not installed', async () => {
    const bare = notebookAdapter(async () => ({ ...WITH_EVERYTHING, matplotlib: false }))
    const drawing = book([cell('import matplotlib.pyplot as plt')])
    expect(says((await prepare(bare, { 'a.ipynb': drawing })).remarks)).toEqual([
      'matplotlib is not installed on this machine: calls were replaced by a stub that draws nothing.',
    ])
    expect((await prepare(described, { 'a.ipynb': drawing })).remarks).toEqual([])
  })
})

describe('a file that is no notebook', () => {
  it('is refused with the place where it stops being JSON', async () => {
    expect(await refusal('{"nbformat": 4,\n "cells": [}')).toEqual({
      kind: 'load-error',
      name: 'NotebookError',
      message: 'a.ipynb is not JSON from line 2, column 12 on; was it cut off or edited by hand?',
      place: { file: 'a.ipynb', line: 2, column: 12 },
    })
  })

  it.each([
    ['cut off', book([cell('x')]).slice(0, -20), /^a\.ipynb is not JSON from line 1, column \d+ on/],
    ['empty', '', /^a\.ipynb is not JSON from line 1, column 1 on/],
    ['other JSON', '{"cells": []}', /is JSON, but not a Jupyter notebook: it has no "nbformat"/],
    ['of format 2', '{"nbformat": 2, "worksheets": []}', /is in version 2 of the notebook format, versions 3 and 4 are read/],
    ['of format 3 without sheets', '{"nbformat": 3}', /is not a complete notebook: at nbformat/],
    ['without cells', '{"nbformat": 4, "metadata": {}}', /is not a complete notebook: at cells/],
    [
      'for another language',
      book([], { kernelspec: { name: 'ir', language: 'R' } }),
      /is a notebook in R; only notebooks in Python are read/,
    ],
    ['for JavaScript', book([], { language_info: { name: 'javascript' } }), /is a notebook in javascript; only notebooks in Python/],
    ['of too many cells', book(Array(1001).fill(cell('x'))), /it has more than 1000 cells/],
    ['nested too deeply', '['.repeat(1000), /is nested more than 100 levels deep/],
    ['too large', book([cell('#'.repeat(33 * 2 ** 20))]), /is larger than 32 MiB/],
  ])('is refused in a sentence when it is %s', async (_name, content, message) => {
    expect(await refusal(content)).toMatchObject({ kind: 'load-error', name: 'NotebookError', message: expect.stringMatching(message) })
  })

  it('is refused even where Python is missing, since it would be anywhere', async () => {
    const prepared = await prepare(
      notebookAdapter(() => findPython('/nonexistent')),
      { 'a.ipynb': '{' },
    )
    expect(prepared).toMatchObject({ ok: false, fault: { kind: 'load-error' } })
  })
})

describe('a notebook on a machine without Python', () => {
  it('is a matter of the machine, not of the student', async () => {
    const prepared = await prepare(
      notebookAdapter(() => findPython('/nonexistent')),
      { 'a.ipynb': book([cell('x = 1')]) },
    )
    expect(prepared).toMatchObject({ ok: false, fault: { kind: 'infrastructure' } })
  })
})
