import { describe, expect, it } from 'vitest'
import { median, ratio, table, under } from './figures.ts'

describe('median', () => {
  it('is the middle value, whatever the order', () => expect(median([9, 1, 10])).toBe(9))
  it('is the mean of the two middle values of an even count', () => expect(median([4, 1, 10, 2])).toBe(3))
  it('refuses an empty list instead of reporting NaN', () => expect(() => median([])).toThrow(RangeError))
})

describe('table', () => {
  it('says which targets are met and which are missed', () => {
    const lines = table([
      ratio('graded', 90, 40, 3),
      ratio('slow', 130, 40, 3),
      under('help', 250, 200),
      { what: 'memory', value: '90 MB' },
    ]).split('\n')
    expect(lines[1]).toMatch(/^graded +90 ms +2\.25 × 40 ms +≤ 3 × +met$/)
    expect(lines[2]).toMatch(/^slow +130 ms +3\.25 × 40 ms +≤ 3 × +MISSED$/)
    expect(lines[3]).toMatch(/^help +250 ms +< 200 ms +MISSED$/)
    expect(lines[4]).toMatch(/^memory +90 MB$/)
  })
})
