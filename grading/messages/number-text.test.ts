import { describe, expect, it } from 'vitest'
import { bytesText, durationText, elementText, numberText, pairText, shapeText, withFewDigits } from './number-text.ts'

describe('a number in a sentence', () => {
  it.each<[number, string]>([
    [Number.NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '-∞'],
    [0, '0'],
    [-0, '0'],
    [-12, '-12'],
    [123_456_789, '123456789'],
    [1e15, '1000000000000000'],
    [1e15 - 1, '999999999999999'],
    [1_234_567_890_123_457_000, '1234570000000000000'],
    [0.123456789, '0.123457'],
    [1234.56789, '1234.57'],
    [0.001, '0.001'],
    [0.00099951, '9.9951e-4'],
    [-0.0000123456789, '-1.23457e-5'],
    [1.797693e308, '1.79769e+308'],
  ])('%d is %s', (value, text) => expect(numberText(value)).toBe(text))

  it('has as many digits as asked for', () => expect(numberText(Math.PI, 3)).toBe('3.14'))

  it('near the largest one stays finite, however few digits it has', () => {
    expect(numberText(Number.MAX_VALUE, 3)).toBe('1.79769e+308')
  })
})

describe('two numbers side by side', () => {
  it.each<[number, number, string, string]>([
    [1.5, 2.5, '1.5', '2.5'],
    [0.123456789, 0.45, '0.123457', '0.45'],
    [0.123456789, 0.123456623, '0.1234568', '0.1234566'],
    [0.123456789, 0.123456751, '0.12345679', '0.12345675'],
    [1.0000001, 1.0000002, '1.0000001', '1.0000002'],
    [1 / 3, 1 / 3 + 2e-16, '0.333333333', '0.333333333'],
    [2, 2, '2', '2'],
  ])('%d and %d are %s and %s', (a, b, left, right) => expect(pairText(a, b)).toEqual([left, right]))

  it('need no more than nine digits: more would tell the right value', () => {
    expect(pairText(0.1, 0.1 + 2 ** -56)).toEqual(['0.1', '0.1'])
  })
})

describe('an element', () => {
  it.each<[string, readonly number[], string]>([
    ['cost', [], 'cost'],
    ['dW2', [1, 0], 'dW2[1, 0]'],
    ['the weight gradient', [3], 'element [3] of the weight gradient'],
    ['f(x)', [3], 'element [3] of f(x)'],
  ])('of %s at %j is %s', (label, index, text) => expect(elementText(label, index)).toBe(text))
})

describe('a shape, a duration, a size', () => {
  it('are written as readers know them', () => {
    expect([shapeText([]), shapeText([3]), shapeText([2, 3])]).toEqual(['no axes (a single number)', 'shape (3,)', 'shape (2, 3)'])
    expect([durationText(999), durationText(1000), durationText(1234)]).toEqual(['999 ms', '1 s', '1.23 s'])
  })

  it.each<[number, string]>([
    [1023, '1023 bytes'],
    [1024, '1 KiB'],
    [1536, '1.5 KiB'],
    [1024 * 1024 - 1, '1020 KiB'],
    [1024 * 1024, '1 MiB'],
    [3 * 1024 * 1024, '3 MiB'],
  ])('%d bytes are %s', (bytes, text) => expect(bytesText(bytes)).toBe(text))
})

describe('a sentence', () => {
  it.each([
    ['row 0 sums to 0.2193025857990915', 'row 0 sums to 0.219302586'],
    ['it is -12345.123449999, not 0.5000', 'it is -12345.1234, not 0.5000'],
    ['off by 1.2345678901e-17 and 9.87654321098e+20', 'off by 1.23456789e-17 and 987654321000000000000'],
    ['0.1234567891 and 1.50000000', '0.123456789 and 1.50000000'],
    ['of 12345678901 numbers', 'of 12345678901 numbers'],
  ])('%j keeps nine digits of a number', (long, short) => {
    expect(withFewDigits(long)).toBe(short)
  })
})
