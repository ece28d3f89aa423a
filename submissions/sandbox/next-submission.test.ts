import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Answer, DEFAULT_LIMITS } from '#grading/model/session'
import type { Submission } from '#grading/model/submission'
import { lacks, leftOut } from '#tools/testing/require-tool'
import { findPython, versionOf } from '../adapters/python/interpreter.ts'
import { told } from '../adapters/testing/ask.ts'
import { openSubmission } from '../open.ts'
import { readerOf } from '../reader/reader.ts'
import { bubblewrapSandbox } from './bubblewrap/bubblewrap.ts'

const root = mkdtempSync(join(tmpdir(), 'assay-next-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const python = lacks('python3', 'what a submission in Python leaves behind') ? undefined : await findPython()
const packages: ('numpy' | 'torch')[] = []
for (const name of ['numpy', 'torch'] as const)
  if (python !== undefined && (await versionOf(python, name)) !== undefined) packages.push(name)
leftOut(!packages.includes('torch'), 'changes of torch: PyTorch not found')

/** What the next submission computes with everything that the others change. */
const HONEST = `
import builtins, json, math, os, sys, tempfile
try:
    import numpy as np
except ImportError:
    np = None
try:
    import torch
except ImportError:
    torch = None

def computed():
    found = {'builtins': [sum([1, 2, 3]), len('abc'), max(1, 2), pow(2.0, 0.5) ** 2, abs(-3)], 'math': [math.exp(1), math.pi]}
    if np is not None:
        found['numpy'] = [np.exp(np.arange(3.0)), np.array([2.0, 1.0]) @ np.array([1.0, 3.0]), np.float64(1) / 3]
    if torch is not None:
        torch.manual_seed(1)
        found['torch'] = [torch.exp(torch.arange(3.0)), torch.nn.Linear(2, 1, bias=False)(torch.ones(1, 2)).detach(), torch.randn(2)]
    return found

def surroundings():
    """Names of what could have been left: modules that nobody here imports, variables, files, open descriptors."""
    places = [os.getcwd(), tempfile.gettempdir(), '/dev/shm', os.path.expanduser('~')]
    files = sorted(name for place in places if os.path.isdir(place) for name in os.listdir(place) if 'left_behind' in name)
    return {
        'modules': sorted(name for name in sys.modules if 'left_behind' in name),
        'environment': sorted(name for name in os.environ if 'LEFT_BEHIND' in name),
        'files': files,
        'descriptors': sorted(int(name) for name in os.listdir('/proc/self/fd'))[:-1],
    }
`

/** Each answers what a change did to itself: the proof that it was made. */
const CHANGES: Readonly<Record<string, string>> = {
  builtins: `
import builtins, math
builtins.abs = lambda x: 7
builtins.pow = lambda *a: 0
math.exp = lambda x: 0.0
def changed(): return [abs(-3), pow(2, 2), math.exp(1)]
EXPECTED = [7, 0, 0.0]
`,
  modules: `
import os, sys, types
sys.modules['left_behind'] = types.ModuleType('left_behind')
sys.modules['json'] = sys.modules['left_behind']
sys.path.insert(0, '/tmp/left_behind')
os.environ['LEFT_BEHIND'] = '1'
def changed():
    import left_behind
    return [1 if os.environ['LEFT_BEHIND'] else 0]
EXPECTED = [1]
`,
  files: `
import json, os, site, sys, tempfile
PLACES = [os.path.dirname(json.__file__), os.path.dirname(os.__file__), os.path.dirname(sys.modules['assay_child'].__file__),
          os.path.dirname(sys.executable), site.getusersitepackages(), os.path.expanduser('~'), '/usr/local/lib', '/etc']
for name in ('numpy', 'torch', 'matplotlib'):
    try:
        PLACES.append(os.path.dirname(__import__(name).__file__))
    except (ImportError, AttributeError):  # what stands in for an absent matplotlib has no file
        pass
written = []
for place in PLACES:
    for name in ('left_behind.py', 'sitecustomize.py', 'usercustomize.py', 'left_behind.pth'):
        path = os.path.join(place, name)
        try:
            if not os.path.exists(path):
                open(path, 'w').close()
                written.append(path)
        except OSError:
            pass
# These it may use, and has for itself.
for place in (os.getcwd(), tempfile.gettempdir(), '/dev/shm'):
    try:
        open(os.path.join(place, 'left_behind'), 'w').close()
    except OSError:
        pass
def changed(): return [path for path in written if not path.startswith(('/tmp/', '/dev/shm/'))]
EXPECTED = []
`,
  descriptors: `
import os
def changed():
    for number in range(5, 64):
        try:
            os.write(number, b'left_behind' * 100)
        except OSError:
            pass
        try:
            os.close(number)
        except OSError:
            pass
    os.dup2(1, 20)
    return [1 if os.path.exists('/proc/self/fd/20') else 0]
EXPECTED = [1]
`,
  'a process': `
import os, time
def changed():
    if os.fork() == 0:
        os.setsid()
        while True:
            open('left_behind', 'a').close()
            time.sleep(0.01)
    # It has begun.
    for _ in range(500):
        if os.path.exists('left_behind'):
            break
        time.sleep(0.01)
    return [1 if os.path.exists('left_behind') else 0]
EXPECTED = [1]
`,
  numpy: `
import numpy as np
np.exp = lambda x: np.zeros(3)
np.random.seed(0)
np.seterr(all='ignore')
np.set_printoptions(precision=1)
def changed(): return np.exp(1)
EXPECTED = [0, 0, 0]
`,
  torch: `
import torch
torch.exp = lambda x: torch.zeros(3)
torch.nn.Linear.forward = lambda self, x: torch.zeros(1)
torch.set_default_dtype(torch.float64)
torch.use_deterministic_algorithms(True)
torch.manual_seed(5)
torch.set_num_threads(1)
def changed(): return torch.exp(torch.ones(1))
EXPECTED = [0, 0, 0]
`,
}

/** A submission that is asked for functions without arguments. */
interface Opened {
  call(entry: string): Promise<Answer>
  close(): Promise<void>
}

/** Opens a submission of this source. */
type Opener = (source: string) => Promise<Opened>

async function openSource(source: string): Promise<Submission> {
  const folder = mkdtempSync(join(root, 'submission-'))
  writeFileSync(join(folder, 'submission.py'), source)
  return openSubmission(folder, {
    id: 'next',
    exercises: [{ id: 'next/exercise' }],
    sandbox: bubblewrapSandbox,
    reader: readerOf(bubblewrapSandbox),
    limits: { ...DEFAULT_LIMITS, startUpMs: 60_000, callMs: 60_000, submissionMs: 120_000, memoryMiB: 4096 },
  })
}

const opener: Opener = async (source) => {
  const submission = await openSource(source)
  return { call: (entry) => submission.session('next/exercise').call(entry, []), close: () => submission.close() }
}

/** What a fork server without isolation is: one interpreter that loads every submission into a namespace of its own, and nothing more. */
const WARM = `
names = {}
def load(source):
    names.clear()
    exec(source, names)
def computed(): return names['computed']()
def surroundings(): return names['surroundings']()
def changed(): return names['changed']()
def expected(): return names['expected']()
`

/** Opens all its submissions in one interpreter, which `end` ends. */
async function warmOpener(): Promise<{ readonly open: Opener; end(): Promise<void> }> {
  const interpreter = await openSource(WARM)
  const session = interpreter.session('next/exercise')
  const open: Opener = async (source) => {
    const loaded = await session.call('load', [source])
    if (!loaded.ok) throw new Error(JSON.stringify(loaded))
    return { call: (entry) => session.call(entry, []), close: async () => {} }
  }
  return { open, end: () => interpreter.close() }
}

async function answersOf(open: Opener, source: string, entries: readonly string[]): Promise<readonly Answer[]> {
  const opened = await open(source)
  try {
    const answers: Answer[] = []
    for (const entry of entries) answers.push(await opened.call(entry))
    return answers
  } finally {
    await opened.close()
  }
}

const honest = async (open: Opener): Promise<unknown> => (await answersOf(open, HONEST, ['computed', 'surroundings'])).map(told)

/** @returns what the change did to itself, and what it should have done. */
function change(open: Opener, name: string): Promise<readonly Answer[]> {
  return answersOf(open, `${CHANGES[name]}\ndef expected(): return EXPECTED\n`, ['changed', 'expected'])
}

let before: Promise<unknown> | undefined

describe.skipIf(lacks('bwrap', 'what a submission leaves behind') || python === undefined)('the submission after one that changes', () => {
  const names = Object.keys(CHANGES).filter((name) => (name !== 'numpy' && name !== 'torch') || packages.includes(name))

  it.each(names)('%s finds everything as it was', { timeout: 180_000 }, async (name) => {
    before ??= honest(opener)
    const unchanged = await before
    const [changed, expected] = (await change(opener, name)) as [Answer, Answer]
    expect(changed.ok, JSON.stringify(changed)).toBe(true)
    expect(told(changed)).toEqual(told(expected))
    expect(await honest(opener)).toEqual(unchanged)
  })

  it('that changes nothing leaves all as it was even in one interpreter for both', { timeout: 180_000 }, async () => {
    const { open, end } = await warmOpener()
    try {
      expect(await honest(open)).toEqual(await honest(open))
    } finally {
      await end()
    }
  })

  it.each(names)('%s would not, in one interpreter for both', { timeout: 180_000 }, async (name) => {
    const { open, end } = await warmOpener()
    try {
      const unchanged = await honest(open)
      const [changed] = (await change(open, name)) as [Answer]
      expect(changed.ok, JSON.stringify(changed)).toBe(true)
      expect(await honest(open)).not.toEqual(unchanged)
    } finally {
      await end()
    }
  })

  it('looks at what was computed and at what surrounds it', { timeout: 180_000 }, async () => {
    before ??= honest(opener)
    expect(await before).toMatchObject([
      {
        builtins: [6, 3, 2, expect.closeTo(2), 3],
        ...(packages.includes('numpy') ? { numpy: [[1, Math.E, expect.closeTo(7.389, 3)], 5, 1 / 3] } : {}),
      },
      { modules: [], environment: [], files: [] },
    ])
  })
})
