import { describe, expect, it } from 'vitest'
import type { Plain } from '#grading/model/value'
import { type Following, followed, telling, toldOf } from './follow-through.ts'

const asked = (position: number) => ({ position, args: [10], actual: 0, expected: 0, equal: false })

describe('what follows from an earlier result', () => {
  it.each<[string, Plain]>([
    ['a number', -3],
    ['a number just above ten absolute tolerances', 1.0001e-5],
    ['lists with one number that is large enough', [[[[0, 0]]], [[[0, -2]]]]],
  ])('is %s', (_, follows) => {
    expect(telling(follows)).toBe(follows)
  })

  it.each<[string, Plain | undefined]>([
    ['nothing', undefined],
    ['an empty list', []],
    ['zeros', [0, -0]],
    ['ten absolute tolerances', [1e-5, -1e-5]],
    ['lists with a NaN', [1, [Number.NaN]]],
    ['infinity', Number.NEGATIVE_INFINITY],
    ['text', 'much'],
    ['a record', { much: 1 }],
  ])('is not told by %s', (_, follows) => {
    expect(telling(follows)).toBeUndefined()
  })

  it('is computed from the arguments and the own answer of the same case', () => {
    const expected = ([x]: readonly Plain[], own: Plain): Plain => (x as number) + (own as number)
    const follows = followed(expected, [], [1, -10])
    expect([follows(asked(0)), follows(asked(1))]).toEqual([11, undefined])
  })
})

describe('the answers of which something follows', () => {
  const compared = [asked(0), asked(1), asked(2), { ...asked(3), equal: true }]
  const positions = (told: readonly number[]): number[] =>
    toldOf(compared, ({ position }) => (told.includes(position) ? 1 : undefined)).map(({ position }) => position)

  it('are those wrong ones that tell it', () => expect(positions([0, 2, 3])).toEqual([0, 2]))

  it('are none where half of the wrong ones or more tell nothing', () => expect(positions([1, 3])).toEqual([]))
})

describe('what follows by a record', () => {
  const own = (z: number, a: number): Following['own'] => [
    ['zOne', z],
    ['a', a],
  ]
  const table: readonly (readonly Following[])[] = [
    [
      { own: own(1, 2), follows: 'first' },
      { own: own(1, 3), follows: 'second' },
    ],
    [{ own: own(1, 2), follows: 'of another case' }],
  ]
  const follows = (answer: Plain, position = 0, known = table) => followed(undefined, known, Array(3).fill(answer))(asked(position))

  it('is looked up by all the fields that are read', () => {
    expect(follows({ z_one: 1, a: 2, b: 7 })).toBe('first')
    expect(follows({ zOne: 1.00001, a: 3 })).toBe('second')
    expect(follows({ zOne: 1, a: 2 }, 1)).toBe('of another case')
  })

  it.each<[string, Plain, number?, typeof table?]>([
    ['one field differs', { zOne: 1, a: 4 }],
    ['one field is missing', { zOne: 1 }],
    ['no record came', [1, 2]],
    ['nothing is recorded of the case', { zOne: 1, a: 2 }, 2],
    ['nothing is recorded at all', { zOne: 1, a: 2 }, 0, []],
  ])('is nothing where %s', (_, answer, position, records) => {
    expect(follows(answer, position, records)).toBeUndefined()
  })
})
