/**
 * Length of one axis after a convolution.
 *
 * @param n - cells on the axis
 * @param kernel - taps of the window
 * @param stride - cells from one window to the next
 * @param padding - cells added on each side
 * @param dilation - cells from one tap to the next
 * @returns an integer, or null if no window fits
 */
export function convOutputSize(n: number, kernel: number, stride: number, padding: number, dilation: number): number | null {
  throw new Error('not implemented')
}

/**
 * Length of one axis after pooling.
 *
 * @param n - cells on the axis
 * @param kernel - taps of the window
 * @param stride - cells from one window to the next
 * @param padding - cells added on each side, at most half of the kernel
 * @param dilation - cells from one tap to the next
 * @param ceilMode - whether a last window may reach beyond the right end
 * @returns an integer, or null if there is no such layer
 */
export function poolOutputSize(
  n: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
  ceilMode: boolean,
): number | null {
  throw new Error('not implemented')
}
