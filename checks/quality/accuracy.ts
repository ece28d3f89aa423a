/**
 * The column of the largest score of each row; of equal ones the first, as NumPy and PyTorch have it.
 *
 * @example
 * ```ts
 * [...largestColumns([0.1, 0.9, 0.8, 0.2], 2)] // [1, 0]
 * ```
 */
export function largestColumns(scores: ArrayLike<number>, columns: number): Int32Array {
  const rows = scores.length / columns
  const found = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    let best = 0
    for (let column = 1; column < columns; column++) {
      if ((scores[row * columns + column] as number) > (scores[row * columns + best] as number)) best = column
    }
    found[row] = best
  }
  return found
}

/**
 * Share of the predictions that equal their label, 0 to 1.
 *
 * @example
 * ```ts
 * accuracy([3, 1, 4, 1], [3, 1, 4, 7]) // 0.75
 * ```
 */
export function accuracy(labels: ArrayLike<number>, predictions: ArrayLike<number>): number {
  if (labels.length === 0) throw new RangeError('accuracy needs at least one prediction')
  let right = 0
  for (let i = 0; i < labels.length; i++) if (labels[i] === predictions[i]) right++
  return right / labels.length
}

/**
 * How often each class was taken for each other: one row per true class, one column per predicted class.
 *
 * @param labels - integers 0..classes−1, as `predictions`; pairs outside are left out.
 * @example
 * ```ts
 * confusionCounts([0, 1, 1], [0, 1, 0], 2) // [[1, 0], [1, 1]]
 * ```
 */
export function confusionCounts(labels: ArrayLike<number>, predictions: ArrayLike<number>, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  for (let i = 0; i < labels.length; i++) {
    const row = counts[labels[i] as number]
    const column = predictions[i] as number
    if (row?.[column] !== undefined) row[column]++
  }
  return counts
}

/**
 * How often each class occurs.
 *
 * @example
 * ```ts
 * classCounts([0, 1, 1], 2) // [1, 2]
 * ```
 */
export function classCounts(labels: ArrayLike<number>, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0)
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number
    if (counts[label] !== undefined) counts[label]++
  }
  return counts
}
