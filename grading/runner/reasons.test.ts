import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { readReasons } from './reasons.ts'

describe('readReasons', () => {
  const reasons = (content: string) => readReasons(`${temporaryFolder({ 'reasons.json': content })}/reasons.json`)

  it('gives a reason for each mutant, and none without the file', () => {
    expect([...reasons('[{"id": "a", "reason": "never"}]')]).toEqual([['a', 'never']])
    expect(readReasons('/nowhere/reasons.json').size).toBe(0)
  })

  it.each([
    ['{', 'not JSON'],
    ['{}', 'expected a list of {"id": …, "reason": …}'],
    ['[{"id": "a", "reason": " "}]', 'entry 0 needs an id and a reason, both texts'],
    ['[{"id": "a"}]', 'entry 0 needs an id and a reason, both texts'],
    ['[{"id": "", "reason": "b"}]', 'entry 0 needs an id and a reason, both texts'],
    ['[{"id": "a", "reason": "b", "because": "c"}]', 'both texts, and nothing else'],
    ['[{"id": "a", "reason": "b"}, {"id": "a", "reason": "c"}]', 'entry 1 repeats the id a'],
  ])('refuses %s', (content, says) => expect(() => reasons(content)).toThrow(says))
})
