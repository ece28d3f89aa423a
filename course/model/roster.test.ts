import { describe, expect, it } from 'vitest'
import { comparableEmail, comparableName, type RosterEntry } from './roster.ts'

describe('a name', () => {
  it.each([
    ['Müller, Anne-Lise', 'Anne-Lise MÜLLER'],
    ['Mu\u0308ller', 'M\u00fcller'],
    ["O'Neil, Pat", 'Pat O\u2019Neil'],
    ['  Li   Wei ', 'wei li'],
    ['محمد علي', 'علي محمد'],
  ])('%j is the same as %j', (a, b) => expect(comparableName(a)).toBe(comparableName(b)))

  it.each([
    ['Ada Lind', 'Ada Lindt'],
    ['李伟', '李纬'],
  ])('%j is another than %j', (a, b) => expect(comparableName(a)).not.toBe(comparableName(b)))

  it('keeps its words', () => {
    const entry: RosterEntry = { id: 'u77', name: 'Ada B. Lind' }
    expect(comparableName(entry.name)).toBe('ada b lind')
  })
})

it('an address is the same whatever its case', () => expect(comparableEmail(' Ada@Example.org')).toBe('ada@example.org'))
