import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { submissionHash } from '#submissions/submission-hash'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { type Append, startJournal } from '../../engine/journal.ts'
import { readJournal } from '../../engine/read-journal.ts'
import type { CheckResult, StudentResult } from '../../model/result.ts'
import type { HandIn } from '../class/hand-ins.ts'
import type { FinishedRun } from './finished-run.ts'
import { type Basis, reuseOf } from './reuse.ts'

const BASIS: Basis = {
  ...{ assay: '1.0.0', seed: 7, exercises: ['u/e'], harness: 'h', sandbox: 'bubblewrap', engine: 'wasm' },
  checks: { 'u/e': { a: 'key a', b: 'key b' } },
  runtimes: { node: 'node 20', python: 'python 3.11' },
}

function resultOf(id: string, hash: string, more: Partial<StudentResult> = {}, one: Partial<CheckResult> = {}): StudentResult {
  const check = {
    id: 'a',
    title: 'A',
    visibility: 'visible',
    verdict: 'accepted',
    fraction: 1,
    score: 100,
    max: 100,
    findings: [],
    ms: 0,
    ...one,
  } as const
  const exercise = { id: 'u/e', sheet: '1', title: 'E', status: 'full' as const, score: 100, max: 100, checks: [check] }
  const output = { stdout: '', stderr: '' }
  return { id, kind: 'python', hash, score: 100, max: 100, pending: 0, exercises: [exercise], remarks: [], output, ...more }
}

async function runOf(results: readonly StudentResult[], spoil = (text: string) => text): Promise<FinishedRun> {
  let text = ''
  const append: Append = async (line) => {
    text += line
  }
  const journal = await startJournal(append, { ...BASIS, startedAt: '2026-01-02T03:04:05.000Z' })
  for (const result of results) await journal.student(result)
  await journal.end()
  const contents = readJournal(spoil(text))
  return { contents, header: contents.header as FinishedRun['header'], state: 'now' }
}

/** Ada's submission with its hash. */
async function ada(): Promise<{ readonly handIn: HandIn; readonly hash: string }> {
  const path = join(temporaryFolder({ 'ada/submission.py': 'def f(x): return x\n' }), 'ada')
  return { handIn: { id: 'ada', path }, hash: (await submissionHash(path)) as string }
}

describe('what a run keeps of the one before', () => {
  it('is the result of a submission that is the same', async () => {
    const { handIn, hash } = await ada()
    const { kept, says } = await reuseOf(await runOf([resultOf('ada', hash), resultOf('bob', hash)]), BASIS, [
      handIn,
      { id: 'cyd', path: '/none' },
    ])
    expect([...kept.keys()]).toEqual(['ada'])
    expect(says).toEqual(['1 of 2 submissions is kept from the run of 2026-01-02 03:04 UTC; 1 is graded'])
  })

  it('is every check whose key is the same', async () => {
    const { handIn, hash } = await ada()
    const now = { ...BASIS, checks: { 'u/e': { a: 'key a', b: 'other', c: 'new' } } }
    const { kept, earlier, says } = await reuseOf(await runOf([resultOf('ada', hash)]), now, [handIn])
    expect([kept.size, earlier.get('ada')?.unchanged]).toEqual([0, { 'u/e': ['a'] }])
    expect(says).toEqual([
      '1 of 1 submission keeps the checks of the run of 2026-01-02 03:04 UTC that have not changed',
      'check u/e/b changed: asked again for 1 submission',
      'check u/e/c is new: asked of 1 submission',
    ])
  })

  it.each<[string, Partial<Basis>, string]>([
    ['seed', { seed: 8 }, 'the seed (7, now 8)'],
    ['sandbox', { sandbox: 'process' }, 'the sandbox (bubblewrap, now process)'],
    ['backend', { engine: 'cpu' }, 'the compute backend (wasm, now cpu)'],
    ['code of Assay', { harness: 'other' }, 'the code of Assay'],
    ['version of Assay', { assay: '1.1.0' }, 'the version of Assay (1.0.0, now 1.1.0)'],
  ])('is nothing with another %s', async (_what, part, difference) => {
    const { handIn, hash } = await ada()
    const { kept, earlier, says } = await reuseOf(await runOf([resultOf('ada', hash)]), { ...BASIS, ...part }, [handIn])
    expect([kept.size, earlier.size]).toEqual([0, 0])
    expect(says).toEqual([`nothing is kept from the run of 2026-01-02 03:04 UTC, because these differ: ${difference}`])
  })

  it.each<[string, (hash: string) => StudentResult, Partial<HandIn>, Partial<Basis>]>([
    ['of other content', () => resultOf('ada', 'other'), {}, {}],
    ['that could not be read', () => resultOf('ada', ''), {}, {}],
    ['that is refused now', (hash) => resultOf('ada', hash), { refused: 'it is a link' }, {}],
    ['with something that nobody reads', (hash) => resultOf('ada', hash), { unread: 'A comment came with it' }, {}],
    ['that was unpacked with other remarks', (hash) => resultOf('ada', hash), { remarks: ['x was left out.'] }, {}],
    ['with a fault of ours', (hash) => resultOf('ada', hash, {}, { verdict: 'judging-error' }), {}, {}],
    ['at a time limit', (hash) => resultOf('ada', hash, {}, { verdict: 'time-limit' }), {}, {}],
    ['at a memory limit', (hash) => resultOf('ada', hash, {}, { verdict: 'memory-limit' }), {}, {}],
    ['in Python, which is another one', (hash) => resultOf('ada', hash), {}, { runtimes: { node: 'node 20', python: 'python 3.12' } }],
    [
      'in another Node',
      (hash) => resultOf('ada', hash, { kind: 'typescript' }),
      {},
      { runtimes: { node: 'node 22', python: 'python 3.11' } },
    ],
  ])('is no result of a submission %s', async (_what, result, part, now) => {
    const { handIn, hash } = await ada()
    const reuse = await reuseOf(await runOf([result(hash)]), { ...BASIS, ...now }, [{ ...handIn, ...part }])
    expect([reuse.kept.size, reuse.earlier.size]).toEqual([0, 0])
  })

  it('is the result of a submission in TypeScript, whatever Python there is', async () => {
    const { handIn, hash } = await ada()
    const { kept } = await reuseOf(
      await runOf([resultOf('ada', hash, { kind: 'typescript' })]),
      { ...BASIS, runtimes: { node: 'node 20' } },
      [handIn],
    )
    expect(kept.size).toBe(1)
  })

  it('is no line of a journal that was changed', async () => {
    const { handIn, hash } = await ada()
    const { kept } = await reuseOf(await runOf([resultOf('ada', hash)], (text) => text.replace('"score":100', '"score":99')), BASIS, [
      handIn,
    ])
    expect(kept.size).toBe(0)
  })

  it('is nothing of a journal without keys', async () => {
    const { handIn, hash } = await ada()
    const run = await runOf([resultOf('ada', hash)])
    const { checks: _, ...header } = run.header
    expect((await reuseOf({ ...run, header }, BASIS, [handIn])).says).toEqual([
      'nothing is kept from the run of 2026-01-02 03:04 UTC: its journal has no keys of checks',
    ])
  })
})
