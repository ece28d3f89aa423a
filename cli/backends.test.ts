import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunResult } from '#grading/model/result'
import { TFJS_VERSION } from '#grading/networks/backend/tfjs'
import { installation } from '#tools/testing/installation'
import { nativeTensorflow } from '#tools/testing/native-tensorflow'
import { lacks, leftOut } from '#tools/testing/require-tool'

const CLASS = 'examples/class'

/** Verdict, points and the kinds of findings of every check, and what computed. */
async function graded(program: string, out: string): Promise<{ readonly engine: string | undefined; readonly rows: readonly string[] }> {
  const words = ['grade', CLASS, '--seed', '7', '--sandbox', 'auto', '--out', out]
  await promisify(execFile)(process.execPath, [program, ...words], { maxBuffer: 2 ** 26 })
  const { engine, students } = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as RunResult & { readonly engine?: string }
  const rows = students.flatMap((student) =>
    student.exercises.flatMap(({ id, checks }) =>
      checks.map((check) => [student.id, id, check.id, check.verdict, check.score, ...check.findings.map(({ code }) => code)].join(' ')),
    ),
  )
  return { engine, rows }
}

describe.skipIf(lacks('bwrap', 'the sample class on every backend'))('the sample class', { timeout: 900_000 }, () => {
  let folder = ''
  let usual: readonly string[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assay-backends-'))
    // The sandbox becomes another user, who reads what is installed.
    chmodSync(folder, 0o755)
    const { engine, rows } = await graded(installation(join(folder, 'wasm'), ['tfjs-node']), join(folder, 'out-wasm'))
    expect(engine).toBe(`tfjs ${TFJS_VERSION} wasm simd`)
    usual = rows
  }, 900_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const expectEqual = async (name: string, version: string): Promise<void> => {
    const { engine, rows } = await graded(
      installation(join(folder, name), name === 'cpu' ? ['tfjs-node', 'tfjs-backend-wasm'] : []),
      join(folder, `out-${name}`),
    )
    expect(engine).toBe(version)
    expect(rows).toEqual(usual)
    process.stdout.write(`backends: ${rows.length} checks of ${CLASS} on ${version} are as on wasm\n`)
  }

  it('has checks of networks that earn points, and some that lose them', () => {
    const networks = usual.filter((row) => / (convolution\/mnist-cnn|autoencoder\/embedding) /.test(row))
    expect(networks.filter((row) => row.includes(' accepted ')).length).toBeGreaterThan(20)
    expect(networks.filter((row) => row.includes(' wrong-answer ')).length).toBeGreaterThan(0)
  })

  it('gets equal verdicts from plain JavaScript', () => expectEqual('cpu', `tfjs ${TFJS_VERSION} cpu`))

  it('gets equal verdicts from the native library, where it can be built', async ({ skip }) => {
    const own = join(folder, 'tfjs-node')
    mkdirSync(own)
    const native = await nativeTensorflow(own)
    if ('lacks' in native) {
      leftOut(true, `tfjs-node cannot be built, so the native library cannot be tested: ${native.lacks}`)
      skip()
      return
    }
    await expectEqual('tfjs-node', `tfjs-node ${TFJS_VERSION}`)
  })
})
