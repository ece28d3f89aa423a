import type { Matrix, Vector } from 'assay/math'
import { classify as logits } from 'assay/networks'
import { weightsOf } from '../../weights.ts'
import { cnn } from '../network.ts'

/**
 * Scores of the digits 0 to 9 by a network of two convolutions.
 *
 * @param images - (N, 28, 28) float in 0..1, 0 = background.
 * @returns (N, 10) logits; the largest of a row is the digit that is read.
 * @remarks Trained by `npm run train -- cnn`; its accuracy is asserted by solution.test.ts.
 */
export function classify(images: readonly Matrix[]): number[][] {
  const scores = logits(cnn, weightsOf(cnn), images.flat(2))
  return images.map((_, i) => Array.from(scores.subarray(10 * i, 10 * (i + 1))))
}

/**
 * How often each class was taken for each other.
 *
 * @param labels - (N,) true classes, 0..classes−1.
 * @param predictions - (N,) predicted classes.
 * @returns (classes, classes) counts, a row per true class; they add up to N.
 */
export function confusionMatrix(labels: Vector, predictions: Vector, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  for (const [i, label] of labels.entries()) {
    const row = counts[label] as number[]
    const column = predictions[i] as number
    row[column] = (row[column] as number) + 1
  }
  return counts
}

/**
 * The pairs of classes that are taken for each other most often, in either direction.
 *
 * @param matrix - (C, C) counts.
 * @returns at most five pairs [i, j] with i < j, the most frequent first; none that never occurs.
 */
export function mostConfused(matrix: Matrix): [number, number][] {
  const pairs = matrix.flatMap((row, i) => row.flatMap((count, j) => (i < j ? [{ i, j, count: count + entry(matrix, j, i) }] : [])))
  return pairs
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 5)
    .map(({ i, j }) => [i, j])
}

function entry(matrix: Matrix, i: number, j: number): number {
  return (matrix[i] as Vector)[j] as number
}
