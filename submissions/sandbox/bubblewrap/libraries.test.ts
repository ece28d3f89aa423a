import { execFileSync } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '#grading/model/session'
import { lacks, leftOut } from '#tools/testing/require-tool'
import { findPython } from '../../adapters/python/interpreter.ts'
import { environmentOf } from '../../adapters/python/python-environment.ts'
import { createBubblewrap } from './bubblewrap.ts'

const IMPORTS = `
import importlib
found = []
for name in ['numpy', 'scipy.linalg', 'matplotlib.pyplot', 'PIL.Image', 'pandas', 'sklearn', 'torch', 'torch.optim', 'torchvision']:
    try:
        importlib.import_module(name)
        found.append(name)
    except ModuleNotFoundError:
        pass
print(*found)
`

/** Python as the distribution brings it: its packages have libraries, settings and fonts all over the system. */
const system = await findPython('/usr/bin')
const outside = system === undefined ? '' : run(system.executable)

function run(executable: string): string {
  return execFileSync(executable, ['-s', '-B', '-c', IMPORTS], {
    encoding: 'utf8',
    env: { ...process.env, ...environmentOf({}) },
    stdio: 'pipe',
  })
}

describe.skipIf(lacks('bwrap', 'libraries inside the sandbox'))('bubblewrap', () => {
  it.skipIf(leftOut(outside.trim() === '', 'the Python of the system has no packages; get some with: apt-get install python3-numpy'))(
    'has all that the packages of the system are linked with',
    async () => {
      const { executable = '', files = [] } = system ?? {}
      const launch = { runtime: 'python', command: executable, args: ['-s', '-B', '-c', IMPORTS], cwd: '/', readOnly: files } as const
      const child = await createBubblewrap().start({ ...launch, env: environmentOf({}), memory: 'address-space' }, DEFAULT_LIMITS)
      const [printed, complaint] = await Promise.all([text(child.stdout), text(child.stderr)])
      expect(printed, complaint).toBe(outside)
    },
  )
})
