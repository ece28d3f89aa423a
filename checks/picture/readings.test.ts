import { describe, expect, it } from 'vitest'
import { test2k } from '../mnist/mnist.ts'
import { PIXELS } from '../model/image-batch.ts'
import { createRandom } from '../random.ts'
import { readConfusion } from './confusion-plot.ts'
import { readCurve } from './curve-plot.ts'
import { readEmbedding } from './embedding-plot.ts'
import { readReconstructions } from './figures-of-digits.ts'
import { readCorrupted, readParabola } from './parabola-plot.ts'
import { isBlank, type Pixels } from './pixels.ts'
import { BLUE, createFigure, grey, violetToYellow } from './testing/figure.ts'
import { curvePlot, digitFigure, heatMap, scatterPlot } from './testing/plots.ts'

const random = createRandom(7, 'plots')

describe('readEmbedding', () => {
  const classes = Array.from({ length: 2000 }, (_, i) => i % 10)
  const cloud = (turn: number, spread: number) => ({
    x: classes.map((c) => 5 * Math.cos(turn * c) + spread * random.normal()),
    y: classes.map((c) => 2 * Math.sin(turn * c) * c + spread * random.normal()),
    all: true,
  })
  const points = cloud(0.7, 0.5)
  const some = { x: points.x.slice(0, 250), y: points.y.slice(0, 250), all: false }

  it.each([
    ['with a frame', {}],
    ['with grid lines', { grid: true }],
    ['with a legend inside', { legend: true }],
    ['with large marks', { radius: 6 }],
    ['with small marks', { radius: 1.2 }],
    ['on grey axes with grid lines', { face: [229, 229, 229] as const, grid: true, frame: false }],
    ['in the colours of a map', { colour: (c: number) => violetToYellow(c / 9) }],
  ])('recognises the points %s', (_, style) => {
    const pixels = scatterPlot(points.x, points.y, classes, style)
    expect(readEmbedding(pixels, points)).toEqual({ seen: 'shown' })
    expect(readEmbedding(pixels, some)).toEqual({ seen: 'shown' })
  })

  it('leaves open what cannot be compared: without a frame, and with marks of a pixel', () => {
    expect(readEmbedding(scatterPlot(points.x, points.y, classes, { frame: false }), points).seen).not.toBe('other')
    expect(readEmbedding(scatterPlot(points.x, points.y, classes, { radius: 0.5 }), points).seen).not.toBe('other')
  })

  it('refuses points of another network', () => {
    const { x, y } = cloud(2.3, 0.2)
    expect(readEmbedding(scatterPlot(x, y, classes), points)).toMatchObject({ seen: 'other', mistake: 'other-points' })
    expect(readEmbedding(scatterPlot(y, x, classes), points)).toMatchObject({ seen: 'other', mistake: 'other-points' })
  })

  it('refuses points that are not coloured by class', () => {
    expect(readEmbedding(scatterPlot(points.x, points.y, classes, { colour: () => BLUE }), points)).toMatchObject({ mistake: 'one-colour' })
  })

  it('refuses empty axes', () => {
    expect(readEmbedding(scatterPlot([], [], []), points)).toMatchObject({ seen: 'other', mistake: 'empty-axes' })
  })
})

describe('readConfusion', () => {
  const right = [175, 230, 210, 203, 213, 172, 174, 199, 185, 190]
  const matrix = (diagonal: readonly number[]) => diagonal.map((count, i) => diagonal.map((_, j) => (i === j ? count : (3 * i + j) % 4)))
  const counts = matrix(right)
  const shares = counts.map((row) => row.map((count) => count / row.reduce((sum, one) => sum + one, 0)))

  it.each([
    ['in colours', heatMap(counts)],
    [
      'from white to blue',
      heatMap(counts, { colour: (share) => [Math.round(247 - 239 * share), Math.round(251 - 203 * share), 255 - Math.round(148 * share)] }),
    ],
    ['from black to white', heatMap(counts, { colour: grey })],
    ['as shares of its rows', heatMap(shares)],
  ])('recognises a matrix %s', (_, pixels) => {
    expect(readConfusion(pixels, counts).seen).not.toBe('other')
    expect(readConfusion(pixels, counts)).toEqual(_ === 'as shares of its rows' ? expect.anything() : { seen: 'shown' })
  })

  it('refuses the matrix of other answers', () => {
    expect(readConfusion(heatMap(matrix([...right].reverse())), counts)).toMatchObject({ seen: 'other', mistake: 'other-matrix' })
  })

  it('refuses a matrix whose diagonal does not stand out', () => {
    const shifted = counts.map((_, i) => counts[(i + 1) % 10] as number[])
    expect(readConfusion(heatMap(shifted), counts)).toMatchObject({ seen: 'other', mistake: 'no-diagonal' })
  })

  it('leaves open what is no grid', () => {
    expect(readConfusion(curvePlot([[1, 2, 3]]), counts)).toMatchObject({ seen: 'unclear' })
  })
})

