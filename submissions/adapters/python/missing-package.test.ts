import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, DEFAULT_LIMITS, type Fault } from '#grading/model/session'
import { toPlain } from '#grading/model/value'
import { lacks } from '#tools/testing/require-tool'
import { openSubmission } from '../../open.ts'
import { processSandbox } from '../../sandbox/process.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { blameForImport, packagesIn } from './missing-package.ts'
import type { PackageState } from './probe-packages.ts'

const ABSENT: PackageState = { state: 'absent' }
const BROKEN: PackageState = { state: 'broken', says: 'ImportError: libgomp.so.1' }
const WORKS: PackageState = { state: 'works', version: '1.0' }

function notFound(name: string): Fault {
  return { kind: 'load-error', name: 'ModuleNotFoundError', message: `No module named '${name}'` }
}

describe('a failed import', () => {
  it.each<[string, Fault, PackageState, string]>([
    [
      'of a package that is not here',
      notFound('torch'),
      ABSENT,
      'torch is not installed on this machine; get it with apt-get install python3-torch',
    ],
    [
      'of a part of one',
      notFound('sklearn.svm'),
      ABSENT,
      'sklearn is not installed on this machine; get it with apt-get install python3-sklearn',
    ],
    [
      'of a module that another package brings',
      notFound('pylab'),
      ABSENT,
      'matplotlib is not installed on this machine; get it with apt-get install python3-matplotlib',
    ],
    [
      'in a call',
      { ...notFound('keras'), kind: 'exception' } as Fault,
      ABSENT,
      'keras is not installed on this machine; get it with python3 -m pip install keras',
    ],
    [
      'of a library behind it',
      { kind: 'load-error', name: 'ImportError', message: 'libx.so' },
      BROKEN,
      'cannot be loaded on this machine (ImportError: libgomp.so.1)',
    ],
  ])('%s is the machine’s fault', async (_, fault, state, says) => {
    expect(await blameForImport(fault, ['h5py'], async () => state)).toEqual({
      kind: 'infrastructure',
      reason: expect.stringContaining(says),
    })
  })

  it.each<[string, Fault, PackageState]>([
    ['claims that numpy is missing where it works', notFound('numpy'), WORKS],
    ['imports a part that a package does not have', notFound('numpy.nothing'), WORKS],
    ['imports a name that a package does not have', { kind: 'load-error', name: 'ImportError', message: "cannot import name 'x'" }, ABSENT],
    ['throws something else', { kind: 'load-error', name: 'ValueError', message: "No module named 'torch'" }, ABSENT],
    ['writes more than a name', notFound("torch'; import os"), WORKS],
  ])('is the submission’s fault when it %s', async (_, fault, state) => {
    expect(await blameForImport(fault, ['h5py'], async () => state)).toEqual(fault)
  })

  it('of what the course does not know says so, and nothing is looked for', async () => {
    const probe = () => Promise.reject(new Error('looked for'))
    const fault = await blameForImport(notFound('flask'), [], probe)
    expect(fault).toMatchObject({
      kind: 'load-error',
      message: expect.stringMatching(/^flask is neither a file of the submission nor a package/),
    })
  })
})

it('the packages of a source are those that it imports and the course knows', () => {
  const source = 'import os\nimport numpy as np\nfrom torch.nn import Linear\n  import h5py\n# import scipy\nimportant = 1\n'
  expect(packagesIn(source)).toEqual(['numpy', 'h5py', 'torch'])
})

const HIDE = `
import importlib.machinery as machinery
known = machinery.PathFinder.find_spec
machinery.PathFinder.find_spec = classmethod(
    lambda cls, name, path=None, target=None: None if name.partition('.')[0] == 'torch' else known(name, path, target))
`

/** A machine without torch, whatever this one has. */
const withoutTorch: Sandbox = {
  ...processSandbox,
  start: (launch, limits) => {
    if (launch.runtime !== 'python') return processSandbox.start(launch, limits)
    const at = launch.args.findIndex((arg) => arg.endsWith('bootstrap.py') || arg === '-c')
    const [what = '', source = '', ...rest] = launch.args.slice(at)
    const run = `sys.argv[:] = sys.argv[1:]\nimport runpy\nrunpy.run_path(sys.argv[0], run_name='__main__')`
    const program = what === '-c' ? [source, ...rest] : [`import sys\n${run}`, what, source, ...rest]
    return processSandbox.start(
      { ...launch, args: [...launch.args.slice(0, at), '-c', `${HIDE}${program[0]}`, ...program.slice(1)] },
      limits,
    )
  },
}

describe.skipIf(lacks('numpy', 'packages that a machine lacks'))('on a machine without torch', () => {
  let path = ''
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'assay-test-'))
    mkdirSync(join(path, 'ada'))
  })
  afterEach(() => rmSync(path, { recursive: true, force: true }))

  async function answers(name: string, content: string, ...entries: readonly string[]): Promise<readonly unknown[]> {
    writeFileSync(join(path, 'ada', name), content)
    const options = { id: 'ada', exercises: [{ id: 'x/y' }], sandbox: withoutTorch, limits: DEFAULT_LIMITS }
    const submission = await openSubmission(join(path, 'ada'), options)
    const told = (answer: Answer): unknown => (answer.ok ? toPlain(answer.value) : answer.fault)
    try {
      const found: unknown[] = []
      for (const entry of entries) found.push(told(await submission.session('x/y').call(entry, [])))
      return found
    } finally {
      await submission.close()
    }
  }

  const missing = { kind: 'infrastructure', reason: expect.stringMatching(/^the Python package torch is not installed on this machine/) }

  it('a file that imports it is not at fault', async () => {
    expect(await answers('submission.py', 'import torch\ndef f():\n    return 1\n', 'f')).toEqual([missing])
  })

  it('a file that raises the same of numpy is', async () => {
    const source = `raise ModuleNotFoundError("No module named 'numpy'")\n`
    expect(await answers('submission.py', source, 'f')).toMatchObject([{ kind: 'load-error', message: "No module named 'numpy'" }])
  })

  it('a notebook goes on after the import: only what needs it waits', async () => {
    const cells = [
      'import torch, torch.nn as nn\nimport numpy as np\ndef f():\n    return float(np.sqrt(4))\ndef g():\n    return torch.zeros(1)',
      'class Net(nn.Module):\n    pass\nnet = Net()\ndef h():\n    return net\ndef i():\n    return 1',
      'def k():\n    return undefined',
    ]
    const notebook = {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: cells.map((source) => ({ cell_type: 'code', source, outputs: [] })),
    }
    expect(await answers('submission.ipynb', JSON.stringify(notebook), 'f', 'g', 'h', 'i', 'k')).toMatchObject([
      2,
      missing,
      missing,
      1,
      { kind: 'exception', name: 'NameError' },
    ])
  })
})
