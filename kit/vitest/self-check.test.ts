import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { expectHandIn } from '#grading/runner/class/expect-hand-in'
import { processStat } from '#grading/runner/run/process-stat'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { builtPath } from '#tools/testing/built/built'
import { SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { createSelfCheck } from './self-check.ts'

async function setUp(files: Readonly<Record<string, string>>, catalogue = SMALL_SHEET) {
  const folder = temporaryFolder(files)
  const [double, half] = await loadCatalogue(catalogue)
  if (double === undefined || half === undefined) throw new Error('the small sheet has two exercises')
  const remarks: string[] = []
  const selfCheck = createSelfCheck({
    handIn: expectHandIn(folder, 'mine'),
    seed: 1,
    catalogue,
    patience: { silentSeconds: 2, checkSeconds: 120, memoryMiB: 700 },
    remark: (text) => void remarks.push(text),
  })
  onTestFinished(() => selfCheck.close())
  return { folder, double, half, remarks, selfCheck }
}

const RIGHT_JS = 'export const double = (x) => x + x\nexport const half = (x) => x / 2'

/** The module of an exercise of the small sheet, changed. */
const exerciseLike = (id: string, changes: string): string =>
  `import base from '${builtPath(`tools/testing/sheet/${id}/exercise.ts`)}'\nexport default { ...base, ${changes} }`

/** The small sheet, with these files in place of its own. */
function sheetWith(files: Readonly<Record<string, string>>): string {
  const own = ['numbers/double', 'numbers/half'].flatMap((id) => [
    [`${id}/exercise.js`, exerciseLike(id, '')],
    [`${id}/solution.js`, `export * from '${builtPath(`tools/testing/sheet/${id}/solution.ts`)}'`],
  ])
  return temporaryFolder({ 'package.json': '{"type":"module"}', ...Object.fromEntries(own), ...files })
}

/** Writes its process number into a file whenever it is loaded. */
const noting = (log: string): string => `import { appendFileSync } from 'node:fs'
appendFileSync(${JSON.stringify(log)}, process.pid + '\\n')
export const double = (x: number): number => x + x
export const half = (x: number): number => x / 2
`

describe('a self-check', { timeout: 300_000 }, () => {
  it('starts one process for all exercises, not before it is asked, and ends it when it is closed', async () => {
    const log = join(temporaryFolder(), 'loaded')
    const { double, half, selfCheck } = await setUp({ 'submission.ts': noting(log) })
    expect(existsSync(log)).toBe(false)
    const results = await Promise.all([selfCheck.result(double, 'small'), selfCheck.result(half, 'small')])
    expect(results).toMatchObject([{ verdict: 'accepted' }, { verdict: 'accepted' }])
    const [pid, ...others] = readFileSync(log, 'utf8').trim().split('\n')
    expect(others).toEqual([])
    await selfCheck.close()
    await vi.waitUntil(() => processStat(Number(pid)) === undefined, 20_000)
  })

  it('has no result for a hidden check', async () => {
    const { double, selfCheck } = await setUp({ 'double.ts': 'export const double = (x: number) => 2 * x' })
    expect(await selfCheck.result(double, 'large')).toBeUndefined()
  })

  it('tells how the submission was read', async () => {
    const { double, remarks, selfCheck } = await setUp({ 'double.ts': '', 'submission.yaml': 'declare: {wieghts: in-out}\nteam: x\n' })
    await selfCheck.result(double, 'small')
    expect(remarks).toEqual([
      'submission.yaml line 2: `team` is unknown; expected one of: student, email, entry, declare, models. It was ignored.',
    ])
  })

  it('gives a reason, and no verdict, when a reference of ours is missing', async () => {
    const { double, half, selfCheck } = await setUp(
      { 'double.ts': '' },
      sheetWith({ 'numbers/double/solution.js': "throw new Error('the reference is gone')" }),
    )
    expect(await selfCheck.result(double, 'small')).toEqual({
      reason: expect.stringMatching(/^[^/]+\/numbers\/double\/solution\.js:1: the reference is gone$/),
    })
    expect(await selfCheck.result(half, 'small')).toMatchObject({ verdict: 'not-attempted' })
  })

  it('sets a check of ours aside that loops, and has the results of the others', async () => {
    const checks = `checks: [{ ...base.checks[0], run() { for (;;) {} } }, { ...base.checks[0], id: 'next' }]`
    const catalogue = sheetWith({ 'numbers/double/exercise.js': exerciseLike('numbers/double', `${checks}, points: 3`) })
    const { double, half, selfCheck } = await setUp({ 'submission.js': RIGHT_JS }, catalogue)
    const [looped, next, other] = await Promise.all([
      selfCheck.result(double, 'small'),
      selfCheck.result(double, 'next'),
      selfCheck.result(half, 'small'),
    ])
    expect(looped).toMatchObject({ verdict: 'judging-error', findings: [{ reason: 'the check did not return within 2 s' }] })
    expect([next, other]).toMatchObject([{ verdict: 'accepted' }, { verdict: 'accepted' }])
  })

  it('has no more results when it is closed during a call', async () => {
    const { double, selfCheck } = await setUp({ 'double.ts': 'export function double() { for (;;) {} }' })
    const result = selfCheck.result(double, 'small')
    setTimeout(() => void selfCheck.close(), 300)
    expect(await result).toBeUndefined()
  })
})