describe('readCurve', () => {
  it.each([
    ['one line', curvePlot([[3, 2, 1.5, 1.2, 1.1]])],
    [
      'two lines with a grid',
      curvePlot(
        [
          [3, 2, 1.5],
          [2.5, 2.2, 1.9],
        ],
        { grid: true },
      ),
    ],
    ['lines without a frame', curvePlot([[3, 2, 1.5]], { frame: false })],
  ])('sees %s', (_, pixels) => expect(readCurve(pixels)).toEqual({ seen: 'shown' }))

  it('refuses empty axes and leaves other drawings open', () => {
    expect(readCurve(curvePlot([]))).toMatchObject({ seen: 'other', mistake: 'empty-axes' })
    expect(
      readCurve(
        heatMap([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toMatchObject({ seen: 'unclear' })
  })
})

describe('readParabola and readCorrupted', () => {
  const x = Array.from({ length: 100 }, () => random.uniform(0, 1))
  const drawn = (std: number, style = {}): Pixels =>
    scatterPlot(
      x.map((value) => value + std * random.normal()),
      x.map((value) => value ** 2 + std * random.normal()),
      x.map(() => 0),
      style,
    )

  it('say nothing against points without a frame', () => {
    for (const std of [0, 0.05, 0.3]) {
      expect(readParabola(drawn(std, { frame: false })).seen).not.toBe('other')
      expect(readCorrupted(drawn(std, { frame: false })).seen).not.toBe('other')
    }
  })

  it.each([{}, { grid: true }, { radius: 5 }])('tell points on the curve from noisy ones: %j', (style) => {
    expect(readParabola(drawn(0, style))).toEqual({ seen: 'shown' })
    expect(readCorrupted(drawn(0.05, style))).toEqual({ seen: 'shown' })
    expect(readParabola(drawn(0.05, style))).toMatchObject({ mistake: 'no-parabola' })
    expect(readCorrupted(drawn(0, style))).toMatchObject({ mistake: 'no-noise' })
    expect(readCorrupted(drawn(Math.sqrt(0.05), style))).toMatchObject({ mistake: 'too-noisy' })
  })
})

describe('readReconstructions', () => {
  const image = (i: number) => test2k().images.subarray(i * PIXELS, (i + 1) * PIXELS)
  const blurred = (i: number) => image(i).map((value, j, all) => (value + (all[j + 1] ?? 0) + (all[j + 28] ?? 0) + (all[j - 28] ?? 0)) / 4)
  const wanted = (i: number) => [
    { name: 'cae_decode', image: blurred(i) },
    { name: 'cae_skip_decode', image: image(i) },
  ]

  it.each([
    ['grey', {}],
    ['grey with touching panels', { gap: 0 }],
    ['in colours', { colour: violetToYellow }],
    ['dark on white', { colour: (share: number) => grey(1 - share) }],
  ])('recognises four panels, %s', (_, style) => {
    for (let i = 0; i < 4; i++) {
      const figure = digitFigure([image(i), blurred(i), blurred(i), image(i)], style)
      expect(readReconstructions(figure, i, wanted(i))).toEqual({ seen: 'shown' })
    }
  })

  it('names another test image', () => {
    expect(readReconstructions(digitFigure([image(7), blurred(7), blurred(7), image(7)]), 0, wanted(0))).toMatchObject({
      mistake: 'other-image',
      says: expect.stringContaining('test image 7'),
    })
  })

  it('refuses a panel of another picture', () => {
    expect(readReconstructions(digitFigure([image(1), blurred(5), blurred(9), image(1)]), 1, wanted(1))).toMatchObject({
      mistake: 'other-picture',
      says: expect.stringContaining('cae_decode'),
    })
  })

  it('leaves open a figure without panels', () => {
    expect(readReconstructions(curvePlot([[1, 2]]), 1, wanted(1))).toMatchObject({ seen: 'unclear' })
  })
})

describe('isBlank', () => {
  it('holds for one colour, and not for empty axes', () => {
    expect(isBlank(createFigure(300, 200, [10, 20, 30]).pixels())).toBe(true)
    expect(isBlank(scatterPlot([], [], []))).toBe(false)
  })
})
