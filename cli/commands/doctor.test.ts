import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EngineError } from '#grading/networks/backend/tfjs'
import { computeEngine } from '#grading/runner/machine/compute-engine'
import { type Canary, processSandbox, type Sandbox } from '#submissions'
import { createBubblewrap } from '#submissions/sandbox/bubblewrap/bubblewrap'
import { fakeIo } from '#tools/testing/fake-io'
import { lacks } from '#tools/testing/require-tool'
import { SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'
import { cores, engine, temporaryFolder as examineTemporary, node, packages, python, sandboxSymptom } from './doctor.ts'

describe('assay doctor', () => {
  it('finds this machine ready', async () => {
    const io = fakeIo({ catalogue: SMALL_SHEET })
    expect(await run(['doctor'], io)).toBe(0)
    expect(io.stdout()).toContain('2 with 4 checks')
    expect(io.stdout()).toMatch(/\nReady\.\n$/)
  })

  it('says how many submissions are graded at a time, also where there are more cores than jobs', () => {
    expect(cores(8).says).toMatch(/^8 cores, .+ runs 8 submissions in parallel$/)
    expect(cores(96).says).toMatch(/^96 cores, .+ runs 64 submissions in parallel$/)
  })

  it('says how to get the sandbox that is missing, and what a plain process does not hold back', async () => {
    const symptom = await sandboxSymptom([createBubblewrap('/nowhere'), processSandbox])
    expect(symptom.state).toBe('poor')
    expect(symptom.says).toMatch(/^bubblewrap: .+ process: no isolation; trusted code only/)
  })

  it.each<[Canary['fate'], string]>([
    ['held', 'good'],
    ['through', 'bad'],
    ['unproven', 'bad'],
  ])('calls a sandbox whose canary is %s %s', async (fate, state) => {
    const sandbox: Sandbox = {
      name: 'bubblewrap',
      probe: async () => ({ available: true, says: 'everything', isolatesFiles: true, isolatesNetwork: true }),
      start: () => Promise.reject(new Error('nothing is started here')),
    }
    expect(await sandboxSymptom([sandbox], async () => [{ name: 'node: loopback', fate, says: '' }])).toMatchObject({ state })
  })

  it('ends with 3 when there is no exercise to judge with', async () => {
    const io = fakeIo({ catalogue: temporaryFolder() })
    expect(await run(['doctor'], io)).toBe(3)
    expect(io.stdout()).toContain('✗ exercises')
  })

  it.each([
    ['20.18.1', 'bad'],
    ['20.19.0', 'good'],
    ['18.20.0', 'bad'],
    ['24.1.0', 'good'],
  ])('finds Node %s %s', (version, state) => {
    expect(node(version).state).toBe(state)
  })

  it('says what follows without Python and without numpy', async () => {
    expect(await python(async () => undefined)).toMatchObject({ state: 'poor', says: expect.stringContaining('no points deducted') })
    const bare = { executable: '/usr/bin/python3', version: '3.11.2', matplotlib: false, files: [] }
    expect(
      await python(
        async () => bare,
        async () => undefined,
      ),
    ).toMatchObject({ state: 'poor', says: expect.stringContaining('3.11.2 (/usr/bin/python3) without numpy') })
  })

  it('names the engine for tensors, and says what is missing without one', async () => {
    expect(engine(await computeEngine())).toMatchObject({ state: 'good', says: expect.stringMatching(/^tfjs.* 4\.22\.0/) })
    const none = await computeEngine(() => Promise.reject(new EngineError('@tensorflow/tfjs-core cannot be loaded')))
    expect(engine(none)).toEqual({
      state: 'poor',
      what: 'backend',
      says: '@tensorflow/tfjs-core cannot be loaded. Until then submissions that import TensorFlow.js and model files cannot be run; npm ci installs it',
    })
  })

  it.skipIf(lacks('python3', 'packages'))('names packages that are there and cannot be imported', async () => {
    const says = 'ImportError: libblas.so.3: cannot open shared object file'
    const broken = async () => new Map([['numpy', { state: 'broken', says } as const]])
    expect(await packages(processSandbox, broken)).toEqual([
      { state: 'poor', what: 'packages', says: expect.stringContaining(`none; cannot be imported: numpy (${says})`) },
    ])
  })

  it('finds a temporary folder that cannot be written bad', async () => {
    expect(await examineTemporary(join(temporaryFolder(), 'nowhere'))).toMatchObject({ state: 'bad' })
  })
})
