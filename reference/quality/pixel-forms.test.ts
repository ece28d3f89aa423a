import { describe, expect, it } from 'vitest'
import { BYTES, INVERTED, type PixelForm, STANDARDISED } from './pixel-forms.ts'

describe('another way to write pixels', () => {
  it.each<[PixelForm, number, number, string]>([
    [BYTES, 0, 255, 'pixels from 0 to 255'],
    [STANDARDISED, -0.4242, 2.8215, 'standardised pixels, (x − 0.1307)/0.3081'],
    [INVERTED, 1, 0, 'inverted images: dark digits on a bright background'],
  ])('has its numbers for background and ink, and leads back: %j', ({ form, back, says }, background, ink, words) => {
    expect(form(0)).toBeCloseTo(background, 4)
    expect(form(1)).toBeCloseTo(ink, 4)
    for (const pixel of [0, 0.25, 1]) expect(back(form(pixel))).toBeCloseTo(pixel, 12)
    expect(says).toBe(words)
  })
})
