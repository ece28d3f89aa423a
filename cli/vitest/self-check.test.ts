import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadCatalogue } from '../../reference/catalogue.ts'
import { expectHandIn } from '../hand-ins.ts'
import { SMALL_SHEET } from '../testing/small-sheet.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { createSelfCheck } from './self-check.ts'

async function setUp(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder(files)
  const [double, half] = await loadCatalogue(SMALL_SHEET)
  if (double === undefined || half === undefined) throw new Error('the small sheet has two exercises')
  const remarks: string[] = []
  const selfCheck = createSelfCheck({
    handIn: expectHandIn(folder, 'mine'),
    sheet: [double.exercise, half.exercise],
    seed: 1,
    remark: (text) => void remarks.push(text),
  })
  onTestFinished(() => selfCheck.close())
  return { folder, double, half, remarks, selfCheck }
}

/** Writes its process number into a file whenever it is loaded. */
const noting = (log: string): string => `import { appendFileSync } from 'node:fs'
appendFileSync(${JSON.stringify(log)}, process.pid + '\\n')
export const double = (x: number): number => x + x
export const half = (x: number): number => x / 2
`

describe('a self-check', () => {
  it('starts one process for all exercises, not before it is asked, and ends it when it is closed', async () => {
    const log = join(temporaryFolder(), 'loaded')
    const { double, half, selfCheck } = await setUp({ 'submission.ts': noting(log) })
    expect(existsSync(log)).toBe(false)
    const results = await Promise.all([selfCheck.result(double, 'small'), selfCheck.result(half, 'small')])
    expect(results).toMatchObject([{ verdict: 'accepted' }, { verdict: 'accepted' }])
    const [pid, ...others] = readFileSync(log, 'utf8').trim().split('\n')
    expect(others).toEqual([])
    await selfCheck.close()
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH')
  })

  it('has no result for a hidden check', async () => {
    const { double, selfCheck } = await setUp({ 'double.ts': 'export const double = (x: number) => 2 * x' })
    expect(await selfCheck.result(double, 'large')).toBeUndefined()
  })

  it('tells how the submission was read', async () => {
    const { double, remarks, selfCheck } = await setUp({ 'double.ts': '', 'submission.yaml': 'declare: {wieghts: in-out}\nteam: x\n' })
    await selfCheck.result(double, 'small')
    expect(remarks).toEqual(['submission.yaml line 2: `team` is not known; known are student, email, entry, declare.'])
  })

  it('gives a reason, and no verdict, when a reference of ours is missing', async () => {
    const { double, selfCheck } = await setUp({ 'double.ts': '' })
    const broken = { ...double, loadSolution: () => Promise.reject(new Error('the reference is gone')) }
    expect(await selfCheck.result(broken, 'small')).toEqual({ reason: 'the reference is gone' })
  })

  it('has no more results when it is closed during a call', async () => {
    const { double, selfCheck } = await setUp({ 'double.ts': 'export function double() { for (;;) {} }' })
    const result = selfCheck.result(double, 'small')
    setTimeout(() => void selfCheck.close(), 300)
    expect(await result).toBeUndefined()
  })
})
