import { type DrawingArea, readInside } from './drawing-area.ts'
import type { Pixels } from './pixels.ts'
import { other, type Reading, SHOWN, twoDigits, unclear } from './reading.ts'

const LEAST_INK = 200
/** Points on the curve, as drawn, reach .9999; with noise of .05 at most .98 in 20000 simulations with 100 points. */
const ON_CURVE = 0.995
const OFF_CURVE = 0.985
/** With noise of .05 100 points have .887 to .975, with a variance of .05 at most .67. */
const NOISY = [0.87, 0.98] as const
const NOT_NOISY = 0.99
const TOO_NOISY = 0.75
/** Left out of the fit: the marks of a legend. */
const STRAY = 0.02
const NEAR_COLOUR = 40

/** Whether a picture shows points of y = x². */
export function readParabola(pixels: Pixels): Reading {
  return readInside(pixels, (area) => (area.count < LEAST_INK ? EMPTY : onCurve(explained(pixels, area))))
}

/** Whether a picture shows points of y = x² with noise of 0.05 in both coordinates. */
export function readCorrupted(pixels: Pixels): Reading {
  return readInside(pixels, (area) => (area.count < LEAST_INK ? EMPTY : aroundCurve(explained(pixels, area))))
}

const EMPTY = other('empty-axes', 'has axes without points')

function onCurve(r2: number): Reading {
  if (r2 >= ON_CURVE) return SHOWN
  if (r2 >= OFF_CURVE) return unclear(`a parabola explains ${twoDigits(r2)} of it`)
  return other('no-parabola', `shows points that do not lie on a parabola, which explains only ${twoDigits(r2)} of them`)
}

function aroundCurve(r2: number): Reading {
  if (r2 >= NOT_NOISY) return other('no-noise', 'shows points that lie on the parabola, without noise')
  if (r2 <= TOO_NOISY) {
    return other(
      'too-noisy',
      `shows more noise than asked for: a parabola explains ${twoDigits(r2)} of it, with noise of 0.05 at least ${NOISY[0]}`,
      'Is 0.05 the standard deviation or the variance in your code?',
    )
  }
  return r2 >= NOISY[0] && r2 <= NOISY[1] ? SHOWN : unclear(`a parabola explains ${twoDigits(r2)} of it`)
}

/** Share of the variance of the drawn pixels' heights that the best parabola explains, 0 where they all have one height; it does not depend on the axes' scales. */
function explained(pixels: Pixels, area: DrawingArea): number {
  const points = marksOf(pixels, area)
  const first = residuals(points)
  const limit = Float64Array.from(first, Math.abs).sort()[Math.floor((1 - STRAY) * first.length)] as number
  const kept = points.filter((_, i) => Math.abs(first[i] as number) <= limit)
  const mean = kept.reduce((sum, [, y]) => sum + y, 0) / kept.length
  const all = kept.reduce((sum, [, y]) => sum + (y - mean) ** 2, 0)
  return all === 0 ? 0 : 1 - residuals(kept).reduce((sum, value) => sum + value * value, 0) / all
}

type Point = readonly [x: number, y: number]

/** Pixels of the most common colour if most of them have it, of all marks otherwise. */
function marksOf({ width, data }: Pixels, { ink, count }: DrawingArea): readonly Point[] {
  const times = new Map<number, number>()
  const drawn = Array.from(ink.data.keys()).filter((i) => ink.data[i] === 1)
  const colour = (i: number): number => ((data[3 * i] as number) << 16) | ((data[3 * i + 1] as number) << 8) | (data[3 * i + 2] as number)
  for (const i of drawn) times.set(colour(i), (times.get(colour(i)) ?? 0) + 1)
  const [common] = [...times].sort((a, b) => b[1] - a[1])[0] as [number, number]
  const near = drawn.filter((i) =>
    [16, 8, 0].every((shift) => Math.abs(((colour(i) >> shift) & 255) - ((common >> shift) & 255)) <= NEAR_COLOUR),
  )
  const used = near.length >= count / 2 ? near : drawn
  return used.map((i) => [i % width, Math.floor(i / width)])
}

/** What is left of the heights after the best a + bx + cx², by normal equations in a basis that is orthogonal on these points. */
function residuals(points: readonly Point[]): readonly number[] {
  const basis: number[][] = []
  for (let power = 0; power <= 2; power++)
    basis.push(
      without(
        points.map(([x]) => x ** power),
        basis,
      ),
    )
  return without(
    points.map(([, y]) => y),
    basis,
  )
}

function without(values: readonly number[], basis: readonly (readonly number[])[]): number[] {
  let left = [...values]
  for (const one of basis) {
    const length = one.reduce((sum, value) => sum + value * value, 0)
    if (length === 0) continue
    const share = one.reduce((sum, value, i) => sum + value * (left[i] as number), 0) / length
    left = left.map((value, i) => value - share * (one[i] as number))
  }
  return left
}
