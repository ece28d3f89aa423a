import { describe, expect, it } from 'vitest'
import { parseStat } from './process-stat.ts'

describe('parseStat', () => {
  it('reads what is told of a process whose name holds spaces and parentheses', () => {
    const line = '41 (a ) (b c) S 7 41 41 0 -1 4194560 1 0 0 0 30 4 200 16 20 0 1 0 9 1 6'
    expect(parseStat(line)).toEqual({ state: 'S', parent: 7, own: 34, ended: 216, startTime: '9', residentPages: 6 })
  })
})
