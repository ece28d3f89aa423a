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

  it('gives an id the same name whatever the order', () => {
    const ids = ['a/b', 'a-b', 'Anna', 'anna']
    const names = pageNames(ids)
    for (const [id, name] of pageNames([...ids].reverse())) expect(names.get(id)).toBe(name)
  })
})
