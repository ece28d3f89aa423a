import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '#grading/model/session'
import { lacks } from '#tools/testing/require-tool'
import { openSubmission } from '../../open.ts'
import { readerOf } from '../../reader/reader.ts'
import { processSandbox } from '../../sandbox/process.ts'
import { CHOICE } from '../python/interpreter.ts'

const before = process.env[CHOICE.program]
const root = mkdtempSync(join(tmpdir(), 'assay-test-'))
afterEach(() => {
  if (before === undefined) delete process.env[CHOICE.program]
  else process.env[CHOICE.program] = before
  rmSync(root, { recursive: true, force: true })
})

const PATIENT = { ...DEFAULT_LIMITS, startUpMs: 60_000, callMs: 60_000, submissionMs: 120_000 }

describe.skipIf(lacks('python3', 'networks on a machine without PyTorch'))('networks on a machine without PyTorch', () => {
  it('wait for a person, and the code beside them answers', { timeout: 120_000 }, async () => {
    execFileSync('python3', ['-m', 'venv', '--without-pip', join(root, 'venv')])
    process.env[CHOICE.program] = join(root, 'venv/bin/python3')
    const folder = mkdtempSync(join(root, 'ada-'))
    writeFileSync(join(folder, 'submission.yaml'), 'models: {cnn: {class: net.Net, weights: cnn.pt}}\n')
    writeFileSync(join(folder, 'net.py'), 'from torch import nn\nclass Net(nn.Module):\n    pass\n')
    writeFileSync(join(folder, 'submission.py'), 'def twice(x):\n    return 2 * x\n')
    writeFileSync(join(folder, 'cnn.pt'), '')
    const submission = await openSubmission(folder, {
      ...{ id: 'ada', sandbox: processSandbox, reader: readerOf(processSandbox), limits: PATIENT },
      exercises: [{ id: 'a/b', models: [{ role: 'cnn', entry: 'classify' }] }],
    })
    try {
      const session = submission.session('a/b')
      expect(await session.call('classify', [1])).toMatchObject({
        fault: {
          kind: 'infrastructure',
          reason: expect.stringMatching(/^the Python package torch is not installed on this machine; get it with/),
        },
      })
      expect(await session.call('twice', [2])).toMatchObject({ ok: true, value: 4 })
    } finally {
      await submission.close()
    }
  })
})
