import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Fault, Limits } from '#grading/model/session'
import { ALIVE } from './frame.ts'
import { begins, numbers, serves } from './testing/fake-child.ts'
import { answersOnly, ask, made, works } from './testing/fake-connection.ts'
import { settle } from './testing/running-link.ts'

afterEach(() => void vi.useRealTimers())

describe('the time of a submission', () => {
  const over = (limitMs: number): Fault => ({ kind: 'time-limit', stage: 'submission', limitMs })

  it('that is used up is over before anything is started', async () => {
    const it = made((child) => works(child), { submissionMs: 500 }, { ms: 500 })
    expect(await ask(it, 'f', 2)).toEqual([over(500), over(500)])
    expect(it.children).toHaveLength(0)
  })

  it.each<[string, Partial<Limits>, Fault]>([
    ['start-up', { startUpMs: 30, submissionMs: 1000 }, { kind: 'time-limit', stage: 'start-up', limitMs: 30 }],
    ['both at once', { startUpMs: 30, submissionMs: 530 }, { kind: 'time-limit', stage: 'start-up', limitMs: 30 }],
    ['the submission', { startUpMs: 1000, submissionMs: 530 }, over(530)],
  ])('ends a start by the limit that comes first: %s', async (_, limits, fault) => {
    const it = made((child) => child.says(ALIVE), limits, { ms: 500 })
    expect(await ask(it, 'f')).toEqual([fault])
    expect(it.children[0]?.kills()).toBe(1)
  })

  it('ends a call that has less of it left than a call may take, and the rest with it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const it = made((child) => void answersOnly(child, 1), { callMs: 60_000, submissionMs: 600 }, { ms: 100 })
    const asked = ask(it, 'f', 3)
    await settle()
    vi.advanceTimersByTime(499)
    expect(it.children.map((child) => child.kills())).toEqual([0])
    vi.advanceTimersByTime(1)
    expect(await asked).toEqual([1, over(600), over(600)])
    expect(it.spent.ms).toBe(600)
    expect(it.children).toHaveLength(1)
  })

  it.each<[string, number, number, Fault]>([
    ['a call', 30, 0, { kind: 'time-limit', stage: 'call', limitMs: 30, entry: 'f' }],
    ['the submission', 30, 1, over(30)],
    ['the submission, after another answer', 20, 15, over(30)],
  ])('ends a call by the limit that comes first: %s', async (_, callMs, ms, fault) => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const it = made((child) => void answersOnly(child, 1, () => vi.advanceTimersByTime(ms)), { callMs, submissionMs: 30 })
    expect(await ask(it, 'f', 2)).toMatchObject([1, fault])
  })

  it('is what its start and its calls take, and each answer has its share', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const it = made((child) => {
      vi.advanceTimersByTime(7)
      begins(child)
      serves(child, (calls) => {
        vi.advanceTimersByTime(90)
        return numbers(...Array(calls).fill(1))
      })
    })
    const answers = await it.connection.session().callMany('f', [[], [], []])
    expect(answers.map(({ usage }) => usage)).toEqual([{ ms: 30 }, { ms: 30 }, { ms: 30 }])
    expect(it.spent.ms).toBe(97)
    expect((await it.connection.session().call('f', [])).usage).toEqual({ ms: 90 })
    expect(it.spent.ms).toBe(187)
    await it.connection.close()
  })
})
