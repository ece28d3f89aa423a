import { describe, expect, it } from 'vitest'
import { fakeIo } from '#tools/testing/fake-io'
import { durationText, startProgress, statusLine } from './progress.ts'

describe('progress', () => {
  it('writes a plain line for each where nobody watches a terminal', () => {
    const io = fakeIo()
    const progress = startProgress(10, io)
    progress.done('ada  7 of 10')
    progress.done('bob  3 of 10')
    progress.close()
    expect(io.stderr()).toBe(' 1/10  ada  7 of 10\n 2/10  bob  3 of 10\n')
  })

  it('rewrites one line on a terminal and leaves none behind', () => {
    const io = fakeIo({ terminal: true })
    const progress = startProgress(2, io)
    progress.done('ada')
    progress.close()
    expect(io.stderr()).not.toContain('\n')
    expect(io.stderr().endsWith('\r\x1b[K')).toBe(true)
  })

  it('never writes more than the line is wide', () => {
    const io = fakeIo({ terminal: true, columns: 30 })
    startProgress(2, io).done('a'.repeat(100))
    const last = io.stderr().split('\r\x1b[K').at(-1) as string
    expect(last).toHaveLength(29)
  })
})

describe('statusLine', () => {
  it('tells count, rate and time left', () => {
    expect(statusLine(20, 120, 10_000, 'ada')).toBe('20/120 graded · 2.0/s · 50 s left · ada')
    expect(statusLine(1, 61, 10_000, 'ada')).toBe('1/61 graded · 6.0/min · 10 min 0 s left · ada')
  })
})

describe('durationText', () => {
  it.each([
    [0.4, '0 s'],
    [59.6, '1 min 0 s'],
    [3725, '1 h 2 min'],
  ])('of %f s is %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text)
  })
})
