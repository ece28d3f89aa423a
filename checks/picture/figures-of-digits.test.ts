import { describe, expect, it } from 'vitest'
import { test2k } from '../mnist/mnist.ts'
import { PIXELS, SIDE } from '../model/image-batch.ts'
import { createRandom } from '../random.ts'
import { readDenoised, steadinessOf } from './denoised-figure.ts'
import { bestMatch, imageOf2k, originalIn, readReconstructions } from './figures-of-digits.ts'
import { imageAt, likeness, type Panel, standardised } from './panels.ts'
import type { Pixels } from './pixels.ts'
import { SHOWN, unclear } from './reading.ts'
import { createFigure, grey } from './testing/figure.ts'

type Image = ArrayLike<number>

const image = (i: number): Float32Array => test2k().images.subarray(i * PIXELS, (i + 1) * PIXELS)
const plus = (one: Image, other: Image, share: number): Float64Array =>
  Float64Array.from({ length: PIXELS }, (_, j) => (one[j] as number) + share * (other[j] as number))
const noise = (seed: number): Float64Array => {
  const random = createRandom(seed, 'noise')
  return Float64Array.from({ length: PIXELS }, () => random.normal())
}
const smooth = (one: Image): Float64Array =>
  Float64Array.from({ length: PIXELS }, (_, j) => [0, 1, -1, SIDE, -SIDE].reduce((sum, by) => sum + (one[j + by] ?? 0), 0) / 5)

/** Panels side by side, a pixel for a pixel, each stretched from its minimum to its maximum. */
function figureOf(...images: readonly Image[]): Pixels {
  const figure = createFigure(20 + 40 * images.length, 48)
  for (const [i, one] of images.entries()) {
    const values = Array.from({ length: PIXELS }, (_, j) => one[j] as number)
    const [low, high] = [Math.min(...values), Math.max(...values)]
    for (const [j, value] of values.entries()) {
      const [x, y] = [10 + 40 * i + (j % SIDE), 10 + Math.floor(j / SIDE)]
      figure.rectangle(x, y, x + 1, y + 1, grey((0.9 * (value - low)) / (high - low || 1)))
    }
  }
  return figure.pixels()
}

describe('a figure of reconstructions', () => {
  const wanted = (...images: readonly Image[]) => images.map((one, i) => ({ name: `decoder ${i}`, image: one }))

  it('has a panel for each picture, in whatever order', () => {
    const [one, another] = [smooth(image(3)), smooth(image(8))]
    expect(readReconstructions(figureOf(another, image(3), one), 3, wanted(one, another))).toEqual(SHOWN)
    expect(readReconstructions(figureOf(image(3), one, one), 3, wanted(one, another))).toMatchObject({
      mistake: 'other-picture',
      says: expect.stringMatching(/^has no panel with what decoder 1 makes of this image; the nearest has the correlation 0\.\d\d$/),
    })
  })

  it('needs a panel more than there are pictures', () => {
    const three = figureOf(image(3), image(3), image(3))
    expect(readReconstructions(three, 3, wanted(image(3), image(3)))).toEqual(SHOWN)
    expect(readReconstructions(three, 3, wanted(image(3), image(3), image(3)))).toEqual(unclear('only 3 panels of 4 were found in it'))
    expect(readReconstructions(createFigure(60, 60).pixels(), 3, [])).toEqual(unclear('no panels of 4 were found in it'))
  })

  it('is not asked for a picture of one grey', () => {
    const black = new Float64Array(PIXELS)
    expect(readReconstructions(figureOf(image(3), image(8), image(5)), 3, wanted(black))).toEqual(SHOWN)
  })

  it('is asked for a picture in which a grey is the mean of all', () => {
    const stripes = Float64Array.from({ length: PIXELS }, (_, j) => (j < 2 ? 0 : j % 2 === 0 ? 1 : -1))
    expect(readReconstructions(figureOf(image(3), image(8), image(5)), 3, wanted(stripes))).toMatchObject({ mistake: 'other-picture' })
  })

  it('is not taken for one where its panels are of one grey', () => {
    const black = new Float64Array(PIXELS)
    expect(readReconstructions(figureOf(image(3), black, black), 3, wanted(smooth(image(3)), image(3)))).toMatchObject({
      mistake: 'other-picture',
      says: expect.stringContaining('the nearest has the correlation 0.00'),
    })
  })

  it('names the picture that is not there', () => {
    const far = readReconstructions(figureOf(image(3), image(3), image(3)), 3, wanted(image(3), noise(1)))
    expect(far).toMatchObject({ mistake: 'other-picture', says: expect.stringContaining('decoder 1') })
  })
})

