import fc from 'fast-check'
import { expect, it } from 'vitest'
import { respelt } from './respelt.ts'

it.each([
  ['Latin-1 read as code page 437', 'J÷rg ▄bungsmann'],
  ['UTF-8 read as Latin-1', 'JÃ¶rg Ã\u009cbungsmann'],
  ['UTF-8 read as code page 437', 'J├╢rg ├£bungsmann'],
])('a name is found again in %s', (_, name) => {
  expect(respelt(name)).toContain('Jörg Übungsmann')
})

it.each(['Ada Lind', '', 'نور', '試験 例子', '👩🏽‍🔬'])('nothing is made of %s', (name) => {
  expect(respelt(name)).toEqual([])
})

it('any name of Latin-1 comes back', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abcÀÉÎÕÜßàéîõüñøþÿ ') })
  fc.assert(
    fc.property(letters, (name) => {
      const bytes = Buffer.from(name, 'utf8')
      if (bytes.length > name.length) expect(respelt(bytes.toString('latin1'))).toContain(name.normalize('NFC'))
    }),
  )
})
