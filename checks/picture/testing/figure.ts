import type { Pixels } from '../pixels.ts'

/** A plot as the usual libraries draw it: axes with frame, ticks and words, smoothed edges. Made for tests and samples. */
export interface Figure {
  readonly width: number
  readonly height: number
  /** Filled rectangle in units of pixels, fractions allowed. */
  rectangle(left: number, top: number, right: number, bottom: number, colour: Rgb): void
  disc(x: number, y: number, radius: number, colour: Rgb): void
  line(points: readonly (readonly [x: number, y: number])[], thickness: number, colour: Rgb): void
  /** Rows of small strokes in place of letters. */
  words(x: number, y: number, letters: number): void
  /** Frame, ticks and numbers around a rectangle. */
  axes(left: number, top: number, right: number, bottom: number, style?: AxesStyle): void
  pixels(): Pixels
}

export type Rgb = readonly [red: number, green: number, blue: number]

interface AxesStyle {
  readonly frame?: boolean
  readonly grid?: boolean
  readonly face?: Rgb
}

const FINE = 2
export const BLACK: Rgb = [0, 0, 0]
const GRID: Rgb = [176, 176, 176]

export const BLUE: Rgb = [31, 119, 180]
export const ORANGE: Rgb = [255, 127, 14]
export const GREEN: Rgb = [44, 160, 44]
export const RED: Rgb = [214, 39, 40]

/** The ten colours that most plots of classes use. */
export const TEN: readonly Rgb[] = [
  BLUE,
  ORANGE,
  GREEN,
  RED,
  [148, 103, 189],
  [140, 86, 75],
  [227, 119, 194],
  [127, 127, 127],
  [188, 189, 34],
  [23, 190, 207],
]

/** A colour map from dark violet over green to yellow, monotone in brightness. */
export function violetToYellow(share: number): Rgb {
  const stops: readonly Rgb[] = [
    [68, 1, 84],
    [59, 82, 139],
    [33, 145, 140],
    [94, 201, 98],
    [253, 231, 37],
  ]
  const at = Math.min(3.9999, Math.max(0, share * 4))
  const [low, high] = [stops[Math.floor(at)], stops[Math.floor(at) + 1]] as [Rgb, Rgb]
  return low.map((part, i) => Math.round(part + (at - Math.floor(at)) * ((high[i] as number) - part))) as unknown as Rgb
}

export function grey(share: number): Rgb {
  const part = Math.round(255 * Math.min(1, Math.max(0, share)))
  return [part, part, part]
}

export function createFigure(width: number, height: number, background: Rgb = [255, 255, 255]): Figure {
  const [across, down] = [width * FINE, height * FINE]
  const fine = new Uint8Array(3 * across * down)
  for (let i = 0; i < across * down; i++) fine.set(background, 3 * i)

  function fill(left: number, top: number, right: number, bottom: number, colour: Rgb, holds = (_x: number, _y: number) => true): void {
    for (let y = Math.max(0, Math.round(top * FINE)); y < Math.min(down, Math.round(bottom * FINE)); y++) {
      for (let x = Math.max(0, Math.round(left * FINE)); x < Math.min(across, Math.round(right * FINE)); x++) {
        if (holds((x + 0.5) / FINE, (y + 0.5) / FINE)) fine.set(colour, 3 * (y * across + x))
      }
    }
  }
  const figure: Figure = {
    width,
    height,
    rectangle: (left, top, right, bottom, colour) => fill(left, top, right, bottom, colour),
    disc: (x, y, radius, colour) =>
      fill(x - radius, y - radius, x + radius, y + radius, colour, (u, v) => Math.hypot(u - x, v - y) <= radius),
    line(points, thickness, colour) {
      for (const [i, [x, y]] of points.entries()) {
        const [toX, toY] = points[i + 1] ?? [x, y]
        const steps = Math.max(1, Math.ceil(2 * FINE * Math.hypot(toX - x, toY - y)))
        for (let step = 0; step <= steps; step++) {
          const share = step / steps
          figure.disc(x + share * (toX - x), y + share * (toY - y), thickness / 2, colour)
        }
      }
    },
    words(x, y, letters) {
      for (let letter = 0; letter < letters; letter++) {
        const left = x + 7 * letter
        figure.rectangle(left, y, left + 1.5, y + 9, BLACK)
        figure.rectangle(left, y + 4, left + 5, y + 5, BLACK)
        figure.rectangle(left + 3.5, y + 3, left + 5, y + 9, BLACK)
      }
    },
    axes(left, top, right, bottom, { frame = true, grid = false, face } = {}) {
      if (face !== undefined) figure.rectangle(left, top, right, bottom, face)
      for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
        const [x, y] = [left + share * (right - left), top + share * (bottom - top)]
        if (grid) figure.rectangle(x, top, x + 1, bottom, GRID)
        if (grid) figure.rectangle(left, y, right, y + 1, GRID)
        figure.rectangle(x, bottom, x + 1, bottom + 4, BLACK)
        figure.rectangle(left - 4, y, left, y + 1, BLACK)
        figure.words(x - 8, bottom + 9, 2)
        figure.words(left - 22, y - 4, 2)
      }
      figure.words((left + right) / 2 - 30, top - 20, 8)
      if (!frame) return
      figure.rectangle(left - 0.5, top - 0.5, right + 0.5, top + 0.5, BLACK)
      figure.rectangle(left - 0.5, bottom - 0.5, right + 0.5, bottom + 0.5, BLACK)
      figure.rectangle(left - 0.5, top - 0.5, left + 0.5, bottom + 0.5, BLACK)
      figure.rectangle(right - 0.5, top - 0.5, right + 0.5, bottom + 0.5, BLACK)
    },
    pixels() {
      const data = new Uint8Array(3 * width * height)
      for (let i = 0; i < data.length; i++) {
        const [pixel, channel] = [Math.floor(i / 3), i % 3]
        let sum = 0
        for (let v = 0; v < FINE; v++) {
          for (let u = 0; u < FINE; u++) {
            const [x, y] = [(pixel % width) * FINE + u, Math.floor(pixel / width) * FINE + v]
            sum += fine[3 * (y * across + x) + channel] as number
          }
        }
        data[i] = Math.round(sum / FINE ** 2)
      }
      return { width, height, data }
    },
  }
  return figure
}
