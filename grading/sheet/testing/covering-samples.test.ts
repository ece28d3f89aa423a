import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../model/check.ts'
import type { Sample } from '../samples.ts'
import { coveringSamples } from './covering-samples.ts'

const sample = (name: string, verdict: Verdict, ...loses: string[]): Sample => ({
  file: name,
  name,
  verdict,
  loses,
  causes: [],
  declare: new Map(),
})

describe('covering samples', () => {
  it('are few, lose every check that any loses, and hold one that is accepted', () => {
    const all = [
      sample('nothing', 'not-attempted', 'x', 'y', 'z'),
      sample('right', 'accepted'),
      sample('also-right', 'accepted'),
      sample('a', 'wrong-answer', 'x'),
      sample('b', 'wrong-answer', 'x', 'y'),
      sample('c', 'runtime-error', 'z'),
      sample('d', 'wrong-answer', 'y'),
    ]
    expect(coveringSamples(all).map(({ name }) => name)).toEqual(['right', 'b', 'c'])
    expect(coveringSamples([])).toEqual([])
  })
})
