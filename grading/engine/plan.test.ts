import { describe, expect, it } from 'vitest'
import type { Check } from '../model/check.ts'
import { plan } from './plan.ts'

function check(id: string, after?: string[]): Check {
  const run = async () => ({ verdict: 'accepted' as const, fraction: 1, findings: [] })
  return { id, title: id, points: 1, visibility: 'visible', entries: [], run, ...(after === undefined ? {} : { after }) }
}

describe('plan', () => {
  it('puts a check behind those it is after and keeps the rest as written', () => {
    expect(plan([check('c', ['a', 'b']), check('a'), check('d'), check('b')]).map((one) => one.id)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('refuses checks that wait for each other, naming them', () => {
    expect(() => plan([check('a', ['b']), check('b', ['a'])])).toThrow(/^checks wait for each other: a after b after a$/)
  })

  it('refuses an unknown id', () => {
    expect(() => plan([check('a', ['z'])])).toThrow('check "a" is after "z", which does not exist')
  })
})
