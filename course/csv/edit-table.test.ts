import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editTable } from './edit-table.ts'

describe('a table that is written again', () => {
  it('is the same, byte for byte, where nothing changes', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab,;"\n üن0.=') })
    const row = fc.tuple(cell, cell, cell)
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), fc.constantFrom('\n', '\r\n'), fc.boolean(), (rows, eol, mark) => {
        const line = (cells: readonly string[]) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')
        const text = `${mark ? '\ufeff' : ''}${['a,b,c', ...rows.map(line)].join(eol)}${eol}`
        expect(editTable(Buffer.from(text), 't.csv').write(1, new Map())).toBe(text)
      }),
    )
  })

  it('changes one cell and nothing else', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab,;"\n ü0') })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(',', ';', '\t'),
        (rows, delimiter) => {
          const line = (cells: readonly string[]) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter)
          const bytes = Buffer.from(`${['a', 'b', 'c'].join(delimiter)}\n${rows.map(line).join('\n')}\n`)
          const again = editTable(Buffer.from(editTable(bytes, 't.csv').write(1, new Map([[1, '4,50']]))), 't.csv')
          const expected = editTable(bytes, 't.csv').records.map(({ cells }, i) => (i === 1 ? [cells[0], '4,50', cells[2]] : cells))
          expect(again.records.map(({ cells }) => cells)).toEqual(expected)
        },
      ),
    )
  })
})
