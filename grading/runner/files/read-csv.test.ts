import { describe, expect, it } from 'vitest'
import { readCsv } from './read-csv.ts'

const rows = (text: string) => readCsv(text).map(({ line, values }) => [line, Object.fromEntries(values)])

describe('comma-separated values', () => {
  it('are read by the names in the first line, whatever their case and the line ends', () => {
    expect(rows('\ufeffStudent,Points\r\nada,4.5\r\n\r\nbob,3\r\n')).toEqual([
      [2, { student: 'ada', points: '4.5' }],
      [4, { student: 'bob', points: '3' }],
    ])
  })

  it('may be separated by semicolons', () => {
    expect(rows('student;points\nada;4,5')).toEqual([[2, { student: 'ada', points: '4,5' }]])
  })

  it('may be quoted, over several lines', () => {
    expect(rows('a,b\n"x, ""y""\nz",1\n2,3')).toEqual([
      [2, { a: 'x, "y"\nz', b: '1' }],
      [4, { a: '2', b: '3' }],
    ])
  })

  it('may have rows without a value, as spreadsheets write them below a table', () => {
    expect(rows('a,b\n1,2\n,,\n , \n,\n3,4')).toEqual([
      [2, { a: '1', b: '2' }],
      [6, { a: '3', b: '4' }],
    ])
  })

  it('may lack the last fields', () => {
    expect(rows('a,b\n1')).toEqual([[2, { a: '1' }]])
  })

  it.each([
    ['a\n1,2', 'line 2 has 2 fields, the first line names 1'],
    ['a\n"1', 'line 2 has a quote that is never closed'],
    ['a\n"1"2', 'line 2 has text after a closing quote; double a quote inside a field'],
  ])('%j are refused', (text, says) => {
    expect(() => readCsv(text)).toThrow(says)
  })

  it('are none in an empty file', () => {
    expect(rows('')).toEqual([])
  })
})
