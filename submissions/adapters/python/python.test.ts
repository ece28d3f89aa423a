import { describe, expect, it } from 'vitest'
import { integers, listOf } from '#grading/model/value'
import { lacks } from '#tools/testing/require-tool'
import { ask, prepare, told } from '../testing/ask.ts'
import { findPython, PYTHON_MISSING } from './interpreter.ts'
import { python, pythonAdapter } from './python.ts'

/** Answers of one Python source to one call each. */
function answers(
  source: string,
  calls: readonly (readonly [string, ...unknown[]])[],
  more: Record<string, string> = {},
): Promise<unknown[]> {
  return ask(python, { 'submission.py': source, ...more }, async ({ call }) => {
    const found: unknown[] = []
    for (const [entry, ...args] of calls) found.push(told(await call(entry, ...(args as number[]))))
    return found
  })
}

describe.skipIf(lacks('python3', 'Python submissions'))('a Python submission', () => {
  it('is found by a name in camelCase or snake_case', async () => {
    const found = await answers('def gradient_step(v, g, eta):\n    return eta\n', [
      ['gradientStep', [1], [2], 0.5],
      ['gradient_step', [1], [2], 0.25],
    ])
    expect(found).toEqual([0.5, 0.25])
  })

  it('does not run what stands under __main__', async () => {
    const source = "import sys\ndef f():\n    return __name__\nif __name__ == '__main__':\n    sys.exit(3)\n"
    expect(await answers(source, [['f']])).toEqual(['submission'])
  })

  it('sees integers as int and others as float', async () => {
    const source = 'def f(a, b):\n    return [type(a).__name__, type(b).__name__]\n'
    expect(await answers(source, [['f', 3, 3.5]])).toEqual([['int', 'float']])
  })

  it('names the innermost line of its own in an exception, in a module of its own too', async () => {
    const files = { 'layers/dense.py': 'import json\n\ndef f():\n    return json.loads("{")\n' }
    const [fault] = await answers('from layers.dense import f as g\n\ndef h():\n    return g()\n', [['h']], files)
    expect(fault).toMatchObject({ kind: 'exception', name: 'JSONDecodeError', place: { file: 'layers/dense.py', line: 4 } })
  })

  it('tells the place of a syntax error', async () => {
    const [fault] = await answers('def f(x):\n    return x +\n', [['f', 1]])
    expect(fault).toMatchObject({
      kind: 'syntax-error',
      message: expect.stringMatching(/^invalid syntax \(Python 3\.\d+ reads it here\)$/),
      place: { file: 'submission.py', line: 2, column: 15 },
    })
  })

  it('that throws when loaded is a load-error with its line', async () => {
    const [fault] = await answers('x = 1\nraise ValueError("no data")\n', [['f', 1]])
    expect(fault).toEqual({ kind: 'load-error', name: 'ValueError', message: 'no data', place: { file: 'submission.py', line: 2 } })
  })

  it('that ends the program when loaded is a load-error, not an end of the process', async () => {
    const [fault] = await answers('import sys\nsys.exit("done")\n', [['f', 1]])
    expect(fault).toMatchObject({ kind: 'load-error', name: 'SystemExit', place: { file: 'submission.py', line: 2 } })
  })

  it.each([
    ['sys.exit()', 'import sys\n'],
    ['quit()', ''],
    ['sys.exit("done")', 'import sys\n'],
    ['print(undefined_name)', ''],
    ['assert f() == 2', ''],
    ['raise KeyboardInterrupt', ''],
  ])('that stops after its functions, with %s, answers with them', async (last, first) => {
    const found = await answers(`${first}def f():\n    return 1\n${last}\ndef g():\n    return 2\n`, [['f'], ['g'], ['h']])
    expect(found).toMatchObject([1, { kind: 'exception', message: expect.stringContaining('defines g') }, { kind: 'missing-entry' }])
  })

  it('says on stderr that it stopped, and where', async () => {
    const output = await ask(python, { 'submission.py': 'def f():\n    return 1\n1 / 0\n' }, async ({ call, output }) => {
      await call('f')
      return output()
    })
    expect(output.stderr).toBe('submission.py stopped with ZeroDivisionError: division by zero; what it had defined before counts.\n')
  })

  it('that asks for input at the top goes on without', async () => {
    const source = 'from __future__ import annotations\nn = int(input("n? "))\ndef f(x: Undefined):\n    return 1\ndef g():\n    return n\n'
    expect(await answers(source, [['f', 1], ['g']])).toMatchObject([1, { kind: 'exception', name: 'NameError' }])
  })

  it.each([
    ['raise ValueError(repr(f))', '<function f>'],
    ['import json; raise ValueError(json.__file__)', '<python>/json/__init__.py'],
    ['raise ValueError("/home/ada/venv/lib/python3.12/site-packages/numpy/__init__.py")', '<site-packages>/numpy/__init__.py'],
    ['raise ValueError("/data/mnist at 0x7f03")', '/data/mnist at 0x7f03'],
  ])('of %s names nothing of this machine', async (line, message) => {
    await ask(python, { 'submission.py': `def f():\n    ${line}\n` }, async ({ call }) => {
      expect(told(await call('f'))).toMatchObject({ kind: 'exception', message })
    })
  })

  it.each([
    ['a null byte', 'def f():\n    return 1\n\0\n', { message: 'source code cannot contain null bytes', place: { line: 3 } }],
    ['UTF-16', 'def f(): pass', { message: 'the file is encoded in UTF-16, which Python cannot read; save it in UTF-8' }],
    ['UTF-16', '\ufeffdef f(): pass', { message: 'the file is encoded in UTF-16, which Python cannot read; save it in UTF-8' }],
  ])('with %s is told so in its own words', async (what, source, expected) => {
    const text = what === 'UTF-16' ? Buffer.from(source, 'utf16le') : source
    const [fault] = await answers(text as string, [['f']])
    expect(fault).toMatchObject({ kind: 'syntax-error', ...expected })
  })

  it('that raises a SyntaxError of its own in a call has raised an exception', async () => {
    const found = await answers('def f():\n    raise SyntaxError("x")\ndef g():\n    return 1\n', [['f'], ['g']])
    expect(found).toMatchObject([{ kind: 'exception', name: 'SyntaxError', message: 'x', place: { line: 2 } }, 1])
  })

  it('in a folder of its own imports what lies beside it, and from the folder above', async () => {
    const files = { 'src/helpers.py': 'one = 1\n', 'lib/two.py': 'two = 2\n' }
    const run = async (source: string): Promise<unknown> =>
      ask(python, { 'src/submission.py': source, ...files }, async ({ call }) => told(await call('f')))
    expect(await run('from helpers import one\nfrom lib.two import two\ndef f():\n    return [one, two]\n')).toEqual([1, 2])
  })

  it('shows no path of this machine in a message', async () => {
    const [fault] = await answers('import os\ndef f():\n    raise ValueError(__file__ + " in " + os.path.dirname(__file__))\n', [['f']])
    expect(fault).toMatchObject({ message: 'submission.py in .' })
  })

  it('that raises SystemExit or KeyboardInterrupt in a call goes on answering', async () => {
    const source = 'def f():\n    raise SystemExit(0)\ndef g():\n    raise KeyboardInterrupt\ndef h():\n    return 1\n'
    const found = await answers(source, [['f'], ['g'], ['h']])
    expect(found).toMatchObject([{ kind: 'exception', name: 'SystemExit' }, { kind: 'exception', name: 'KeyboardInterrupt' }, 1])
  })

  it('that leaves with os._exit in a call has exited', async () => {
    const [fault] = await answers('import os\ndef f():\n    os._exit(0)\n', [['f']])
    expect(fault).toEqual({ kind: 'exited', code: 0, signal: null })
  })

  it('that is not finished is not attempted', async () => {
    const source = 'def f():\n    raise NotImplementedError\ndef g():\n    raise Exception("Not implemented yet")\n'
    expect(await answers(source, [['f'], ['g']])).toEqual([
      { kind: 'not-implemented', entry: 'f' },
      { kind: 'not-implemented', entry: 'g' },
    ])
  })

  it('lists its own functions when one is missing, not those of a star import', async () => {
    const [fault] = await answers(
      'from math import *\nfrom itertools import *\nfrom helper import relu\ndef f():\n    return 1\n',
      [['softmax']],
      {
        'helper.py': 'def relu(x):\n    return x\n',
      },
    )
    expect(fault).toEqual({ kind: 'missing-entry', entry: 'softmax', available: ['relu', 'f'] })
  })

  it('survives an endless recursion', async () => {
    const found = await answers('def f(n):\n    return f(n + 1)\ndef g():\n    return 2\n', [['f', 0], ['g']])
    expect(found).toMatchObject([{ kind: 'exception', name: 'RecursionError', place: { file: 'submission.py', line: 2 } }, 2])
  })

  it('may define coroutines', async () => {
    const source = 'import asyncio\nasync def f(x):\n    await asyncio.sleep(0)\n    return x\n'
    expect(await answers(source, [['f', 4]])).toEqual([4])
  })

  it('may have modules of its own with the names of ours and of libraries', async () => {
    const files = {
      'json.py': 'raise ImportError',
      'struct.py': 'raise ImportError',
      'numpy.py': 'raise ImportError',
      'load.py': 'value = 7',
    }
    expect(await answers('import load\nimport json\ndef f():\n    return load.value\n', [['f']], files)).toEqual([7])
  })

  it('runs with the same order of sets every time', async () => {
    const source = 'def f():\n    return list({"sigmoid", "tanh", "relu", "softmax", "linear"})\n'
    const runs = [await answers(source, [['f']]), await answers(source, [['f']]), await answers(source, [['f']])]
    expect(runs[1]).toEqual(runs[0])
    expect(runs[2]).toEqual(runs[0])
  })

  it('reads files beside it', async () => {
    const source = 'def f():\n    return open("weights.txt").read()\n'
    expect(await answers(source, [['f']], { 'weights.txt': 'größer' })).toEqual(['größer'])
  })

  it('that loops is stopped at the limit of a call', async () => {
    const source = 'def f():\n    while True:\n        pass\n'
    const fault = await ask(python, { 'submission.py': source }, async ({ call }) => told(await call('f')), { limits: { callMs: 500 } })
    expect(fault).toEqual({ kind: 'time-limit', stage: 'call', limitMs: 500, entry: 'f' })
  })

  it('that prints without end reaches the output limit', async () => {
    const source = 'def f():\n    while True:\n        print("again and again")\n'
    const fault = await ask(python, { 'submission.py': source }, async ({ call }) => told(await call('f')), {
      limits: { outputBytes: 65_536 },
    })
    expect(fault).toEqual({ kind: 'output-limit', stream: 'stdout', limitBytes: 65_536 })
  })

  it('has what it printed kept', async () => {
    const output = await ask(python, { 'submission.py': 'def f():\n    print("δ =", 3)\n' }, async ({ call, output }) => {
      await call('f')
      return output()
    })
    expect(output.stdout).toBe('δ = 3\n')
  })

  it('that needs too much memory reaches the memory limit', async () => {
    const source = 'def f():\n    return len(bytearray(8 * 2**30))\n'
    expect(await answers(source, [['f']])).toEqual([{ kind: 'memory-limit' }])
  })

  it('has changed arguments told by position', async () => {
    const source = 'def f(x, y):\n    y[0] = 9\n    return 0\ndef g(x, y):\n    return [v for v in x]\n'
    const mutated = await ask(python, { 'submission.py': source }, async ({ call }) => {
      const changed = await call('f', [1, Number.NaN], [3, 4])
      const same = await call('g', [1, Number.NaN], [3, 4])
      return [changed, same].map((answer) => answer.ok && answer.mutated)
    })
    expect(mutated).toEqual([[1], undefined])
  })

  it('gets fresh arguments in every call of a batch', async () => {
    const source = 'def f(items):\n    items.append(1)\n    return len(items)\n'
    const items = listOf([integers([1]), integers([2])])
    const found = await ask(python, { 'submission.py': source }, async ({ callMany }) =>
      (await callMany('f', [[items], [items]])).map(told),
    )
    expect(found).toEqual([3, 3])
  })
})

describe('without Python on the machine', () => {
  it('a submission is a matter of the machine, not of the student', async () => {
    const prepared = await prepare(
      pythonAdapter(() => findPython('/nonexistent')),
      { 'submission.py': 'x = 1' },
    )
    expect(prepared).toEqual({ ok: false, fault: { kind: 'infrastructure', reason: PYTHON_MISSING }, remarks: [] })
  })
})
