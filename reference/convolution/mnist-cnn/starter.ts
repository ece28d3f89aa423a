/**
 * Reads digits.
 *
 * @param images - (N, 28, 28) pixels between 0 (background) and 1
 * @returns (N, 10) scores, the largest for the digit that is read, or (N) digits
 */
export function classify(images: number[][][]): number[][] {
  throw new Error('not implemented')
}

/**
 * How often each class was taken for each other.
 *
 * @param labels - (N) true classes, from 0
 * @param predictions - (N) predicted classes, from 0
 * @param classes - number of classes C
 * @returns (C, C) counts, a row per true class
 */
export function confusionMatrix(labels: number[], predictions: number[], classes: number): number[][] {
  throw new Error('not implemented')
}

/**
 * The pairs of classes that are confused most, at most five.
 *
 * @param matrix - (C, C) counts, a row per true class
 * @returns pairs [i, j], the most confused first
 */
export function mostConfused(matrix: number[][]): number[][] {
  throw new Error('not implemented')
}
