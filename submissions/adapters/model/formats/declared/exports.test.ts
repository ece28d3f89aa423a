import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadEngine } from '#grading/networks/backend/engine'
import type { Tfjs } from '#grading/networks/backend/tfjs'
import { lacks } from '#tools/testing/require-tool'
import { createRunner } from '../../graph/run.ts'
import { readDeclared } from './read-declared.ts'

interface Numbers {
  readonly shape: readonly number[]
  readonly data: readonly number[]
}

const MAKE = fileURLToPath(new URL('../../../../../fixtures/models/torch/make_exports.py', import.meta.url))
const RECORDED = fileURLToPath(new URL('../../../../../fixtures/models/torch/exports', import.meta.url))
const NETWORKS = ['functions', 'modules', 'residual', 'encoder', 'decoder', 'lists']
/** Up to twenty layers in float32, each of which sums in another order. */
const CLOSE = 1e-5

let tf: Tfjs
beforeAll(async () => {
  tf = (await loadEngine(['wasm'])).tf
}, 300_000)

function expectAnswers(folder: string, network: string): void {
  const file = (name: string): Buffer => readFileSync(join(folder, name))
  const { given, made } = (
    JSON.parse(file('answers.json').toString('utf8')) as { readonly networks: Record<string, Record<'given' | 'made', readonly Numbers[]>> }
  ).networks[network] as Record<'given' | 'made', readonly Numbers[]>
  const model = readDeclared(file(`${network}.safetensors`), file(`${network}.json`))
  expect(model.inputs).toHaveLength(given.length)
  const runner = createRunner(
    tf,
    model,
    given.map(({ shape }) => shape.slice(1)),
  )
  const answers = runner.run(
    given.map(({ data }) => data),
    given[0]?.shape[0] as number,
  )
  made.forEach(({ shape, data }, i) => {
    expect(answers[i]?.shape).toEqual(shape)
    const largest = Math.max(1, ...data.map(Math.abs))
    const far = data.findIndex((value, at) => !(Math.abs((answers[i]?.data[at] as number) - value) <= CLOSE * largest))
    expect({ output: i, far, found: answers[i]?.data[far] }).toEqual({ output: i, far: -1, found: undefined })
  })
}

describe('what assay_export.py wrote of a network', () => {
  it.each(NETWORKS)('answers as the network does in PyTorch: %s, recorded', (network) => expectAnswers(RECORDED, network))
})

const pythons = [...(lacks('torch', 'assay_export.py with the PyTorch on the PATH') ? [] : ['python3']), '/usr/bin/python3'].filter(
  (python) => python === 'python3' || (existsSync(python) && !lacksTorch(python)),
)

/** Debian's PyTorch lies beside the one on the PATH, where both are installed. */
function lacksTorch(python: string): boolean {
  try {
    execFileSync(python, ['-c', 'import torch'], { stdio: 'ignore', timeout: 60_000 })
    return false
  } catch {
    return true
  }
}

describe.each(pythons)('what assay_export.py writes of a network, run by %s', (python) => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-test-'))
    execFileSync(python, ['-W', 'ignore', MAKE, folder], { stdio: ['ignore', 'ignore', 'inherit'] })
  }, 300_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(NETWORKS)('answers as the network does in PyTorch: %s', (network) => expectAnswers(folder, network))
})
