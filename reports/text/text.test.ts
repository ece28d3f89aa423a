import { describe, expect, it } from 'vitest'
import { counted } from './counted.ts'
import { decimalsOf, percent, pointsText } from './points.ts'
import { cut, visible, withoutUnseen } from './visible.ts'

it.each([
  [0, '0 mutants'],
  [1, '1 mutant'],
  [2, '2 mutants'],
])('counts %i as %s', (count, text) => expect(counted(count, 'mutant')).toBe(text))

describe('visible', () => {
  it('shows control characters, C1 included', () => {
    expect(visible('a\x1b[2J\x00\x9b\x7f\r')).toBe('a\\x1b[2J\\x00\\x9b\\x7f\\r')
  })

  it('shows what turns or hides text', () => {
    expect(visible('\u202egpj\u200b\u00ad\ufeff\u3164')).toBe('⟨U+202E⟩gpj⟨U+200B⟩⟨U+00AD⟩⟨U+FEFF⟩⟨U+3164⟩')
  })

  it('shows a lone surrogate and leaves a pair alone', () => {
    expect(visible('\ud800 🎲')).toBe('⟨U+D800⟩ 🎲')
  })

  it('keeps lines only when asked to', () => {
    expect(visible('a\r\nb\tc')).toBe('a\\r\\nb\\tc')
    expect(visible('a\r\nb\tc', 'lines')).toBe('a\nb\tc')
  })

  it('leaves mathematics and accents as they are', () => {
    expect(visible('δ² = ∂C/∂z, naïve Müller')).toBe('δ² = ∂C/∂z, naïve Müller')
  })
})

describe('withoutUnseen', () => {
  it('drops what cannot be seen and turns line breaks into spaces', () => {
    expect(withoutUnseen('\u200b=1\n2\x1b\ud800')).toBe('=1 2')
  })
})

describe('cut', () => {
  it('keeps both ends and never splits a character', () => {
    expect(cut('🎲'.repeat(20), 9)).toBe('🎲🎲🎲 … 🎲🎲🎲')
    expect(cut('short', 9)).toBe('short')
  })
})

describe('points', () => {
  it('are written with as many decimals as they need', () => {
    expect([pointsText(700), pointsText(750), pointsText(725), pointsText(700, 2)]).toEqual(['7', '7.5', '7.25', '7.00'])
    expect(decimalsOf([700, 750])).toBe(1)
  })

  it('are 100 % only when nothing is missing', () => {
    expect(percent(9999, 10000)).toBe(99)
    expect(percent(10000, 10000)).toBe(100)
    expect(percent(0, 0)).toBe(0)
  })
})
