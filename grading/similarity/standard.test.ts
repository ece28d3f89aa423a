import { describe, expect, it } from 'vitest'
import { standardOf, standsOut } from './standard.ts'

const many = (value: number, count: number): readonly number[] => Array.from({ length: count }, (_, i) => value + (i % 5) / 100)

describe('what stands out', () => {
  it('is far above what most pairs of the class have', () => {
    const standard = standardOf([...many(0.5, 100), 0.95])
    expect(standard).toEqual({ kind: 'class', above: expect.closeTo(0.68, 1) })
    expect([standsOut(0.95, standard), standsOut(0.54, standard)]).toEqual([true, false])
  })

  it('is never below 0.6, however different the class is', () => {
    expect(standardOf(many(0.01, 100))).toEqual({ kind: 'class', above: 0.6 })
  })

  it('does not move with a few copies', () => {
    const copies = Array.from({ length: 5 }, () => 1)
    expect(standardOf([...many(0.3, 100), ...copies])).toEqual(standardOf(many(0.3, 100)))
  })

  it('is nothing where the class is alike', () => {
    const standard = standardOf(many(0.86, 100))
    expect([standard, standsOut(1, standard)]).toEqual([{ kind: 'alike' }, false])
  })

  it('is fixed where too few pairs tell nothing', () => {
    const standard = standardOf([0.95, 0.1, 0.2])
    expect([standard, standsOut(0.95, standard), standsOut(0.9, standard)]).toEqual([{ kind: 'few', above: 0.9 }, true, false])
  })
})
