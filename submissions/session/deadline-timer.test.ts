import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deadlineTimer } from './deadline-timer.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** When a deadline of 100 ms is over for a child that has waited for so long after so many milliseconds; undefined where it is not within a second. */
function overAfter(waitedAt: (ms: number) => number): { readonly over: number | undefined; readonly putOff: number } {
  let [now, over] = [0, undefined as number | undefined]
  const timer = deadlineTimer(() => waitedAt(now))
  timer.arm(100, () => {
    over = now
  })
  for (; now < 1000 && over === undefined; ) {
    now++
    vi.advanceTimersByTime(1)
  }
  return { over, putOff: timer.putOffMs() }
}

describe('a deadline', () => {
  it('is over in time for a child that had a processor', () => {
    expect(overAfter(() => 0)).toEqual({ over: 100, putOff: 0 })
  })

  it('does not give back what a child waited before', () => {
    expect(overAfter(() => 5000)).toEqual({ over: 100, putOff: 0 })
  })

  it('is put off by what the child waited meanwhile, again as long as it still waits', () => {
    // Half of the time, from the first look on: 45, then 22.5; the 11.25 after that are too little.
    const { over, putOff } = overAfter((ms) => ms / 2)
    expect(putOff).toBeCloseTo(45 + 22.5, -1)
    expect(over).toBeCloseTo(100 + putOff, -1)
  })

  it('is over after four times its length for a child that never had a processor', () => {
    const { over, putOff } = overAfter((ms) => 10 * ms)
    expect(putOff).toBe(300)
    expect(over).toBe(400)
  })

  it('is over no more once it is cleared or set anew', () => {
    const over = vi.fn()
    const timer = deadlineTimer(() => 0)
    timer.arm(100, over)
    vi.advanceTimersByTime(50)
    timer.arm(100, over)
    vi.advanceTimersByTime(99)
    timer.clear()
    vi.advanceTimersByTime(1000)
    expect(over).not.toHaveBeenCalled()
  })
})
