/**
 * The codes of images.
 *
 * @param images - (N, 28, 28) pixels between 0 (background) and 1
 * @returns (N, k) codes, k ≥ 2; the first two numbers are what you plot
 */
export function aeEncode(images: number[][][]): number[][] {
  throw new Error('not implemented')
}

/**
 * The images that codes stand for.
 *
 * @param codes - (N, k)
 * @returns (N, 784) or (N, 28, 28) pixels
 */
export function aeDecode(codes: number[][]): number[][] {
  throw new Error('not implemented')
}
