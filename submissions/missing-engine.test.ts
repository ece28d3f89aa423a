import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lacks } from '../cli/testing/require-tool.ts'
import { type Answer, DEFAULT_LIMITS } from '../grading/model/session.ts'
import { missingEngine } from './missing-engine.ts'
import { openSubmission } from './open.ts'
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
    /^TensorFlow\.js does not start in the sandbox process: @tensorflow\/tfjs-core cannot be loaded: .*; install it with npm ci and grade again$/,
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
    ['hangs', 'for (;;);', 'it is not ready after 2 s'],
  ])('nor where it %s, which tells nothing by itself', async (_, does, why) => {
    writeFileSync(join(root, 'hide.cjs'), withEngine(does))
    put(`${TENSORS}export const f = () => tf.scalar(2).arraySync()`)
    const fault = { kind: 'infrastructure', reason: `TensorFlow.js does not start in the sandbox process: ${why}` }
    expect(await answers(withoutEngine, 'f', { ...LIMITS, startUpMs: 2000 })).toEqual([fault, fault])
    expect(complete.starts).toBe(2)
  })

  it('a hand-in of model files is not at fault', async () => {
    cpSync(MODELS, path, { recursive: true })
    expect(await answers(withoutEngine, 'aeEncode')).toEqual([MISSING, MISSING])
  })

  it('a hand-in that does not compute with tensors is judged as ever', async () => {
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
    const [first] = await answers(complete, 'f', { ...LIMITS, startUpMs: 10_000 })
    expect(first).toMatchObject(fault)
  })

  it.skipIf(lacks('bwrap', 'the engine in bubblewrap'))('it is found in bubblewrap, too', async () => {
    expect(await missingEngine(bubblewrapSandbox, LIMITS)).toBeUndefined()
  })

  it('a sandbox that does not start at all is named', async () => {
    const broken: Sandbox = { ...processSandbox, start: () => Promise.reject(new Error('the machine is out of processes')) }
    expect(await missingEngine(broken, LIMITS)).toEqual({ kind: 'infrastructure', reason: 'the machine is out of processes' })
  })
})
