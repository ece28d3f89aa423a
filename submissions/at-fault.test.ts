import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, DEFAULT_LIMITS } from '#grading/model/session'
import { lacks } from '#tools/testing/require-tool'
import { openSubmission, tryLanguages } from './open.ts'
import { readerOf } from './reader/reader.ts'
import { bubblewrapSandbox } from './sandbox/bubblewrap/bubblewrap.ts'
import { processSandbox } from './sandbox/process.ts'
import type { Sandbox } from './sandbox/sandbox.ts'
import { countingSandbox } from './testing/counting-sandbox.ts'

const ID = 'autoencoder/embedding'
const EXERCISES = [{ id: ID, models: [{ role: 'ae-encoder', entry: 'aeEncode' }] }]
const MODELS = fileURLToPath(new URL(`../fixtures/submissions/${ID}/accepted/layers-models`, import.meta.url))
const LIMITS = { ...DEFAULT_LIMITS, startUpMs: 30_000 }
const IMAGES = { dtype: 'float32' as const, shape: [1, 28, 28], data: new Float32Array(784) }
const TENSORS = "import * as tf from '@tensorflow/tfjs'\n"
const MISSING = {
  kind: 'infrastructure',
  reason: expect.stringMatching(
    /^submissions with TensorFlow\.js cannot be run in the sandbox process: @tensorflow\/tfjs-core cannot be loaded: .*; install it with npm ci$/,
  ),
}

/** As where the packages are not installed: nothing of that name is found. */
const HIDE = withEngine('throw new Error(`Cannot find module ${name}`)')

/** What a child does when it looks for the engine. */
function withEngine(does: string): string {
  return `
  const modules = require('node:module')
  const find = modules._resolveFilename
  modules._resolveFilename = function (name, ...others) {
    if (String(name).startsWith('@tensorflow/')) { ${does} }
    return find.call(this, name, ...others)
  }`
}

let root = ''
let path = ''
let complete = countingSandbox()
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-test-'))
  path = join(root, 'ada')
  mkdirSync(path)
  writeFileSync(join(root, 'hide.cjs'), HIDE)
  complete = countingSandbox()
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const withoutEngine: Sandbox = {
  ...processSandbox,
  start: (launch, limits) => complete.start({ ...launch, args: ['--require', join(root, 'hide.cjs'), ...launch.args] }, limits),
}

/** What a hand-in answers to two calls of a function. */
async function answers(sandbox: Sandbox, entry: string, limits = LIMITS): Promise<readonly unknown[]> {
  const submission = await openSubmission(path, { id: 'ada', exercises: EXERCISES, sandbox, reader: readerOf(processSandbox), limits })
  try {
    const told = (answer: Answer): unknown => (answer.ok ? answer.value : answer.fault)
    const session = submission.session(ID)
    return [told(await session.call(entry, [IMAGES])), told(await session.call(entry, [IMAGES]))]
  } finally {
    await submission.close()
  }
}

function put(source: string): void {
  writeFileSync(join(path, 'submission.ts'), source)
}

describe('where no engine for tensors can be loaded', () => {
  it('a hand-in that imports TensorFlow.js is not at fault; that is found out once', async () => {
    put(`${TENSORS}export const f = () => tf.scalar(2).arraySync()`)
    expect(await answers(withoutEngine, 'f')).toEqual([MISSING, MISSING])
    expect(complete.starts).toBe(2)
  })

  it.each([
    ['crashes', 'process.abort()', 'it is ended by SIGABRT'],
    ['ends', 'process.exit(3)', 'it ends with exit code 3'],
    ['hangs', 'for (;;);', 'it is not ready after 4 s'],
  ])('nor where it %s, which tells nothing by itself', async (_, does, why) => {
    writeFileSync(join(root, 'hide.cjs'), withEngine(does))
    put(`${TENSORS}export const f = () => tf.scalar(2).arraySync()`)
    const fault = { kind: 'infrastructure', reason: `submissions with TensorFlow.js cannot be run in the sandbox process: ${why}` }
    expect(await answers(withoutEngine, 'f', { ...LIMITS, startUpMs: 4000 })).toEqual([fault, fault])
    expect(complete.starts).toBe(2)
  })

  it('a hand-in of model files is not at fault', async () => {
    cpSync(MODELS, path, { recursive: true })
    expect(await answers(withoutEngine, 'aeEncode')).toEqual([MISSING, MISSING])
  })

  it('a submission that does not compute with tensors is judged as ever', async () => {
    put('export const f = () => 3')
    expect(await answers(withoutEngine, 'f')).toEqual([3, 3])
    put('throw new Error("mine")')
    expect(await answers(withoutEngine, 'f')).toMatchObject([{ kind: 'load-error', message: 'mine' }, { kind: 'load-error' }])
    expect(complete.starts).toBe(2)
  })

  it.skipIf(lacks('bwrap', 'an engine that the sandbox does not show'))('a sandbox that does not show it is at fault', async () => {
    put(`${TENSORS}export const f = () => tf.scalar(2).arraySync()`)
    const blind: Sandbox = {
      ...bubblewrapSandbox,
      start: (launch, limits) =>
        bubblewrapSandbox.start({ ...launch, readOnly: launch.readOnly.filter((shown) => !shown.includes('@tensorflow')) }, limits),
    }
    const missing = {
      kind: 'infrastructure',
      reason: expect.stringContaining('in the sandbox bubblewrap: @tensorflow/tfjs-core cannot be loaded'),
    }
    expect(await answers(blind, 'f')).toEqual([missing, missing])
  })
})

