import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOSTILE } from '../sample/hostile-text.ts'
import { pageNames } from './page-names.ts'

describe('pageNames', () => {
  it('keeps a plain id, spaces and letters of any language included', () => {
    expect([...pageNames(['anna-lind', 'Müller Anne', 'u77.b']).values()]).toEqual(['anna-lind', 'Müller Anne', 'u77.b'])
  })

  it('gives every id a name of its own, also where a file system ignores case or composition', () => {
    const ids = ['Anna', 'anna', 'Mu\u0308ller', 'M\u00fcller', 'a/b', 'a-b', 'a:b']
    const names = [...pageNames(ids).values()].map((name) => name.normalize('NFC').toLowerCase())
    expect(new Set(names).size).toBe(ids.length)
  })

  it('has nothing in a name that is special to a file system or a link', () => {
    for (const name of pageNames([...HOSTILE, '..', '.', '', '-', 'con', 'NUL.txt', 'x'.repeat(300), '🎲']).values()) {
      expect(name).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}._ -]{0,99}$/u)
      expect(name).not.toMatch(/^(con|nul)(\.|$)|[. ]$/i)
    }
  })

  it('gives every id a name of its own that fits into 255 bytes with what is added while it is written', () => {
    const stem = fc.constantFrom(
      '李'.repeat(80),
      '𠀀'.repeat(63),
      'é'.repeat(90),
      'zoe',
      'zoe\u200b',
      'Zoe',
      'a/b',
      'a-b',
      '',
      '.',
      'con',
      '\ud800',
    )
    const id = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.tuple(stem, fc.string({ maxLength: 3 })).map((parts) => parts.join('')),
    )
    let examined = 0
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 30 }), (some) => {
        // An id that is the name of another with its hash.
        const ids = [...new Set([...some, ...pageNames(some).values()])]
        const names = [...pageNames(ids).values()]
        examined += ids.length
        expect(new Set(names.map((name) => name.normalize('NFC').toLowerCase())).size).toBe(ids.length)
        for (const name of names) expect(Buffer.byteLength(`.${name}.html.4194304.tmp`)).toBeLessThanOrEqual(255)
      }),
      { numRuns: Number(process.env.ASSAY_CLASSES ?? 60) },
    )
    expect(examined).toBeGreaterThan(100)
  })

  it('gives an id the same name whatever the order', () => {
    const ids = ['a/b', 'a-b', 'Anna', 'anna']
    const names = pageNames(ids)
    for (const [id, name] of pageNames([...ids].reverse())) expect(names.get(id)).toBe(name)
  })
})
