import { describe, expect, it } from 'vitest'
import { CheckDefect } from '#grading/model/check-defect'
import { listOf, type Plain, toValue, type Value } from '#grading/model/value'
import { compare } from '../compare/compare.ts'
import { T32 } from '../compare/tolerance.ts'
import { type Compared, explain, type Predicted, predictionsOf } from './explain.ts'

type Answered = Omit<Compared, 'position'>

const one = (right: Plain | Value, came?: Plain | Value, ...args: Plain[]): Answered => {
  const [expected, actual] = [toValue(right), came === undefined ? undefined : toValue(came)]
  return { args, expected, actual, equal: compare('y', actual, expected, T32).equal }
}

const explained = (cases: readonly Answered[], mistakes: readonly Predicted[] = []) => {
  const compared = cases.map((answered, position) => ({ position, ...answered }))
  return explain('y', compared, mistakes, T32)
}

const known = (id: string, answers: readonly (Plain | undefined)[], more: Partial<Predicted> = {}): Predicted => {
  return { id, says: `${id}, which is wrong`, answers, ...more }
}

describe('what a formula gives', () => {
  it('is no fault of a submission where it throws: the mistake is named, and its stack kept', () => {
    const formula = {
      says: 'the sum, not the mean',
      answer: (): Plain => {
        throw new TypeError('x is not a function')
      },
    }
    const predicted = () => predictionsOf([formula], [[1]], [1])
    expect(predicted).toThrow(new CheckDefect('the formula of "the sum, not the mean"', new TypeError('x is not a function')))
    expect(predicted).toThrow(expect.objectContaining({ stack: expect.stringContaining('explain.test.ts') }))
  })
})

describe('a known mistake', () => {
  it.each([
    ['says nothing of the case that came out right', known('square', [undefined, 16])],
    ['would have got that one wrong, where no other fits better', known('square', [9, 16])],
  ])('is named when it %s', (_, mistake) => {
    const finding = { code: 'known-mistake', label: 'y', mistake: 'square', says: 'square, which is wrong', severity: 'error' }
    expect(explained([one(3, 3), one(4, 16)], [mistake])).toEqual({ finding, credit: 0 })
  })

  it.each([
    ['does not apply to a wrong answer', one('right', 'left'), known('none', [undefined])],
    ['does not apply where nothing came', one(1), known('none', [undefined])],
    ['gives an answer where nothing came', one(1), known('five', [5])],
  ])('is not named when it %s', (_, answered, mistake) => {
    expect(explained([answered], [mistake])).toBeUndefined()
  })

  it('is not named when it contradicts more right answers than it explains wrong ones', () => {
    const square = known('square', [9, 25, 16])
    expect(explained([one(3, 3), one(5, 5), one(4, 16)], [square])).toBeUndefined()
  })

  it('is not named for answers without a finite number when it contradicts a right one', () => {
    const overflows = known('overflows', [Infinity, Infinity])
    expect(explained([one(3, Infinity), one(5, 5)], [overflows])).toBeUndefined()
    expect(explained([one(3, Infinity), one(5, Infinity)], [overflows])).toMatchObject({ finding: { mistake: 'overflows' } })
  })

  it('gives way to one that contradicts fewer right answers', () => {
    const [square, sixteen] = [known('square', [9, 16, 36]), known('sixteen', [3, 16, 16])]
    expect(
      explained(
        [one(3, 3), one(4, 16), one(6, 6), one(4, 16)],
        [
          { ...square, answers: [9, 16, 36, 16] },
          { ...sixteen, answers: [3, 16, 16, 16] },
        ],
      ),
    ).toMatchObject({
      finding: { mistake: 'sixteen' },
    })
  })

  it('earns its credit and hint; of two that fit alike, the larger credit and the hint of the first', () => {
    const square = known('square', [9], { credit: 0.25, hint: 'Why a square?' })
    const triple = known('triple', [9], { credit: 0.5, hint: 'Why three?' })
    expect(explained([one(3, 9)], [square])).toMatchObject({ credit: 0.25, finding: { mistake: 'square', hint: 'Why a square?' } })
    const both = { mistake: 'square triple', says: 'square, which is wrong; or equally triple, which is wrong', hint: 'Why a square?' }
    expect(explained([one(3, 9)], [square, triple, known('other', [8])])).toMatchObject({ credit: 0.5, finding: both })
  })
})

