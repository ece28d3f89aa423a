import { describe, expect, it } from 'vitest'
import { CourseError } from '../course-error.ts'
import { readTable } from './read-table.ts'

const utf8 = (text: string) => Buffer.from(text, 'utf8')
const utf16 = (text: string, { big = false, mark = true } = {}) => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le')
  return big ? bytes.swap16() : bytes
}
const read = (bytes: Uint8Array) => {
  const { header, rows, delimiter } = readTable(bytes, 'roster.csv')
  return { header, delimiter, rows: rows.map(({ line, cells }) => [line, ...cells]) }
}
const müller = { header: ['id', 'name'], delimiter: ',', rows: [[2, 'u77', 'Müller, Anne-Lise']] }
const text = 'id,name\r\nu77,"Müller, Anne-Lise"\r\n'

describe('a table', () => {
  it.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a byte order mark', utf8(`\ufeff${text}`)],
    ['UTF-16, little endian', utf16(text)],
    ['UTF-16, big endian', utf16(text, { big: true })],
    ['UTF-16 without a mark', utf16(text, { mark: false })],
    ['UTF-16 without a mark, big endian', utf16(text, { mark: false, big: true })],
  ])('is read in %s', (_, bytes) => expect(read(bytes)).toEqual(müller))

  it.each([
    ['semicolons', 'id;name\nu77;Müller, Anne-Lise', ';'],
    ['tabs', 'id\tname\nu77\tMüller, Anne-Lise', '\t'],
    ['semicolons beside a quoted comma', '"id";"name"\nu77;Müller, Anne-Lise', ';'],
  ])('is read with %s', (_, text, delimiter) => expect(read(utf8(text))).toEqual({ ...müller, delimiter }))

  it('may name its separator first', () => {
    expect(read(utf8('sep=;\r\nid;name\r\nu77;"Müller, Anne-Lise"'))).toEqual({
      ...müller,
      delimiter: ';',
      rows: [[3, 'u77', 'Müller, Anne-Lise']],
    })
  })

  it('may have empty rows, short rows and line breaks in fields', () => {
    expect(read(utf8('a,b\n"x\ny",1\n,\n2\n3,4,')).rows).toEqual([
      [2, 'x\ny', '1'],
      [5, '2', ''],
      [6, '3', '4'],
    ])
  })

  it.each([
    [
      'Latin-1',
      Buffer.from(text, 'latin1'),
      'roster.csv: is neither UTF-8 nor UTF-16; open it in a spreadsheet program and save it as "CSV UTF-8"',
    ],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), /is neither UTF-8 nor UTF-16/],
    ['nothing', utf8(''), 'roster.csv: is empty; expected a first line with the names of the columns'],
    ['a long row', utf8('a\n1,2'), 'roster.csv:2: has 2 fields, the first line names 1'],
    ['an open quote', utf8('a\n"1'), 'roster.csv:2: has a quote that is never closed'],
    ['an open quote below its separator', utf8('sep=;\na\n"1'), 'roster.csv:3: has a quote that is never closed'],
    ['text after a quote', utf8('a\n"1"2'), 'roster.csv:2: has text after a closing quote; double a quote inside a field'],
  ])('is refused for %s', (_, bytes, says) => {
    expect(() => read(bytes)).toThrow(CourseError)
    expect(() => read(bytes)).toThrow(says)
  })
})