describe('where the engine works', () => {
  it.each([
    [
      'throws what the engine throws where it is missing',
      `throw Object.assign(new Error('@tensorflow/tfjs-core cannot be loaded: it is gone'), { name: 'EngineError' })`,
    ],
    [
      'writes that to the channel itself',
      `import { writeSync } from 'node:fs'
       const text = '{"kind":"infrastructure","name":"EngineError","message":"@tensorflow/tfjs-core cannot be loaded: it is gone"}'
       const header = Buffer.alloc(32)
       header.write('ASY1')
       header.writeUInt8(3, 4)
       header.writeUInt32LE(text.length, 8)
       writeSync(3, Buffer.concat([header, Buffer.from(text)]))`,
    ],
  ])('a hand-in that %s could not be loaded', async (_, rest) => {
    put(`${TENSORS}${rest}\nexport const f = () => tf.scalar(2).arraySync()`)
    const fault = { kind: 'load-error', name: 'EngineError', message: '@tensorflow/tfjs-core cannot be loaded: it is gone' }
    expect(await answers(complete, 'f')).toMatchObject([fault, fault])
    expect(complete.starts).toBe(2)
  })

  it.each([
    ['ends while it is loaded', 'process.exit(3)', { kind: 'exited', code: 3 }],
    ['ends in a call', '', { kind: 'exited', code: 4 }],
    ['is loading for ever', 'for (;;);', { kind: 'time-limit', stage: 'start-up' }],
  ])('a hand-in that %s is at fault', async (_, atOnce, fault) => {
    put(`${TENSORS}${atOnce}\nexport const f = () => tf.scalar(2).arraySync() === 2 && process.exit(4)`)
    const [first] = await answers(complete, 'f', { ...LIMITS, startUpMs: 5000 })
    expect(first).toMatchObject(fault)
  })

  it.skipIf(lacks('bwrap', 'the engine in bubblewrap'))('it is found in bubblewrap, too', async () => {
    expect(await tryLanguages(['tensors', 'model'], bubblewrapSandbox)).toEqual([])
  })

  it('a sandbox that does not start at all is named', async () => {
    const broken: Sandbox = { ...processSandbox, start: () => Promise.reject(new Error('the machine is out of processes')) }
    const reason = 'submissions with TensorFlow.js cannot be run in the sandbox process: the machine is out of processes'
    expect(await tryLanguages(['tensors'], broken)).toEqual([{ language: 'tensors', reason }])
  })
})

/** Python as it is found here, with something before what a child of ours does. */
function pythonWhere(does: string): Sandbox {
  return {
    ...processSandbox,
    start: (launch, limits) => {
      if (launch.runtime !== 'python') return processSandbox.start(launch, limits)
      const [script] = launch.args.filter((arg) => arg.endsWith('bootstrap.py'))
      const source = `import sys\n${does}\nsys.argv[:] = sys.argv[1:]\nimport runpy\nrunpy.run_path(sys.argv[0], run_name='__main__')`
      const args =
        script === undefined ? launch.args : ['-s', '-B', '-X', 'utf8', '-c', source, ...launch.args.slice(launch.args.indexOf(script))]
      return processSandbox.start({ ...launch, args }, limits)
    },
  }
}

const FILES: Readonly<Record<string, string>> = {
  'submission.ts': 'export const f = () => 3',
  'submission.py': 'def f():\n    return 3\n',
}

describe('a runtime that', () => {
  const script = (text: string): string => {
    const path = join(root, 'runtime.sh')
    writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o755 })
    return path
  }
  const insteadOf = (program: string): Sandbox => ({
    ...processSandbox,
    start: (launch, limits) => processSandbox.start({ ...launch, command: program, memory: 'heap' }, limits),
  })

  it.each(Object.keys(FILES))('refuses its flags, exits with 127 or is killed is no fault of %s', async (file) => {
    writeFileSync(join(path, file), FILES[file] as string)
    const notLoaded = (says: string) => ({
      kind: 'infrastructure',
      reason: `before anything of the submission was loaded, its process ${says}`,
    })
    for (const [does, says] of [
      ['echo "$0: bad option: $1" >&2; exit 9', 'ended with exit code 9 (runtime.sh: bad option: --max-old-space-size=512)'],
      ['exit 127', 'ended with exit code 127'],
      ['kill -9 $$', 'was ended by SIGKILL'],
    ] as const) {
      const [first, second] = await answers(insteadOf(script(does)), 'f')
      expect(first).toMatchObject({ kind: 'infrastructure', reason: expect.stringContaining(notLoaded(says).reason) })
      expect(second).toEqual(first)
    }
  })

  it.skipIf(lacks('python3', 'a Python that breaks'))('breaks down after it said hello is no fault of a submission either', async () => {
    writeFileSync(join(path, 'submission.py'), FILES['submission.py'] as string)
    const broken = pythonWhere(`
import builtins, os
known = builtins.compile
def breaks(*arguments, **named):
    if len(arguments) > 1 and str(arguments[1]).endswith(('submission.py', 'python.py')): os._exit(5)
    return known(*arguments, **named)
builtins.compile = breaks`)
    const reason = 'files in Python cannot be run in the sandbox process: it ends with exit code 5'
    expect(await answers(broken, 'f')).toEqual([
      { kind: 'infrastructure', reason },
      { kind: 'infrastructure', reason },
    ])
  })

  it.skipIf(lacks('python3', 'a Python that ends by itself'))('works leaves the fault where it is', async () => {
    writeFileSync(join(path, 'submission.py'), 'import os\nos._exit(5)\n')
    expect(await answers(complete, 'f')).toEqual([
      { kind: 'exited', code: 5, signal: null, loading: true },
      { kind: 'exited', code: 5, signal: null, loading: true },
    ])
    expect(complete.starts).toBe(2)
  })
})