describe('the test image of a figure', () => {
  const panelOf = (one: Image): Panel => [imageAt(one, 0)]

  it('is asked for by its place, and may be in any panel', () => {
    expect(originalIn([panelOf(noise(1)), panelOf(image(5)), panelOf(image(9))], 9)).toBeUndefined()
  })

  it('is named by its place and digit where it is another, the surest first', () => {
    const { labels } = test2k()
    const blurred = plus(image(4), noise(2), 0.05)
    expect(originalIn([panelOf(noise(1)), panelOf(blurred), panelOf(image(5))], 9)).toMatchObject({
      mistake: 'other-image',
      says: `shows test image 5 (counted from 0), a ${labels[5]}; asked for is test image 9, a ${labels[9]}`,
    })
  })

  it('is not recognised in noise', () => {
    expect(originalIn([panelOf(noise(1)), panelOf(noise(2))], 9)).toEqual(unclear('none of the test images was recognised in it'))
    expect(likeness(panelOf(image(9)), imageOf2k(9))).toBeCloseTo(1, 12)
  })
})

describe('the best match of panels and pictures', () => {
  const pictures = [
    [1, -1, 0, 0],
    [0, 0, 1, -1],
    [1, 1, -1, -1],
  ].map(standardised)
  const mixed = standardised([3, -1, -1, -1])

  it('gives each picture a panel of its own', () => {
    const panels = [pictures[2], pictures[0], pictures[1]].map((one) => [one as Float64Array])
    for (const r of bestMatch(panels, pictures)) expect(r).toBeCloseTo(1, 12)
    const [first, second] = pictures as [Float64Array, Float64Array]
    const matched = bestMatch([[first], [second]], [first, first])
    expect(matched.map((r) => r.toFixed(6))).toEqual(['1.000000', '0.000000'])
  })

  it('gives also a picture that is like none a panel', () => {
    const empty = new Float64Array(4)
    expect(bestMatch([[empty], [empty]], pictures.slice(0, 2))).toEqual([0, 0])
  })

  it('leaves a picture its second best panel where that is better for all', () => {
    // `mixed` is most like the first picture; that panel is the only one for the first picture itself.
    const panels = [[pictures[0] as Float64Array], [pictures[2] as Float64Array]]
    const [ofMixed, ofFirst] = bestMatch(panels, [mixed, pictures[0] as Float64Array])
    expect(ofMixed).toBeCloseTo(likeness([pictures[2] as Float64Array], mixed), 12)
    expect(ofFirst).toBeCloseTo(1, 12)
  })
})

