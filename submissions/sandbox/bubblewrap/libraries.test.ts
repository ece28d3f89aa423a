import { describe, expect, it } from 'vitest'
import { lacks, leftOut } from '../../../cli/testing/require-tool.ts'
import { DEFAULT_LIMITS } from '../../../grading/model/session.ts'
import { findPython, type Interpreter, numpyOf } from '../../adapters/python/interpreter.ts'
import { createBubblewrap } from './bubblewrap.ts'

/** Python as the distribution brings it, which links to libraries by names that an administrator may change. */
const system = await findPython('/usr/bin')
const ofSystem = system !== undefined && (await numpyOf(system)) !== undefined ? system : undefined

async function read(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += chunk
  return text
}

describe.skipIf(lacks('bwrap', 'libraries inside the sandbox'))('bubblewrap', () => {
  it.skipIf(leftOut(ofSystem === undefined, 'there is no Python of the system with numpy, whose libraries lie elsewhere'))(
    'has what the numpy of the system is linked with',
    async () => {
      const { executable, files } = ofSystem as Interpreter
      const code = 'import numpy; print((numpy.ones((2, 2)) @ numpy.ones(2)).tolist())'
      const launch = { runtime: 'python', command: executable, args: ['-B', '-c', code], cwd: '/', env: {}, readOnly: files } as const
      const child = await createBubblewrap().start({ ...launch, memory: 'address-space' }, DEFAULT_LIMITS)
      const [printed, complaint] = await Promise.all([read(child.stdout), read(child.stderr)])
      expect({ printed, complaint }).toEqual({ printed: '[2.0, 2.0]\n', complaint: '' })
    },
  )
})
