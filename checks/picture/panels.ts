import { PIXELS, SIDE } from '../model/image-batch.ts'
import { isSquare, largestBlock, squarePanels, withoutTicks } from './blocks.ts'
import { type Box, brightness, drawnOn, type Pixels } from './pixels.ts'

/** A panel as 28 × 28 brightnesses, with mean 0 and length 1, once for each way to leave out its frame. */
export type Panel = readonly Float64Array[]

/** Pixels of a panel's frame, and how far its edges may be misjudged. */
const INSETS = [0, 1, 2, 3] as const
const FIGURES = [
  [2, 2],
  [1, 4],
  [4, 1],
] as const

/** The panels of a figure of images, row by row: squares that stand apart, or four images that touch. */
export function panelsOf(pixels: Pixels): readonly Panel[] {
  const ink = drawnOn(pixels)
  const light = brightness(pixels)
  const squares = squarePanels(ink)
  const boxes = squares.length >= 3 ? squares : touching(ink)
  return boxes.map((box) => INSETS.map((inset) => standardised(averaged(light, pixels.width, within(box, inset)))))
}

function touching(ink: Parameters<typeof largestBlock>[0]): readonly Box[] {
  const block = largestBlock(ink)
  if (block === undefined) return []
  const { left, top, right, bottom } = withoutTicks(ink, block)
  for (const [rows, columns] of FIGURES) {
    const [across, down] = [(right - left) / columns, (bottom - top) / rows]
    const boxes = Array.from({ length: rows * columns }, (_, i) => {
      const [x, y] = [left + (i % columns) * across, top + Math.floor(i / columns) * down]
      return { left: Math.round(x), top: Math.round(y), right: Math.round(x + across), bottom: Math.round(y + down) }
    })
    if (boxes.every(isSquare)) return boxes
  }
  return []
}

function within({ left, top, right, bottom }: Box, inset: number): Box {
  return { left: left + inset, top: top + inset, right: right - inset, bottom: bottom - inset }
}

/** Means over 28 × 28 equal parts of a box of at least as many pixels. */
function averaged(light: Float64Array, width: number, { left, top, right, bottom }: Box): Float64Array {
  const edge = (from: number, to: number, i: number): number => Math.floor(from + ((to - from) * i) / SIDE)
  return Float64Array.from({ length: PIXELS }, (_, i) => {
    const [row, column] = [Math.floor(i / SIDE), i % SIDE]
    const [y0, x0] = [edge(top, bottom, row), edge(left, right, column)]
    const [y1, x1] = [Math.max(y0 + 1, edge(top, bottom, row + 1)), Math.max(x0 + 1, edge(left, right, column + 1))]
    let sum = 0
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) sum += light[y * width + x] as number
    return sum / ((y1 - y0) * (x1 - x0))
  })
}

/** Mean 0 and length 1, so that the product of two is Pearson's correlation; zeros where all values are equal. */
export function standardised(values: ArrayLike<number>): Float64Array {
  let mean = 0
  for (let i = 0; i < values.length; i++) mean += (values[i] as number) / values.length
  const centred = Float64Array.from(values, (value) => value - mean)
  const length = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0))
  return length > 1e-9 * Math.max(1, Math.abs(mean)) ? centred.map((value) => value / length) : new Float64Array(values.length)
}

/** The i-th image of many. */
export function imageAt(images: ArrayLike<number>, i: number): Float64Array {
  return standardised(Float64Array.from({ length: PIXELS }, (_, j) => images[i * PIXELS + j] as number))
}

/**
 * Pearson's correlation of a panel with an image, 0 to 1: panels are scaled from their minimum to their maximum, and some colour maps
 * run from bright to dark.
 */
export function likeness(panel: Panel, image: Float64Array): number {
  let best = 0
  for (const view of panel) {
    let product = 0
    for (let i = 0; i < view.length; i++) product += (view[i] as number) * (image[i] as number)
    best = Math.max(best, Math.abs(product))
  }
  return best
}

/** Which of the images a panel is most like. */
export function mostAlike(panel: Panel, images: readonly Float64Array[]): { readonly index: number; readonly r: number } {
  let found = { index: -1, r: -1 }
  for (const [index, image] of images.entries()) {
    const r = likeness(panel, image)
    if (r > found.r) found = { index, r }
  }
  return found
}
