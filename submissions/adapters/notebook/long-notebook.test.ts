import { describe, expect, it } from 'vitest'
import { withoutMagics } from './magics.ts'
import { readNotebook } from './nbformat.ts'

function read(cells: readonly unknown[]): ReturnType<typeof readNotebook> {
  return readNotebook(Buffer.from(JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells })), 'a.ipynb')
}

describe('a notebook of great length', () => {
  it.each([
    ['a word, then blanks', `x${' '.repeat(200_000)}y`, 0],
    ['blanks, then a command', `${' '.repeat(200_000)}!ls`, 1],
    ['blanks before an assigned command', `a${' '.repeat(200_000)}= !ls`, 1],
    ['names without an end', `${'a, '.repeat(60_000)}?b`, 0],
  ])('is read in one pass of a line with %s', (_, line, ignored) => {
    expect(withoutMagics(line).ignored).toHaveLength(ignored)
  })

  it('keeps what stands before an assigned command', () => {
    expect(withoutMagics('  a, b = !ls\nc = %who\nd == !x\ne[0] = !ls').source).toBe('  a, b = None\nc = None\nd == !x\ne[0] = !ls')
  })

  it('is read in one pass of its lines', () => {
    const source = Array.from({ length: 1_000_000 }, () => '')
    expect(read([{ cell_type: 'code', source, execution_count: 1, outputs: [] }])).toMatchObject({ ok: true, cells: [{ source: '' }] })
  })

  it('is refused before each of its cells is looked at', () => {
    expect(read(Array.from({ length: 1_000_000 }, () => ({})))).toMatchObject({
      fault: { kind: 'load-error', message: 'a.ipynb is not a complete notebook: it has more than 1000 cells' },
    })
  })
})
