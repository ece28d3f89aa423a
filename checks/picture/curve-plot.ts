import { type DrawingArea, readInside } from './drawing-area.ts'
import type { Pixels } from './pixels.ts'
import { other, type Reading, SHOWN, unclear } from './reading.ts'

/** Share of the width of the axes. */
const SPAN = 0.6
/** Of the box around a line, a line covers less; an image covers all of it. */
const THIN = 0.5
const LEAST_INK = 40

/** Whether a picture shows at least one connected line over most of the width of its axes. Which values it has is not read. */
export function readCurve(pixels: Pixels): Reading {
  return readInside(pixels, (area) => {
    if (area.count < LEAST_INK) return other('empty-axes', 'has axes without a line')
    return hasLine(area) ? SHOWN : unclear('no line over most of the width of its axes was found in it')
  })
}

/** Follows ink to its eight neighbours, and over a frame line that was taken out. */
function hasLine({ box, ink: { width, data } }: DrawingArea): boolean {
  const open = data.slice()
  for (let start = 0; start < open.length; start++) {
    if (open[start] === 0) continue
    const stack = [start]
    open[start] = 0
    let [count, left, right, top, bottom] = [0, width, 0, Number.POSITIVE_INFINITY, 0]
    while (stack.length > 0) {
      const at = stack.pop() as number
      const [x, y] = [at % width, Math.floor(at / width)]
      count++
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
      for (let v = Math.max(box.top, y - REACH); v <= Math.min(box.bottom - 1, y + REACH); v++) {
        for (let u = Math.max(box.left, x - REACH); u <= Math.min(box.right - 1, x + REACH); u++) {
          if (open[v * width + u] === 0) continue
          open[v * width + u] = 0
          stack.push(v * width + u)
        }
      }
    }
    const across = right - left + 1
    if (across >= SPAN * (box.right - box.left) && count <= THIN * across * Math.max(REACH, bottom - top + 1)) return true
  }
  return false
}

/** A grid line that was taken out is three pixels wide. */
const REACH = 4