describe('a figure of denoised images', () => {
  const [ours, theirs] = [noise(3), noise(4)]
  const clean = image(6)
  const [noisy, ownNoisy] = [plus(clean, ours, 0.5), plus(clean, theirs, 0.5)]
  const denoiser = { name: 'denoise', ofNoisy: smooth(noisy), ofClean: smooth(clean), steadiness: 0.9 }
  const read = (pixels: Pixels, changed = {}) => readDenoised(pixels, 6, [{ ...denoiser, ...changed }])

  it('shows the image, its noisy version and what is made of that', () => {
    expect(read(figureOf(clean, ownNoisy, smooth(ownNoisy)))).toEqual(SHOWN)
    expect(read(figureOf(smooth(ownNoisy), clean, ownNoisy))).toEqual(SHOWN)
  })

  it('must not show what is made of the clean image', () => {
    const ofClean = figureOf(clean, ownNoisy, smooth(clean))
    expect(read(ofClean)).toMatchObject({ seen: 'other', mistake: 'of-clean-images' })
    // A denoiser that gives the same for both cannot be caught at it.
    expect(read(ofClean, { ofNoisy: denoiser.ofClean })).toEqual(SHOWN)
  })

  it('must not show what is made of the clean image, however well the image itself is drawn', () => {
    const drawn = plus(clean, theirs, 0.05)
    expect(likeness([imageAt(drawn, 0)], imageAt(clean, 0))).toBeLessThan(0.99)
    expect(read(figureOf(drawn, ownNoisy, smooth(clean)))).toMatchObject({ mistake: 'of-clean-images' })
  })

  it('must not show what two denoisers make of the clean image, where one of them depends on the noise', () => {
    const steady = { ...denoiser, name: 'another', ofNoisy: smooth(smooth(clean)), ofClean: smooth(smooth(clean)) }
    const read = (...pictures: readonly Image[]) => readDenoised(figureOf(clean, ownNoisy, ...pictures), 6, [denoiser, steady])
    expect(read(smooth(clean), smooth(smooth(clean)))).toMatchObject({ mistake: 'of-clean-images' })
    expect(read(smooth(ownNoisy), smooth(smooth(clean)))).toEqual(SHOWN)
  })

  it('must have a panel with the noisy image', () => {
    const hardly = plus(clean, theirs, 0.03)
    expect(read(figureOf(clean, hardly, clean), { ofNoisy: plus(clean, ours, 0.1) })).toMatchObject({ mistake: 'no-noisy-panel' })
  })

  it('must not show another picture in place of the denoised one, unless that changes much with the noise', () => {
    const elsewhere = figureOf(clean, ownNoisy, smooth(image(8)))
    expect(read(elsewhere)).toMatchObject({ mistake: 'other-picture', says: expect.stringContaining('denoise') })
    expect(read(elsewhere, { steadiness: 0.8 })).toMatchObject({ mistake: 'other-picture' })
    expect(read(elsewhere, { steadiness: 0.79 })).toEqual(SHOWN)
  })

  it('names the denoiser whose picture is not there', () => {
    const second = { name: 'another', ofNoisy: smooth(smooth(noisy)), ofClean: smooth(smooth(clean)), steadiness: 0.9 }
    const right = figureOf(clean, ownNoisy, smooth(ownNoisy), smooth(smooth(ownNoisy)))
    expect(readDenoised(right, 6, [denoiser, second])).toEqual(SHOWN)
    const mixed = { ...second, ofNoisy: smooth(image(8)), ofClean: smooth(image(8)) }
    expect(readDenoised(right, 6, [denoiser, mixed])).toMatchObject({ says: expect.stringContaining('another') })
  })

  it('must show the image that is asked for, in panels that can be found', () => {
    expect(read(figureOf(image(8), image(8), image(8)))).toMatchObject({ mistake: 'other-image' })
    expect(readDenoised(figureOf(clean, clean, clean), 6, [denoiser, denoiser, denoiser])).toEqual(
      unclear('only 3 panels of 4 were found in it'),
    )
    expect(readDenoised(figureOf(clean, ownNoisy, smooth(ownNoisy)), 6, [denoiser, denoiser]).seen).not.toBe('unclear')
  })
})

describe('how steady a denoiser is', () => {
  it('is the square of the likeness that 95 of 100 pictures reach', () => {
    const many = (at: (i: number) => Image): Float64Array =>
      Float64Array.from(Array.from({ length: 20 }, (_, i) => Array.from(at(i))).flat())
    const shares = Array.from({ length: 20 }, (_, i) => 0.02 * ((7 * i) % 20))
    const [ofNoisy, ofClean] = [many((i) => plus(image(i), noise(i), shares[i] as number)), many(image)]
    const squares = Array.from({ length: 20 }, (_, i) => likeness([imageAt(ofNoisy, i)], imageAt(ofClean, i)) ** 2).sort((a, b) => a - b)
    expect(steadinessOf(ofNoisy, ofClean, 20)).toBe(squares[1])
    expect(steadinessOf(ofNoisy, ofClean, 19)).toBeGreaterThanOrEqual(squares[0] as number)
    expect(steadinessOf(ofClean, ofClean, 20)).toBeCloseTo(1, 12)
  })
})
