/**
 * Codes of the network without skips.
 *
 * @param images - (N, 28, 28) from 0 to 1
 * @returns (N, k)
 */
export function caeEncode(images: number[][][]): number[][] {
  throw new Error('not implemented')
}

/** @returns pictures (N, 28, 28) of codes (N, k) */
export function caeDecode(code: number[][]): number[][][] {
  throw new Error('not implemented')
}

/**
 * Code and skips of the network with skips.
 *
 * @param images - (N, 28, 28) from 0 to 1
 * @returns the code (N, k), and arrays with N in front that go to the decoder directly
 */
export function caeSkipEncode(images: number[][][]): { code: number[][]; skips: number[][][][] } {
  throw new Error('not implemented')
}

/** @returns pictures (N, 28, 28) of codes and skips as caeSkipEncode gives them */
export function caeSkipDecode(code: number[][], skips: number[][][][]): number[][][] {
  throw new Error('not implemented')
}
