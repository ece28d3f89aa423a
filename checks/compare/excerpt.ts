import type { Excerpt } from '#grading/model/finding'
import { sizeOf, type TensorData } from '#grading/model/tensor'

const MOST_ROWS = 6
const MOST_COLUMNS = 6

/**
 * A window of at most 6×6 around the worst element. A vector is one row; more than two axes are read as rows of the last.
 * @param worst - position in the flat data.
 */
export function excerptOf(shape: readonly number[], expected: TensorData, actual: TensorData, worst: number): Excerpt {
  const columns = shape.length === 0 ? 1 : (shape.at(-1) as number)
  const rows = sizeOf(shape) / columns
  const row = Math.floor(worst / columns)
  const column = worst % columns
  const top = Math.max(0, row - MOST_ROWS + 1)
  const left = Math.max(0, column - MOST_COLUMNS + 1)
  const cut = (data: TensorData): number[][] => {
    const window: number[][] = []
    for (let i = top; i < Math.min(rows, top + MOST_ROWS); i++) {
      const row = data.slice(i * columns + left, i * columns + Math.min(columns, left + MOST_COLUMNS))
      // Adding 0 makes 0 of -0, which a reader would take for a difference.
      window.push(Array.from(row, (element) => element + 0))
    }
    return window
  }
  return { expected: cut(expected), actual: cut(actual), worst: [row - top, column - left], from: [top, left], of: [rows, columns] }
}
