import { PIXELS, SIDE } from '../../model/image-batch.ts'
import type { Pixels } from '../pixels.ts'
import { createFigure, grey, type Rgb, TEN, violetToYellow } from './figure.ts'

export interface PlotStyle {
  readonly frame?: boolean
  readonly grid?: boolean
  readonly face?: Rgb
  readonly radius?: number
  readonly legend?: boolean
  /** The colour of a class, or of a share from 0 to 1. */
  readonly colour?: (value: number) => Rgb
}

const [LEFT, TOP, RIGHT, BOTTOM] = [80, 58, 576, 427]

/** A scatter plot with the usual margin around its points. */
export function scatterPlot(x: readonly number[], y: readonly number[], classes: readonly number[], style: PlotStyle = {}): Pixels {
  const figure = createFigure(640, 480)
  const { radius = 3, colour = (one) => TEN[one] as Rgb } = style
  figure.axes(LEFT, TOP, RIGHT, BOTTOM, style)
  const [across, down] = [scaleOf(x, LEFT, RIGHT), scaleOf(y, BOTTOM, TOP)]
  for (const [i, value] of x.entries()) figure.disc(across(value), down(y[i] as number), radius, colour(classes[i] as number))
  if (style.legend) {
    for (let one = 0; one < 10; one++) {
      figure.disc(RIGHT - 30, TOP + 12 + 14 * one, radius, colour(one))
      figure.words(RIGHT - 20, TOP + 8 + 14 * one, 1)
    }
  }
  return figure.pixels()
}

/** Lines over the numbers of their points. */
export function curvePlot(series: readonly (readonly number[])[], style: PlotStyle = {}): Pixels {
  const figure = createFigure(640, 480)
  figure.axes(LEFT, TOP, RIGHT, BOTTOM, style)
  const down = scaleOf(series.flat(), BOTTOM, TOP)
  for (const [i, values] of series.entries()) {
    const across = scaleOf(
      values.map((_, j) => j),
      LEFT,
      RIGHT,
    )
    figure.line(
      values.map((value, j) => [across(j), down(value)]),
      2,
      TEN[i] as Rgb,
    )
  }
  return figure.pixels()
}

/** A heat map with its numbers in the cells and a scale of colours beside it. */
export function heatMap(counts: readonly (readonly number[])[], { colour = violetToYellow }: PlotStyle = {}): Pixels {
  const figure = createFigure(640, 480)
  const most = Math.max(...counts.flat())
  const cell = (BOTTOM - TOP) / counts.length
  for (const [i, row] of counts.entries()) {
    for (const [j, count] of row.entries()) {
      const [x, y] = [LEFT + j * cell, TOP + i * cell]
      figure.rectangle(x, y, x + cell, y + cell, colour(count / most))
      figure.words(x + cell / 2 - 8, y + cell / 2 - 4, count > 9 ? 2 : 1)
    }
  }
  figure.axes(LEFT, TOP, LEFT + (BOTTOM - TOP), BOTTOM)
  for (let y = TOP; y < BOTTOM; y++) figure.rectangle(500, y, 520, y + 1, colour((BOTTOM - y) / (BOTTOM - TOP)))
  return figure.pixels()
}

/** Four images, two by two, each stretched from its minimum to its maximum; with `gap` 0 they touch. */
export function digitFigure(images: readonly ArrayLike<number>[], style: PlotStyle & { readonly gap?: number } = {}): Pixels {
  const { colour = grey, frame = true, gap = 40 } = style
  const side = 168
  const margin = gap === 0 ? 20 : 50
  const size = 2 * side + gap + 2 * margin
  const figure = createFigure(size, size)
  for (const [i, image] of images.entries()) {
    const [left, top] = [margin + (i % 2) * (side + gap), margin + Math.floor(i / 2) * (side + gap)]
    const values = Array.from({ length: PIXELS }, (_, j) => image[j] as number)
    const [low, high] = [Math.min(...values), Math.max(...values)]
    for (const [j, value] of values.entries()) {
      const [x, y] = [left + (j % SIDE) * (side / SIDE), top + Math.floor(j / SIDE) * (side / SIDE)]
      figure.rectangle(x, y, x + side / SIDE, y + side / SIDE, colour(high > low ? (value - low) / (high - low) : 0))
    }
    if (gap > 0) figure.axes(left, top, left + side, top + side, { frame })
  }
  return figure.pixels()
}

function scaleOf(values: readonly number[], from: number, to: number): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const margin = (to - from) / 22
  return (value) => from + margin + ((to - from - 2 * margin) * (value - low)) / (high - low)
}