describe('a constant factor', () => {
  it.each([
    ['behind a first number of zero', [one([0, 2, 4], [0, 6, 12])], { factor: 3 }],
    ['of numbers from a thousandth on', [one([0.001], [0.003])], { factor: 3 }],
    ['of negative numbers', [one([0.002, -5], [0.006, -15])], { factor: 3 }],
    ['with six digits', [one(1, 1.23456789)], { factor: 1.23457 }],
    ['of log₁₀', [one(2, 2 * Math.LOG10E)], { factor: Math.LOG10E, meaning: expect.stringContaining('log₁₀ were used instead of ln') }],
    ['beside zeros that came out right', [one([0, 0], [0, 0]), one(2, 6)], { factor: 3 }],
    ['beside an empty list that came out right', [one([], []), one(2, 6)], { factor: 3 }],
    ['across lists of arrays', [one(listOf([[1, 2], 3]), listOf([[2, 4], 6]))], { factor: 2 }],
  ])('is named %s', (_, cases, finding) => {
    expect(explained(cases)).toEqual({ finding: { code: 'scaled', label: 'y', severity: 'error', ...finding }, credit: 0 })
  })

  it.each([
    ['zeros', [one([1, 2], [0, 0])]],
    ['infinity', [one(1, Number.POSITIVE_INFINITY)]],
    ['nothing', [one(1)]],
    ['text', [one(1, '3')]],
    ['numbers for a text', [one('none', 3)]],
    ['text among lists', [one(listOf([[1, 2], 3]), listOf([[2, 4], '6']))]],
    ['text beside as many numbers', [one([1, 2], listOf(['twice', [3, 6]]))]],
    ['more numbers than were asked for', [one([1, 2], [3, 6, 9])]],
    ['lists of arrays of which one is no multiple', [one(listOf([1, [2, 3]]), listOf([2, [4, 7]]))]],
    ['numbers of which only the largest fits', [one([1, 2], [4, 6])]],
    ['numbers below a thousandth', [one([0.0009], [0.0027])]],
    ['an error just above the tolerance', [one(1000, 1000.1005, [1])]],
    ['another multiple in each case', [one(1, 3), one(1, 5)]],
    ['a multiple in one of two wrong cases', [one(1, 3), one([1, 2], [4, 6])]],
    ['a multiple in some cases', [one(1, 1), one(1, 5)]],
  ])('is not seen in %s', (_, cases) => {
    expect(explained(cases)).toBeUndefined()
  })

  it('is looked for in lists of any length', () => {
    const long: Value = { dtype: 'float64', shape: [200_000], data: new Float64Array(200_000) }
    expect(explained([one([1], listOf([[1], long]))])).toBeUndefined()
  })
})

describe('a factor that grows with an argument', () => {
  const [single, pair, triple] = [[0], [0, 0], [0, 0, 0]]
  const record: Plain = Object.create(null) as { readonly [key: string]: Plain }

  it.each([
    ['length', [one(5, 10, 7, pair), one(5, 15, 7, triple)], 2, 'the length of the second argument'],
    ['length, where the first is 1', [one(5, 5, single), one(5, 15, triple)], 3, 'the length of the first argument'],
    ['length, beside zeros', [one(5, 10, pair), one(0, 0, single), one(5, 15, triple)], 2, 'the length of the first argument'],
    ['value', [one(1, 3, 3), one(1, 5, 5)], 3, 'the value of the first argument'],
    ['value, beside a record', [one(1, 3, record, 3), one(1, 5, record, 5)], 3, 'the value of the second argument'],
    ['inverse length', [one(6, 3, pair), one(6, 2, triple)], 0.5, 'one divided by the length of the first argument'],
    ['inverse value', [one(6, 3, pair, 2), one(6, 1.5, pair, 4)], 0.5, 'one divided by the value of the second argument'],
  ])('is named by its %s', (_, cases, factor, meaning) => {
    expect(explained(cases)?.finding).toMatchObject({ code: 'scaled', factor, meaning })
  })

  it.each([
    ['length in only some cases', [one(1, 2, pair), one(1, 5, triple)]],
    ['inverse in only some cases', [one(1, 0.5, pair), one(1, 5, triple)]],
    ['length where one case is no multiple', [one(1, 2, pair), one([1, 1], [3, 4], triple)]],
    ['fields of a record', [one(1, 2, { length: 2 }), one(1, 3, { length: 3 })]],
  ])('is not named by its %s', (_, cases) => {
    expect(explained(cases)).toBeUndefined()
  })
})

describe('a transpose', () => {
  const right = [
    [1, 2, 3],
    [4, 5, 6],
  ]
  const came = [
    [1, 4],
    [2, 5],
    [3, 6],
  ]

  it('is named, also with an axis of length 1 and beside what came out right', () => {
    for (const cases of [[one(right, came)], [one([right], came)], [one(1, 1), one(right, came)]])
      expect(explained(cases)).toEqual({ finding: { code: 'transposed', label: 'y', severity: 'error' }, credit: 0 })
  })

  it('is not named where another wrong answer is something else', () => {
    expect(explained([one(right, came), one([1, 2], [2, 1])])).toBeUndefined()
    expect(explained([one(right, came), one('none', 'no')])).toBeUndefined()
  })
})
