import { describe, expect, it } from 'vitest'
import type { StudentResult } from '../../model/result.ts'
import { type Graded, isRechecked, recheck, UnequalResults } from './recheck.ts'

function graded(worker: string, score: number, ms = 0): Graded {
  const check = { id: 'c', title: 'c', visibility: 'visible', verdict: 'accepted', fraction: 1, score, max: 4, findings: [], ms } as const
  const exercise = { id: 'a/b', sheet: '1', title: 't', status: 'graded', score, max: 4, checks: [check] } as const
  const result = { id: 'ada', kind: 'typescript', hash: 'x', score, max: 4, pending: 0, exercises: [exercise], remarks: [] } as const
  return {
    result: { ...result, output: { stdout: '', stderr: '' } } as unknown as StudentResult,
    machine: { worker, host: 'h', cpu: 'c', cores: 1, memoryGiB: 1, node: 'v20' },
  }
}

/** Asks again, and is given these one after the other. */
async function rechecked(first: Graded, ...others: readonly (Graded | undefined)[]) {
  const asked: object[] = []
  const said: string[] = []
  const again = async (where: object) => others[asked.push(where) - 1]
  const error = await recheck(first, { again, say: (line) => said.push(line) }).catch((thrown: unknown) => thrown)
  return { asked, said, error }
}

describe('recheck', () => {
  it('asks another worker once where the results are equal but for durations', async () => {
    const { asked, error } = await rechecked(graded('one', 4, 1), graded('two', 4, 9))
    expect({ asked, error }).toEqual({ asked: [{ not: 'one' }], error: undefined })
  })

  it('stops the run with both records where each worker stands by its result', async () => {
    const [first, second] = [graded('one', 4), graded('two', 3)]
    const { asked, error } = await rechecked(first, second, graded('one', 4))
    expect(asked).toEqual([{ not: 'one' }, { only: 'one' }])
    expect(error).toBeInstanceOf(UnequalResults)
    expect((error as UnequalResults).records).toEqual([first, second])
    expect((error as UnequalResults).message).toBe('ada has other results on worker two than on worker one')
  })

  it('keeps the first result of a submission that does not repeat itself, and says so', async () => {
    const { said, error } = await rechecked(graded('one', 4), graded('two', 3), graded('one', 2))
    expect(error).toBeUndefined()
    expect(said).toEqual(['ada: its results are not repeatable; those that came first count'])
  })

  it('does not compare what could not be graded a second time', async () => {
    expect((await rechecked(graded('one', 4), undefined)).error).toBeUndefined()
  })
})

describe('isRechecked', () => {
  it.each([0, 1, 10, 100])('chooses %d percent, the same ones each time', (percent) => {
    const chosen = Array.from({ length: 10_000 }, (_, i) => isRechecked(7, `s${i}`, percent))
    const share = chosen.filter(Boolean).length / 100
    // Four standard deviations of 10,000 draws, in percent.
    const deviation = Math.sqrt((percent * (100 - percent)) / 10_000)
    expect(Math.abs(share - percent)).toBeLessThanOrEqual(4 * deviation)
    expect(Array.from({ length: 100 }, (_, i) => isRechecked(7, `s${i}`, percent))).toEqual(chosen.slice(0, 100))
  })
})
