import { describe, expect, it } from 'vitest'
import { strongestOfStudents, whoseSubmissions } from './whose.ts'

const roster = [
  { id: 'u1', name: 'Ada Example' },
  { id: 'u2', name: 'Ben Sample', group: 'A' },
  { id: 'u3', name: 'Cy Test', group: 'A' },
]
const records = [
  { submission: 'one', student: 'u1' },
  { submission: 'two', student: 'u1' },
  { submission: 'pair', student: 'u2' },
  { submission: 'pair', student: 'u1' },
  { submission: 'own', student: 'u3' },
]
const whose = whoseSubmissions(['one', 'two', 'pair', 'own'], roster, records)

describe('submissions', () => {
  it.each([
    ['two attempts of a student', 'one', 'two', false],
    ['one of a student and one of a group with the same student', 'one', 'pair', false],
    ['one of each of two members of a group of the class list', 'pair', 'own', false],
    ['one of each of two students', 'one', 'own', true],
    ['one and the same', 'one', 'one', false],
  ])('%s: apart or not', (_, left, right, expected) => {
    expect([whose.apart(left, right), whose.apart(right, left)]).toEqual([expected, expected])
  })

  it('have the names of the class list', () => {
    expect(whose.names).toEqual(
      new Map([
        ['one', 'Ada Example'],
        ['two', 'Ada Example'],
        ['pair', 'Ada Example, Ben Sample'],
        ['own', 'Cy Test'],
      ]),
    )
  })

  it('are each of a student of its own without a class list', () => {
    expect(whoseSubmissions(['a', 'b'], undefined, []).apart('a', 'b')).toBe(true)
  })
})

it('of several attempts the pair that comes first is kept', () => {
  const pair = (left: string, right: string) => ({ left, right, parts: [] })
  expect(strongestOfStudents([pair('two', 'own'), pair('own', 'one')], whose)).toEqual([pair('two', 'own')])
})
